/** The German sentences of reasons and evidence. */
import { germanChecks, germanFormerCheck } from './findings.de.ts';
import type { SentenceTable } from './reasons.ts';

/** The `by` and `signal` of a reason; stored decisions may name kinds that exist no more. */
const EVIDENCE: Readonly<Record<string, string>> = {
  merchant: 'dein eigenes Wort',
  renewal: 'eine frühere Bestellung des Abonnements',
  'discount-code': 'der Rabattcode des Freundes',
  claim: 'das Angebot, das der Freund abgeholt hat',
  'signed-in-visit': 'ein Besuch über den Link, angemeldet',
  'sign-up': 'die Kontoeröffnung über den Link',
  'cart-attribute': 'der mit dem Warenkorb gemerkte Link',
  'line-item': 'der mit einem Produkt gemerkte Link',
  'landing-link': 'der Link, mit dem der Besuch begann',
  journey: 'ein Besuch, den Shopify aufgezeichnet hat',
  'friend-answer': 'die Antwort des Freundes auf „Wer hat dich empfohlen?“',
};
const TRAITS: Readonly<Record<string, string>> = {
  customer: 'Kundenkonto',
  email: 'E-Mail-Adresse',
  phone: 'Telefonnummer',
};
const CHANNELS: Readonly<Record<string, string>> = {
  web: 'Onlineshop',
  pos: 'Point of Sale',
  shopify_draft_order: 'Bestellentwürfe',
  subscription_contract: 'Abonnements',
};
const evidence = (kind: string) => EVIDENCE[kind] ?? 'ein anderer Nachweis';
const days = (count: number, text: string) => `${text} ${count === 1 ? 'Tag' : 'Tage'}`;
const ofDays = (count: number, text: string) => `${text} ${count === 1 ? 'Tag' : 'Tagen'}`;
const points = (count: number, text: string) => `${text} ${count === 1 ? 'Punkt' : 'Punkte'}`;
const because = (check: string) =>
  Object.hasOwn(germanChecks, check) ? germanChecks[check as keyof typeof germanChecks].because : `Prüfung „${check}“`;
const at = (moment: string) => (moment === '' ? '' : `, ${moment}`);
const remembered = (code: string) => (code === '' ? 'Link' : `Code ${code}`);
const withCode = (code: string) => (code === '' ? '' : ` mit dem Code ${code}`);

