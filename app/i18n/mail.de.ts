import type { MailWords } from './mail-words.ts';

export const german: MailWords = {
  language: 'de',
  greeting: (name) => (name === null ? 'Hallo,' : `Hallo ${name},`),
  worth: {
    off: (value) => `${value} Rabatt`,
    freeShipping: 'Kostenloser Versand',
    freeProducts: (count, number) => (count === 1 ? 'Ein Gratisprodukt' : `${number} Gratisprodukte`),
    storeCredit: (amount) => `${amount} Guthaben`,
    giftCard: (amount) => `Geschenkgutschein über ${amount}`,
  },
  ready: {
    subject: (shop, worth) => `Deine Belohnung von ${shop}: ${worth}`,
    heading: 'Deine Belohnung ist da',
    because: {
      order: (shop) => `Jemand hat über deinen Link bei ${shop} eingekauft. Danke! Hier ist deine Belohnung dafür.`,
      'sign-up': (shop) => `Jemand hat über deinen Link ein Konto bei ${shop} eröffnet. Danke! Hier ist deine Belohnung dafür.`,
      manual: (shop) => `${shop} schenkt dir eine Belohnung. Danke, dass du uns weiterempfiehlst!`,
      friend: (shop) => `Danke für deine Bestellung bei ${shop}. Hier ist, was dir dafür versprochen wurde.`,
      bonus: (shop, number, count) =>
        count === 1
          ? `Die erste Person hat über deinen Link bei ${shop} eingekauft. Danke! Hier ist ein Bonus dafür.`
          : `${number} Personen haben inzwischen über deinen Link bei ${shop} eingekauft. Danke! Hier ist ein Bonus dafür.`,
    },
    code: 'Dein Code',
    howCode:
      'Der Knopf führt dich in den Shop, der Code ist dann schon eingelöst. Du kannst ihn auch selbst an der Kasse eingeben.',
    howProduct:
      'Der Knopf führt dich in den Shop, der Code ist dann schon eingelöst. Lege das Produkt in den Warenkorb: Es wird an der Kasse abgezogen.',
    andOthers: (names) => `${names.join(', ')} und weitere`,
    howGiftCard: 'Gib den Code an der Kasse im Feld für Gutscheine ein. Was du nicht ausgibst, bleibt auf dem Gutschein.',
    howStoreCredit: (shop) => `Es liegt in deinem Kundenkonto bei ${shop}. Melde dich an der Kasse an, um damit zu bezahlen.`,
    once: 'Einmal verwendbar',
    from: (amount) => `Für Bestellungen ab ${amount}`,
    selected: 'Für ausgewählte Produkte',
    until: (end) => `Gültig bis ${end}`,
    use: 'Jetzt einlösen',
    visit: 'Zum Shop',
    setOff: (amount) =>
      `${amount} deiner Belohnung wurden mit einer verrechnet, die zurückgenommen wurde, nachdem du sie eingelöst hattest.`,
    allSetOff: (amount) =>
      `Deine Belohnung von ${amount} wurde mit einer verrechnet, die zurückgenommen wurde, nachdem du sie eingelöst hattest. Es blieb nichts auszuzahlen.`,
  },
  promised: {
    subject: (shop) => `Eine Belohnung von ${shop} ist unterwegs zu dir`,
    heading: 'Deine Belohnung ist unterwegs',
    because: {
      order: (shop) => `Über deinen Link hat jemand bei ${shop} bestellt. Danke!`,
      'sign-up': (shop) => `Über deinen Link hat jemand bei ${shop} ein Konto eröffnet. Danke!`,
      friend: (shop) => `Danke für deine Bestellung bei ${shop}. Dafür wurde dir etwas versprochen.`,
    },
    worth: (worth) => `Deine Belohnung: ${worth}.`,
    from: (day) =>
      `Sie gehört dir ab dem ${day}, wenn die Bestellung bis dahin nicht zurückgegeben wird. Du musst nichts tun: Wir schreiben dir, sobald sie bereit ist.`,
    later:
      'Sie gehört dir einige Tage, nachdem die Bestellung angekommen ist. Du musst nichts tun: Wir schreiben dir, sobald sie bereit ist.',
  },
  expiring: {
    subject: (shop, worth) => `Läuft bald ab: ${worth} bei ${shop}`,
    heading: 'Deine Belohnung läuft bald ab',
    opening: (shop, end) => `Du hast deine Belohnung von ${shop} noch nicht genutzt. Sie gilt bis ${end}.`,
  },
  leave: {
    link: 'Keine solchen E-Mails mehr',
    heading: (shop) => `Keine Nachrichten von ${shop} zu deinen Empfehlungen mehr?`,
    text: (shop) =>
      `${shop} schreibt dir dann nicht mehr, wenn eine Belohnung unterwegs ist oder bald abläuft. Die Belohnungen selbst bekommst du weiterhin.`,
    button: 'Keine solchen E-Mails mehr',
    done: (shop) => `Erledigt. Du bekommst keine solchen E-Mails von ${shop} mehr.`,
    undo: 'Ich möchte sie doch',
    undone: (shop) => `Du bekommst sie wieder von ${shop}.`,
    broken: 'Dieser Link ist nicht vollständig. Öffne den aus der E-Mail noch einmal.',
  },
  takenBack: {
    subject: (shop) => `Deine Belohnung von ${shop} wurde zurückgenommen`,
    heading: 'Deine Belohnung wurde zurückgenommen',
    opening: (shop, worth) =>
      `Es geht um eine Belohnung, die du von ${shop} bekommen hast: ${worth}. Sie musste zurückgenommen werden.`,
    reasons: {
      'order-refunded': () => 'Die Bestellung, für die es sie gab, wurde erstattet.',
      'order-cancelled': () => 'Die Bestellung, für die es sie gab, wurde storniert.',
      'dispute-lost': () => 'Die Zahlung der Bestellung, für die es sie gab, wurde rückgängig gemacht.',
      'below-minimum': () => 'Was von der Bestellung übrig ist, für die es sie gab, liegt unter dem Mindestbetrag des Programms.',
      'no-eligible-product': () => 'Was von der Bestellung übrig ist, für die es sie gab, zählt nicht für das Programm.',
      'by-staff': (shop) => `Das Team von ${shop} hat sie zurückgenommen.`,
      'refused-by-staff': (shop) => `Das Team von ${shop} hat geprüft, wofür es sie gab: Es zählt nicht für das Programm.`,
    },
    otherReason: 'Wofür es sie gab, zählt nicht mehr für das Programm.',
    codeOff: (code) => `Der Code ${code} kann nicht mehr verwendet werden.`,
    someCodeOff: 'Ihr Code kann nicht mehr verwendet werden.',
    returned: {
      'store-credit': (amount) => `${amount} wurden von deinem Guthaben abgezogen.`,
      'gift-card': (amount) => `Ihr Geschenkgutschein, auf dem noch ${amount} waren, kann nicht mehr verwendet werden.`,
    },
    owed: (amount) =>
      `${amount} davon waren schon ausgegeben oder bleiben bei dir. Dieser Betrag wird mit deinen nächsten Belohnungen verrechnet.`,
    mistake: {
      reply: 'Wenn du glaubst, dass das ein Irrtum ist, antworte bitte auf diese E-Mail.',
      visit: (shop) => `Wenn du glaubst, dass das ein Irrtum ist, schreibe bitte an ${shop}.`,
    },
  },
  why: {
    advocate: (shop) =>
      `Du bekommst diese E-Mail, weil du einen Link von ${shop} teilst und es um eine Belohnung für dich geht. Sie ist keine Werbung.`,
    friend: (shop) =>
      `Du bekommst diese E-Mail, weil du über einen Empfehlungslink bei ${shop} eingekauft hast und es um deine Belohnung geht. Sie ist keine Werbung.`,
  },
  questions: 'Fragen? Antworte einfach auf diese E-Mail.',
  finish: (sentence) => sentence,
};
