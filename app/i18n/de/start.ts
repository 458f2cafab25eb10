import type { startWords as english } from '../en/start.ts';
import type { Translation } from '../translation.ts';

export const startWords = {
  start: {
    title: 'Wähle ein Programm für den Anfang',
    again: 'Mit einem anderen Programm beginnen',
    show: 'Programme anzeigen',
    hide: 'Programme ausblenden',
    text: 'Füllt das Formular mit einem Angebot und einer Belohnung, die zu deinen üblichen Bestellungen passen. Alles lässt sich ändern, und nichts zählt, bevor du speicherst.',
    benefits: 'Freunde bekommen {{offer}}, Empfehler {{reward}}.',
    percentage: 'Ein Rabatt für beide',
    percentageHelp: 'Einfach zu erklären; Empfehler kommen wieder, um zu kaufen.',
    'store-credit': 'Shop-Guthaben für Empfehler',
    'store-creditHelp': 'Guthaben bleibt in deinem Shop, wird wie Geld ausgegeben und läuft nie ab.',
    'gift-card': 'Ein Betrag für Freunde, ein Geschenkgutschein für Empfehler',
    'gift-cardHelp': 'Wirkt wie ein Geschenk; Freunde müssen genug ausgeben, damit es sich lohnt.',
    tiers: 'Mehr für deine besten Empfehler',
    tiersHelp: 'Was Empfehler verdienen, wächst mit den Freunden, die sie bringen, und bleibt.',
  },
} satisfies Translation<typeof english>;
