import type { JoinMailWords } from './join-mail-words.ts';

export const german: JoinMailWords = {
  language: 'de',
  greeting: 'Hallo,',
  'join-confirm': {
    subject: (shop) => `Dein Link von ${shop}`,
    heading: 'Nur noch ein Schritt zu deinem Link',
    opening: (shop) =>
      `Jemand, wahrscheinlich du, möchte von ${shop} einen Link zum Weiterempfehlen. Öffne die Seite und bestätige, um ihn zu bekommen.`,
    button: 'Seite öffnen',
    closing: [
      'Das geht einmal und innerhalb von 24 Stunden. Wenn du nichts angefordert hast, tu nichts: Dann passiert auch nichts.',
    ],
  },
  'join-welcome': {
    subject: (shop) => `Deine persönliche Seite bei ${shop}`,
    heading: 'Du bist dabei',
    opening: (shop) =>
      `Deinen Link zum Teilen findest du auf deiner persönlichen Seite bei ${shop}, ebenso deine Empfehlungen und Belohnungen.`,
    button: 'Deine Seite öffnen',
    closing: ['Hebe diese E-Mail auf, um wiederzukommen, und leite sie nicht weiter: Wer sie hat, sieht deine Belohnungen.'],
  },
  why: (shop) =>
    `Du bekommst diese E-Mail, weil deine Adresse auf der Empfehlungsseite von ${shop} eingegeben wurde. Sie ist keine Werbung.`,
};