export const german: SentenceTable = {
  language: 'de',
  reasons: {
    credited: ({ signal }) => {
      if (signal === 'merchant') return 'Dein Team hat sie von Hand angerechnet.';
      return signal === 'renewal'
        ? 'Eine frühere Bestellung des Abonnements wurde angerechnet.'
        : `Der Nachweis ist ${evidence(signal)}.`;
    },
    'in-review': ({ checks, score }, { list, number }) =>
      checks.length === 0
        ? `Bitte sieh sie dir zuerst an: Die Betrugsprüfungen ergeben zusammen ${points(score, number(score))}.`
        : `Bitte sieh sie dir zuerst an: ${list(checks.map(because))} (zusammen ${points(score, number(score))}).`,
    'code-malformed': ({ received }) => `„${received}“ ist kein Empfehlungscode.`,
    'code-mistyped': ({ received }) =>
      `„${received}“ sieht nach einem Empfehlungscode mit Tippfehler aus: Sein Prüfzeichen stimmt nicht.`,
    'code-unknown': ({ received }) => `Kein Empfehler dieses Shops hat den Code „${received}“.`,
    'code-ambiguous': ({ received }) => `Die Antwort „${received}“ passt auf mehrere Empfehler.`,
    'advocate-blocked': () => 'Der Empfehler ist gesperrt.',
    'advocate-redacted': () => 'Die Daten des Empfehlers wurden auf Wunsch gelöscht, deshalb kann niemandem angerechnet werden.',
    'outside-window': ({ days: age, windowDays }, { number }) =>
      `Der Link wurde ${days(age, number(age))} vor der Bestellung benutzt; er zählt ${days(windowDays, number(windowDays))} lang.`,
    'after-order': ({ at: time }, { moment }) => `Er ist vom ${moment(time)}, nach der Bestellung.`,
    'self-referral': ({ matched }) => `Der Empfehler ist der Käufer, gleich ist: ${TRAITS[matched] ?? matched}.`,
    'check-refused': ({ check }) => `Das Programm lehnt sie ab: ${because(check)}.`,
    'score-refused': ({ score, from }, { number }) =>
      `Die Betrugsprüfungen ergeben zusammen ${points(score, number(score))}; das Programm lehnt ab ${number(from)} ab.`,
    'outranked-by-signal': ({ by }) => `Ein stärkerer Nachweis führt zu jemand anderem: ${evidence(by)}.`,
    'outranked-by-trust': () =>
      'Ein versiegelter Link führt zu jemand anderem, und er zählt mehr als einer, den jeder schreiben könnte.',
    'later-touch-won': () => 'Ein späterer Link führt zu jemand anderem, und das Programm rechnet den letzten an.',
    'earlier-touch-won': () => 'Ein früherer Link führt zu jemand anderem, und das Programm rechnet den ersten an.',
    'same-advocate': () => 'Er stützt die Anrechnung: Diesem Empfehler wird schon wegen eines anderen Nachweises angerechnet.',
    'no-evidence': () => 'Nichts an der Bestellung führt zu einem Empfehler.',
    'program-paused': () => 'Das Programm war pausiert, als bestellt wurde.',
    'test-order': () => 'Das ist eine Testbestellung.',
    'order-cancelled': () => 'Die Bestellung wurde storniert.',
    'order-refunded': () => 'Die Bestellung wurde vollständig zurückerstattet.',
    'order-not-paid': () => 'Die Bestellung ist nicht bezahlt.',
    'dispute-lost': () => 'Der Käufer hat die Zahlung angefochten und zurückbekommen.',
    'draft-order': () => 'Das war ein Bestellentwurf, und die rechnet das Programm nicht an.',
    'point-of-sale': () => 'Sie wurde an einem Point of Sale verkauft, und solche Bestellungen rechnet das Programm nicht an.',
    'channel-not-eligible': ({ channel }) =>
      `Bestellungen dieses Vertriebskanals rechnet das Programm nicht an: ${CHANNELS[channel] ?? `„${channel}“`}.`,
    'country-not-eligible': ({ country }, figures) =>
      `Bestellungen in dieses Land rechnet das Programm nicht an: ${figures.country(country)}.`,
    'country-unknown': () => 'Das Programm rechnet nur Bestellungen in bestimmte Länder an, und diese Bestellung nennt keines.',
    'no-eligible-product': () => 'In der Bestellung ist kein Produkt, das für das Programm zählt.',
    'renewal-not-credited': () => 'Sie verlängert ein Abonnement, und das Programm rechnet nur dessen erste Bestellung an.',
    'renewal-limit': ({ renewal, limit }, { number }) =>
      `Das ist die Verlängerung Nummer ${number(renewal)} des Abonnements; das Programm rechnet die ersten ${number(limit)} an.`,
    'sign-ups-not-credited': () => 'Kontoeröffnungen rechnet das Programm nicht an.',
    'refused-by-staff': () => 'Dein Team hat sie angesehen und abgelehnt.',
    'refused-unlooked': ({ days: waited }, { number }) =>
      `Niemand hat sie innerhalb von ${ofDays(waited, number(waited))} angesehen, und dann lehnt das Programm ab.`,
    'returning-customer': ({ earlierOrders }, { number }) =>
      `Der Käufer hatte schon ${earlierOrders === 1 ? 'einmal' : `${number(earlierOrders)}-mal`} bestellt, und das Programm ist nur für neue Kunden.`,
    'new-customer-unknown': () => 'Nichts sagt, ob der Käufer schon bestellt hatte, und das Programm ist nur für neue Kunden.',
    'friend-already-credited': ({ orderId }) =>
      orderId.startsWith('signup-')
        ? 'Derselbe Freund wurde schon angerechnet, mit der Kontoeröffnung.'
        : `Derselbe Freund wurde schon angerechnet, mit der Bestellung ${orderId}.`,
    'below-minimum': ({ minimum, subtotal, currency }, { money }) =>
      `Was von der Bestellung zählt, sind ${money(subtotal, currency)}, weniger als der Mindestwert des Programms von ${money(minimum, currency)}.`,
    'currency-mismatch': ({ program, order }) =>
      `Die Beträge des Programms sind in ${program}, die Bestellung ist in ${order}: Speichere das Programm noch einmal in der Währung des Shops.`,
  },
  checks: germanChecks,
  formerCheck: germanFormerCheck,
  grades: {
    note: (count, { number }) => `Vermerkt: ${points(count, number(count))}.`,
    review: (count, { number }) => `Bitte ansehen: ${points(count, number(count))}.`,
    refuse: (count, { number }) => `Das Programm lehnt deswegen ab: ${points(count, number(count))}.`,
  },
  signals: {
    merchant: ({ moment }) => `Von Hand angerechnet${at(moment)}.`,
    renewal: ({ moment }) => `Abonnement, dessen frühere Bestellung angerechnet wurde${at(moment)}.`,
    'discount-code': ({ code, moment }) =>
      `${code === '' ? 'Rabattcode' : `Rabattcode ${code}`}${moment === '' ? '' : `, abgeholt ${moment}`}.`,
    claim: ({ moment }) => `Angebot mit der E-Mail-Adresse oder dem Konto des Käufers abgeholt${at(moment)}.`,
    'signed-in-visit': ({ code, moment }) => `Besuch über den Link${withCode(code)}, im Shop angemeldet${at(moment)}.`,
    'sign-up': ({ code, moment }) => `Konto über den Link${withCode(code)} eröffnet${at(moment)}.`,
    'cart-attribute': ({ code, moment }) => `${remembered(code)}, mit dem Warenkorb gemerkt${at(moment)}.`,
    'line-item': ({ code, moment }) => `${remembered(code)}, mit einem Produkt gemerkt${at(moment)}.`,
    'landing-link': ({ code, moment }) => `Link des Besuchs${withCode(code)}${at(moment)}.`,
    journey: ({ code, moment }) => `Besuch über den Link${withCode(code)}, von Shopify aufgezeichnet${at(moment)}.`,
    'friend-answer': ({ code, moment }) =>
      `Der Freund hat auf „Wer hat dich empfohlen?“ ${code === '' ? 'geantwortet' : `mit „${code}“ geantwortet`}${at(moment)}.`,
  },
  trust: {
    verified: '',
    signed: 'Der Link ist versiegelt: Niemand anderes kann ihn gemacht haben.',
    hint: '',
    forged: 'Das Siegel des Links ist falsch: Jemand hat ihn verändert, deshalb zählt er wie ein eingetippter Code.',
  },
  channels: {
    copy: 'Er wurde als kopierter Link geteilt.',
    native: 'Er wurde über das Teilen-Menü des Telefons geteilt.',
    email: 'Er wurde per E-Mail geteilt.',
    whatsapp: 'Er wurde über WhatsApp geteilt.',
    sms: 'Er wurde per SMS geteilt.',
    x: 'Er wurde auf X geteilt.',
    messenger: 'Er wurde über Messenger geteilt.',
    qr: 'Er wurde als QR-Code geteilt.',
    page: 'Er wurde auf einer Webseite geteilt.',
    metafield: 'Er wurde aus dem Kundenkonto oder von deinem E-Mail-Werkzeug geteilt.',
  },
  score: (count, { number }) => `Die Betrugsprüfungen ergeben zusammen ${points(count, number(count))}.`,
  credited: (advocate) => `Angerechnet: ${advocate}.`,
  inReview: (advocate) => `Zurückgehalten: Angerechnet würde sie ${advocate}.`,
  notCredited: 'Nicht angerechnet.',
  leadsTo: (advocate) => `Führt zu ${advocate}.`,
  finish: (sentence) => sentence,
};
