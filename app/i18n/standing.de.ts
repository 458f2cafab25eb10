import type { StandingTable } from './standing-table.ts';

const more = (missing: number) =>
  missing === 1 ? 'Noch 1 erfolgreiche Empfehlung' : `Noch ${missing} erfolgreiche Empfehlungen`;

export const german: StandingTable = {
  join: {
    asked: 'Schau bitte in dein E-Mail-Postfach: Wir haben dir einen Link geschickt. Er gilt 24 Stunden.',
    email: 'Diese E-Mail-Adresse sieht nicht richtig aus. Bitte prüfe sie.',
    unavailable: 'Die Teilnahme per E-Mail ist gerade nicht möglich. Bitte melde dich stattdessen an.',
    'too-many': 'Das wurde aus deinem Netzwerk sehr oft angefragt. Bitte versuche es in einer Stunde noch einmal.',
    'bad-link': 'Dieser Link gilt nicht mehr. Gib deine E-Mail-Adresse ein, um einen neuen zu bekommen.',
  },
  chooseCode: {
    chosen: (code) => `Dein Code lautet jetzt ${code}. Links, die du schon geteilt hast, gelten weiter.`,
    left: (choices) =>
      choices === 1
        ? 'Du kannst ihn einmal wählen, mit 3 bis 20 Buchstaben und Ziffern. Frühere Links und Codes gelten weiter.'
        : `Du kannst ihn ${choices}-mal wählen, mit 3 bis 20 Buchstaben und Ziffern. Frühere Links und Codes gelten weiter.`,
    checkout: (code) => `An der Kasse gilt dieser Code: ${code}.`,
    length: 'Ein Code hat 3 bis 20 Buchstaben und Ziffern.',
    characters: 'Ein Code besteht nur aus Buchstaben von A bis Z und Ziffern.',
    letters: 'Ein Code braucht mindestens zwei Buchstaben.',
    reserved: 'Diesen Code könnte man für einen des Shops halten. Bitte wähle einen anderen.',
    rude: 'Diesen Code nimmt der Shop nicht an. Bitte wähle einen anderen.',
    taken: 'Diesen Code, oder einen sehr ähnlichen, gibt es schon.',
    spent: 'Du hast deinen Code schon gewählt. Der Shop kann ihn für dich ändern.',
    unknown: 'Das hat nicht geklappt. Bitte lade die Seite neu.',
  },
  reward: {
    needsAccount:
      'Für diese Belohnung brauchst du ein Konto. Melde dich auf dieser Seite mit derselben E-Mail-Adresse an und wähle „Meinen Link holen“: Dann kommt sie dorthin.',
    held: 'Der Shop prüft diese Bestellung noch.',
    from: (date) => `Verfügbar ab ${date}, wenn die Bestellung bis dahin behalten wird.`,
    waitsFor: {
      paid: 'Unterwegs.',
      fulfilled: 'Unterwegs: Sie kommt, wenn die empfohlene Bestellung verschickt ist.',
      delivered: 'Unterwegs: Sie kommt, wenn die empfohlene Bestellung angekommen ist.',
      returnable: 'Unterwegs: Sie kommt, wenn die empfohlene Bestellung angekommen und die Rückgabefrist vorbei ist.',
    },
    soon: 'Wird vorbereitet und ist gleich da.',
    ready: (until) => (until === null ? 'Bereit zum Einlösen.' : `Bereit zum Einlösen, gültig bis ${until}.`),
    paid: {
      'store-credit': (until) =>
        until === null ? 'Liegt als Guthaben in deinem Konto.' : `Liegt als Guthaben in deinem Konto, gültig bis ${until}.`,
      'gift-card': (until) =>
        until === null
          ? 'Dein Geschenkgutschein wurde dir per E-Mail geschickt.'
          : `Dein Geschenkgutschein wurde dir per E-Mail geschickt. Löse ihn bis ${until} ein.`,
    },
    redeemed: 'Eingelöst.',
    expired: (date) => (date === null ? 'Abgelaufen.' : `Abgelaufen am ${date}.`),
    revoked: {
      'order-refunded': 'Zurückgenommen, weil die Bestellung zurückgegeben wurde.',
      'order-cancelled': 'Zurückgenommen, weil die Bestellung storniert wurde.',
      other: 'Zurückgenommen. Den Grund kann dir der Shop nennen.',
    },
  },
  progress: {
    friends: (missing, worth) => `${more(missing)}, dann: ${worth}`,
    revenue: (missing, worth) => `Noch ${missing} an empfohlenen Bestellungen, dann: ${worth}`,
    bonus: (missing, worth) => `${more(missing)} bis zu deinem Bonus: ${worth}`,
  },
};
