import type { StorefrontTable } from './storefront-table.ts';

const [mine, ofMine] = [
  (first: boolean) => (first ? 'deine erste Bestellung' : 'deine Bestellung'),
  (first: boolean) => (first ? 'deiner ersten Bestellung' : 'deiner Bestellung'),
];
const goods = { order: '', products: ' auf ausgewählte Produkte', collections: ' auf ausgewählte Kategorien' };
const pieces = (quantity: number) => (quantity === 1 ? 'ein Gratisprodukt' : `${quantity} Gratisprodukte`);
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const inDays = (days: number) => (days === 1 ? '1 Tag' : `${days} Tage`);
const lately = (days: number | null) => (days === null ? '' : ` innerhalb von ${days === 1 ? '1 Tag' : `${days} Tagen`}`);
const from = (minimum: string | null) => (minimum === null ? '' : ` ab ${minimum}`);
const atMost = (most: string | null) => (most === null ? '' : `, höchstens ${most},`);
const atOnce = {
  paid: 'sobald deine Bestellung bezahlt ist',
  fulfilled: 'sobald deine Bestellung unterwegs ist',
  delivered: 'sobald deine Bestellung angekommen ist',
  returnable: 'sobald deine Bestellung angekommen ist',
};
const after = {
  paid: 'der Zahlung deiner Bestellung',
  fulfilled: 'dem Versand deiner Bestellung',
  delivered: 'der Ankunft deiner Bestellung',
  returnable: 'der Ankunft deiner Bestellung',
};
const everyFriend = 'für jede erfolgreiche Empfehlung';

