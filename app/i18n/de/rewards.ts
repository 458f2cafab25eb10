import type { rewardWords as english } from '../en/rewards.ts';
import type { Translation } from '../translation.ts';

export const rewardWords = {
  rewardKind: {
    label: 'Was der Empfehler verdient',
    percentage: 'Prozentualer Rabatt auf die nächste Bestellung',
    'fixed-amount': 'Rabattbetrag auf die nächste Bestellung',
    'free-shipping': 'Kostenloser Versand für die nächste Bestellung',
    'free-product': 'Gratisprodukt zur nächsten Bestellung',
    'free-productHelp': 'Ein eigener Rabattcode, der einmal gilt, für alle, die genug ausgeben.',
    'store-credit': 'Shop-Guthaben',
    'store-creditHelp': 'Wird dem Kundenkonto gutgeschrieben. Nur angemeldete Kunden können es ausgeben.',
    'gift-card': 'Geschenkgutschein',
    'gift-cardHelp':
      'Shopify schickt ihn dem Kunden. Vielerorts ist er rechtlich Geld: Einmal verschickt, wird er ausgegeben oder behalten, und das Deaktivieren lässt sich nicht rückgängig machen.',
    'order-share': 'Ein Anteil der Bestellung des Freundes',
    'order-shareHelp':
      'Je mehr ein Freund ausgibt, desto mehr verdient der Empfehler. Gezahlt als Shop-Guthaben oder Geschenkgutschein.',
    percent: 'Anteil der Bestellung',
    off: 'Rabatt',
    amount: 'Betrag',
    paidAs: 'Gezahlt als',
    most: 'Höchstens',
    noLimit: 'Keine Grenze',
    mostHelp: 'Von einer Bestellung. Leer: keine Grenze.',
    asStoreCredit: 'Shop-Guthaben',
    asGiftCard: 'Geschenkgutschein',
    clawBack: 'Unbenutzte Geschenkgutscheine deaktivieren, wenn eine Anrechnung zurückgenommen wird',
    clawBackHelp: 'Sonst wird, was der Gutschein enthält, mit den nächsten Belohnungen des Empfehlers verrechnet.',
    clawBackWarning:
      'Ein deaktivierter Geschenkgutschein bleibt es für immer. Nicht überall ist das erlaubt: Prüfe zuerst, was bei dir gilt.',
  },
  caps: {
    text: 'Eine Empfehlung über einer Grenze wird trotzdem angerechnet; sie bringt nur keine Belohnung, und ihre Seite sagt, warum.',
    rewards: 'Belohnungen eines Empfehlers',
    days: 'In so vielen Tagen',
    month: 'Alle Belohnungen eines Kalendermonats zusammen',
    monthHelp: 'Ein Prozentsatz zählt als dieser Teil der Bestellung des Freundes.',
    share: 'Eine Belohnung ist höchstens dieser Anteil der Bestellung',
    shareHelp: 'Für feste Beträge, Shop-Guthaben und Geschenkgutscheine.',
    shareFrom: 'Deine Belohnung gibt es dann für Bestellungen ab {{minimum}}; kleinere bringen nichts ein.',
    none: 'Keine Grenze',
    advocate: 'Höchstens für einen Empfehler',
    advocateOf: '{{rewards}} in {{days}}',
    monthOf: 'Höchstens in einem Kalendermonat',
    shareOf: 'Höchstens von einer Bestellung',
  },
  permission: {
    'store-credit': 'Shopify hat Vouchsafe noch nicht erlaubt, Shop-Guthaben zu geben',
    'gift-card': 'Shopify hat Vouchsafe noch nicht erlaubt, Geschenkgutscheine zu erstellen',
    'merged-customers': 'Vouchsafe erfährt nicht, wenn du Kunden zusammenführst',
    mergedText:
      'Führst du zwei Kunden in Shopify zusammen, sollen Empfehlungen und Belohnungen beider dem Kunden gehören, den du behältst. Erlaube es, und Vouchsafe folgt ab dann jeder Zusammenführung.',
    text: 'Shopify fragt dich einmal. Bis dahin kann das Programm pausiert gespeichert werden, nicht aktiv.',
    stuckText: 'Belohnungen dieser Art warten, bis du es erlaubst, und gehen dann von selbst weiter.',
    allow: 'In Shopify erlauben',
    declined: 'Es wurde nicht erlaubt. Du kannst jederzeit wieder gefragt werden.',
    failed: 'Shopify konnte nicht gefragt werden. Versuche es gleich noch einmal.',
    granted: 'Erlaubt',
    problem: 'Erlaube diese Art von Belohnung zuerst, oder speichere das Programm pausiert.',
  },
  unrewarded: {
    advocate: 'Keine Belohnung: Der Empfehler hatte schon so viele, wie das Programm erlaubt.',
    advocateOf_one:
      'Keine Belohnung: Das Programm erlaubt einem Empfehler {{rewards}} an {{count}} Tag, und die waren versprochen.',
    advocateOf_other:
      'Keine Belohnung: Das Programm erlaubt einem Empfehler {{rewards}} in {{count}} Tagen, und die waren versprochen.',
    month: 'Keine Belohnung: Was das Programm in diesem Monat versprechen darf, war versprochen.',
    monthOf:
      'Keine Belohnung: Das Programm darf in einem Kalendermonat {{amount}} versprechen, und das wäre überschritten worden.',
    share: 'Keine Belohnung: Sie wäre ein zu großer Anteil dieser Bestellung.',
    shareOf: 'Keine Belohnung: Sie wäre mehr wert als {{percent}} dieser Bestellung.',
    nothing: 'Keine Belohnung: Der Anteil dieser Bestellung ist weniger als der kleinste Geldbetrag.',
    minimum: 'Keine Belohnung: Das Angebot verlangt eine größere Bestellung.',
    minimumOf: 'Keine Belohnung: Das Angebot verlangt eine Bestellung ab {{amount}}.',
    short: {
      advocate: 'Keine: Grenze des Empfehlers',
      month: 'Keine: Grenze des Monats',
      share: 'Keine: Bestellung zu klein',
      nothing: 'Keine: Bestellung zu klein',
      minimum: 'Keine: Bestellung zu klein',
    },
  },
} satisfies Translation<typeof english>;