export const german: StorefrontTable = {
  worth: {
    off: (value, on) => `${value} Rabatt${goods[on]}`,
    shipping: 'kostenloser Versand',
    product: pieces,
    payout: { 'store-credit': (value) => `${value} Guthaben`, 'gift-card': (value) => `ein Geschenkgutschein über ${value}` },
  },
  offer: {
    off: (value, on, first) =>
      on === 'order' ? `${value} Rabatt auf ${mine(first)}` : `${value} Rabatt${goods[on]} bei ${ofMine(first)}`,
    shipping: (first) => `Kostenloser Versand für ${mine(first)}`,
    product: (quantity, first) => `${capital(pieces(quantity))} zu ${ofMine(first)}`,
    payout: (worth, first) => `${capital(worth)} für ${mine(first)}`,
    share: {
      'store-credit': (percent, most, first) => `${percent} ${ofMine(first)}${atMost(most)} als Guthaben zurück`,
      'gift-card': (percent, most, first) => `${percent} ${ofMine(first)}${atMost(most)} als Geschenkgutschein zurück`,
    },
  },
  terms: {
    code: (validDays, minimum) => `Ein Code für eine Bestellung${from(minimum)}, ab dem Abholen ${inDays(validDays)} gültig.`,
    shared: (oncePerCustomer, minimum) =>
      oncePerCustomer ? `Eine Bestellung${from(minimum)} pro Person.` : `Beliebig viele Bestellungen${from(minimum)}.`,
    payout: (waitsFrom, days, minimum) =>
      `Du bekommst es${days === 0 ? `, ${atOnce[waitsFrom]}` : ` ${inDays(days)} nach ${after[waitsFrom]}`}.${minimum === null ? '' : ` Für eine Bestellung${from(minimum)}.`}`,
    product: (spend, on) =>
      `Lege das Produkt in den Warenkorb: Es ist gratis, wenn du mindestens ${spend} ${on === 'same' ? 'für die gleichen Produkte' : on === 'products' ? 'für ausgewählte Produkte' : 'in ausgewählten Kategorien'} ausgibst.`,
    subscriptions: 'Für Abonnements.',
    newCustomers: 'Für Neukundinnen und Neukunden.',
  },
  payoutPath: {
    'store-credit':
      'Du brauchst keinen Code. Melde dich beim Bestellen an oder verwende die E-Mail-Adresse deines Kontos: Das Guthaben wartet dort auf dich.',
    'gift-card':
      'Du brauchst keinen Code. Bestelle mit der E-Mail-Adresse, die du hier verwendest: Der Geschenkgutschein wird an sie geschickt.',
  },
  reward: {
    off: (value, on) =>
      on === 'order'
        ? `${value} Rabatt auf deine nächste Bestellung ${everyFriend}`
        : `${value} Rabatt${goods[on]} bei deiner nächsten Bestellung ${everyFriend}`,
    shipping: `Kostenloser Versand für deine nächste Bestellung ${everyFriend}`,
    product: (quantity) => `${capital(pieces(quantity))} zu deiner nächsten Bestellung ${everyFriend}`,
    payout: (worth) => `${capital(worth)} ${everyFriend}`,
    share: {
      'store-credit': (percent, most) => `${percent} der empfohlenen Bestellung${atMost(most)} als Guthaben ${everyFriend}`,
      'gift-card': (percent, most) => `${percent} der empfohlenen Bestellung${atMost(most)} als Geschenkgutschein ${everyFriend}`,
    },
  },
  growth: {
    share: {
      'store-credit': (percent) => `${percent} der empfohlenen Bestellung als Guthaben`,
      'gift-card': (percent) => `${percent} der empfohlenen Bestellung als Geschenkgutschein`,
    },
    byReferrals: (count, worth, days) =>
      `Nach ${count} ${count === 1 ? 'erfolgreichen Empfehlung' : 'erfolgreichen Empfehlungen'}${lately(days)}: ${worth}`,
    byRevenue: (amount, worth, days) => `Nach empfohlenen Bestellungen über ${amount}${lately(days)}: ${worth}`,
    bonus: (at, worth) => `Bei der ${at}. erfolgreichen Empfehlung: zusätzlich ${worth}`,
    signUp: (worth) => `Wenn jemand über deinen Link ein Konto eröffnet: ${worth}`,
  },
  landing: {
    from: (name) => (name === null ? 'Dieses Angebot wurde dir empfohlen.' : `${name} schickt dir dieses Angebot.`),
    claim: 'Angebot sichern',
    next: 'Der Shop öffnet sich, und das Angebot ist für dich reserviert.',
    gone: 'Hier gibt es gerade kein Angebot.',
    goneWhy: 'Vielleicht enthält der Link einen Tippfehler, oder das Angebot ist abgelaufen. Stöbern kannst du trotzdem.',
    visitShop: 'Zum Shop',
  },
  messages: {
    unavailable: 'Dieses Angebot gibt es nicht mehr.',
    'own-link': 'Das ist dein eigener Link. Teile ihn, damit jemand anderes das Angebot bekommt.',
    'not-new':
      'Dieses Angebot gilt für die erste Bestellung, und mit deinem Konto wurde schon bestellt. Du kannst aber deinen eigenen Link teilen.',
    email: 'Diese E-Mail-Adresse sieht nicht richtig aus. Bitte prüfe sie.',
    'too-many': 'Dieses Angebot wurde heute schon sehr oft abgeholt. Bitte versuche es morgen noch einmal.',
    'too-fast': 'Das war viel auf einmal. Bitte warte eine Minute und versuche es dann noch einmal.',
    'try-later': 'Das Angebot konnte gerade nicht vorbereitet werden. Bitte versuche es gleich noch einmal.',
    'answer-noted': 'Danke! Wenn wir die Person kennen, bedanken wir uns auch bei ihr.',
    'answer-later': 'Deine Antwort konnte gerade nicht gespeichert werden. Bitte versuche es gleich noch einmal.',
    'unknown-shop': 'Dieser Shop hat kein Empfehlungsprogramm.',
    'not-found': 'Hier ist nichts.',
    method: 'Diese Adresse wird anders verwendet.',
    signature: 'Diese Anfrage kam nicht über den Shop.',
    body: 'Diese Anfrage war nicht lesbar.',
    busy: 'Bei uns ist etwas schiefgegangen. Bitte versuche es gleich noch einmal.',
  },
  betweenSentences: ' ',
};
