/** The German sentences of the fraud checks. The details are those that each check's file names (domain/risk). */
import type { Detail, Finding } from '../domain/risk/check.ts';
import type { RiskCheckCode } from '../domain/risk/codes.ts';
import type { CheckSentences, SentenceFigures } from './reasons.ts';

const numberIn = (detail: Detail, name: string) => (typeof detail[name] === 'number' ? detail[name] : 0);
const counted = (count: number, one: string, many: string, { number }: SentenceFigures) =>
  `${number(count)} ${count === 1 ? one : many}`;
const credits = (count: number, figures: SentenceFigures) => counted(count, 'Anrechnung', 'Anrechnungen', figures);

/** Two people have the same of something, have different ones, or one of them has none that is known. */
function comparison(unknown: string, because: string, hit: string, clear: string): CheckSentences {
  const whose = { buyer: 'vom Käufer', advocate: 'vom Empfehler', both: 'von Käufer und Empfehler' };
  return {
    because,
    hit: () => hit,
    clear: () => clear,
    notChecked: ({ missing }) =>
      `Nicht verglichen: ${missing === 'buyer' ? whose.buyer : missing === 'advocate' ? whose.advocate : whose.both} ist ${unknown} bekannt.`,
  };
}

const LISTED: Readonly<Record<string, string>> = {
  email: 'E-Mail-Adresse',
  domain: 'E-Mail-Domain',
  network: 'Netzwerk',
  customer: 'Kundenkonto',
};

export const germanChecks: Record<RiskCheckCode, CheckSentences> = {
  'same-customer': comparison(
    'kein Kundenkonto',
    'Käufer und Empfehler haben dasselbe Kundenkonto',
    'Käufer und Empfehler haben dasselbe Kundenkonto.',
    'Käufer und Empfehler haben verschiedene Kundenkonten.',
  ),
  'same-email': comparison(
    'keine E-Mail-Adresse',
    'Käufer und Empfehler haben dasselbe Postfach',
    'Käufer und Empfehler haben dasselbe Postfach, wie auch immer die Adresse geschrieben ist.',
    'Käufer und Empfehler haben verschiedene Postfächer.',
  ),
  'same-phone': comparison(
    'keine Telefonnummer',
    'Käufer und Empfehler haben dieselbe Telefonnummer',
    'Käufer und Empfehler haben dieselbe Telefonnummer.',
    'Käufer und Empfehler haben verschiedene Telefonnummern.',
  ),
  'same-address': comparison(
    'keine Postadresse',
    'die Bestellung geht an eine Adresse des Empfehlers',
    'Die Bestellung wird an eine Adresse des Empfehlers geliefert oder berechnet. Haushalte teilen sich eine.',
    'Die Bestellung wird an andere Adressen geliefert und berechnet als die des Empfehlers.',
  ),
  'same-network': comparison(
    'kein Netzwerk',
    'Käufer und Empfehler nutzen dasselbe Netzwerk',
    'Die Bestellung kam aus einem Netzwerk, das der Empfehler zuletzt genutzt hat. Haushalte und Büros teilen sich eines.',
    'Die Bestellung kam aus einem anderen Netzwerk als dem des Empfehlers.',
  ),
  'same-device': {
    because: 'Käufer und Empfehler nutzen ein Gerät gleicher Art im selben Netzwerk',
    hit: () => 'Die Bestellung kam von einem Gerät gleicher Art wie das des Empfehlers, aus demselben Netzwerk.',
    clear: ({ otherNetwork }) =>
      otherNetwork === true
        ? 'Das Gerät des Käufers ist von gleicher Art wie das des Empfehlers, aber in einem anderen Netzwerk: So ein Gerät haben viele.'
        : 'Die Bestellung kam von einem Gerät anderer Art als das des Empfehlers.',
    notChecked: ({ of }) =>
      of === 'network'
        ? 'Nicht verglichen: Die Geräte sind von gleicher Art, aber die Netzwerke sind nicht bekannt.'
        : 'Nicht verglichen: Das Gerät des Käufers oder des Empfehlers ist nicht bekannt.',
  },
  'disposable-email': {
    because: 'der Käufer nutzt eine Wegwerf-E-Mail-Adresse',
    hit: () => 'Die E-Mail-Adresse des Käufers ist von einem Anbieter für Wegwerfadressen.',
    clear: () => 'Die E-Mail-Adresse des Käufers ist von keinem bekannten Anbieter für Wegwerfadressen.',
    notChecked: () => 'Nicht geprüft: Die E-Mail-Adresse des Käufers ist nicht bekannt.',
  },
  'advocate-velocity': {
    because: 'der Empfehler hat viele Anrechnungen in kurzer Zeit',
    hit: (detail, figures) => {
      const [span, name] = detail['over'] === 'month' ? (['30 Tagen', 'month'] as const) : (['24 Stunden', 'day'] as const);
      const before = numberIn(detail, name);
      return `Mit dieser hat der Empfehler ${credits(before + 1, figures)} innerhalb von ${span}; das Programm erwartet höchstens ${figures.number(numberIn(detail, `${name}Limit`))}.`;
    },
    clear: (detail, figures) =>
      `Der Empfehler hatte ${credits(numberIn(detail, 'day'), figures)} in den 24 Stunden davor und ${figures.number(numberIn(detail, 'month'))} in den 30 Tagen davor; das ist nicht zu viel.`,
    notChecked: () => 'Nicht geprüft: Die früheren Anrechnungen des Empfehlers wurden nicht gezählt.',
  },
  'network-velocity': {
    because: 'viele Anrechnungen kommen aus einem Netzwerk',
    hit: (detail, figures) =>
      `Mit dieser kommen ${credits(numberIn(detail, 'week') + 1, figures)} innerhalb von 7 Tagen aus diesem Netzwerk; das Programm erwartet höchstens ${figures.number(numberIn(detail, 'limit'))}.`,
    clear: (detail, figures) =>
      `Aus diesem Netzwerk gab es in den 7 Tagen davor ${credits(numberIn(detail, 'week'), figures)}; das ist nicht zu viel.`,
    notChecked: () => 'Nicht geprüft: Das Netzwerk der Bestellung ist nicht bekannt.',
  },
  'known-friend': {
    because: 'der Freund ist schon bekannt',
    hit: ({ by, orderId }) =>
      by === 'phone'
        ? `Die Bestellung ${orderId} von jemand anderem hat die Telefonnummer des Käufers.`
        : `Dieser Freund wurde schon einem anderen Empfehler angerechnet, mit der Bestellung ${orderId}.`,
    clear: ({ phone }) =>
      phone === true
        ? 'Kein anderer Kunde hat die Telefonnummer des Käufers, und dieser Freund wurde keinem anderen Empfehler angerechnet.'
        : 'Dieser Freund wurde keinem anderen Empfehler angerechnet. Nach einer Telefonnummer ließ sich nicht suchen.',
    notChecked: () => 'Nicht geprüft: Es ist nichts bekannt, woran der Freund zu erkennen wäre.',
  },
  'unseen-code': {
    because: 'der Käufer wurde nie mit dem Link gesehen',
    hit: () =>
      'Der Käufer wurde nie gesehen, wie er den Link öffnete oder das Angebot abholte: Der Code kann eingetippt sein oder von einer Gutscheinseite stammen.',
    clear: (detail, figures) =>
      'evidence' in detail
        ? 'Der Käufer wurde gesehen, wie er über den Link kam, oder der Code lässt sich nicht erfinden.'
        : `Der Käufer wurde vor der Bestellung gesehen: ${counted(numberIn(detail, 'visits'), 'Besuch', 'Besuche', figures)} über den Link, ${figures.number(numberIn(detail, 'claims'))}-mal das Angebot abgeholt.`,
    notChecked: () => 'Nicht geprüft: Die früheren Besuche des Käufers wurden nicht gezählt.',
  },
  'leak-burst': {
    because: 'viele haben auf einmal das Angebot dieses Links abgeholt oder seinen Code benutzt',
    hit: (detail, figures) =>
      `${figures.number(numberIn(detail, 'claims'))} Personen haben in der Stunde vor der Bestellung das Angebot dieses Links abgeholt oder seinen gemeinsamen Code benutzt; das Programm erwartet höchstens ${figures.number(numberIn(detail, 'limit'))}. Link oder Code stehen vielleicht öffentlich.`,
    clear: (detail, figures) =>
      `${counted(numberIn(detail, 'claims'), 'Person hat', 'Personen haben', figures)} in der Stunde vor der Bestellung das Angebot dieses Links abgeholt oder seinen gemeinsamen Code benutzt; das ist nicht zu viel.`,
    notChecked: () => 'Nicht geprüft: Die Abholungen über diesen Link wurden nicht gezählt.',
  },
  'banned-referrer': {
    because: 'der Käufer kam von einer Website, die du gesperrt hast',
    hit: ({ site }) => `Der Käufer kam von ${site}; die Website steht auf deiner Liste gesperrter Websites.`,
    clear: (detail, figures) =>
      detail['listed'] === 0
        ? 'Du hast keine Websites gesperrt.'
        : `Der Käufer kam von keiner Website, die du gesperrt hast (insgesamt ${figures.number(numberIn(detail, 'listed'))}).`,
    notChecked: () => 'Nicht geprüft: Es ist nicht bekannt, von welcher Website der Käufer kam.',
  },
  ring: {
    because: 'der Käufer hat früher den Empfehler empfohlen',
    hit: (detail, figures) =>
      detail['steps'] === 1
        ? 'Der Käufer hat früher den Empfehler empfohlen: Zwei Personen rechnen sich gegenseitig an.'
        : `Der Käufer hat früher den Empfehler empfohlen, über ${counted(numberIn(detail, 'steps') - 1, 'andere Person', 'andere Personen', figures)}: Die Anrechnungen laufen im Kreis.`,
    clear: ({ shares }) =>
      shares === true
        ? 'Der Käufer hat den Empfehler nicht empfohlen.'
        : 'Der Käufer hat niemanden empfohlen, also gibt es keinen Kreis.',
    notChecked: () => 'Nicht geprüft: Es ist nichts bekannt, woran der Käufer als Empfehler zu erkennen wäre.',
  },
  'shopify-risk': {
    because: 'Shopify sieht ein hohes Betrugsrisiko',
    hit: () => 'Shopify sieht ein hohes Risiko, dass die Zahlung betrügerisch ist.',
    clear: ({ level }) =>
      level === 'medium'
        ? 'Shopify sieht ein mittleres Betrugsrisiko; nur ein hohes zählt.'
        : 'Shopify sieht ein geringes Betrugsrisiko.',
    notChecked: ({ level }) =>
      level === 'pending'
        ? 'Nicht geprüft: Shopify bewertet die Bestellung noch.'
        : 'Nicht geprüft: Shopify hat die Bestellung nicht bewertet.',
  },
  dispute: {
    because: 'die Zahlung ist angefochten',
    hit: ({ state }) =>
      state === 'lost'
        ? 'Der Käufer hat die Zahlung angefochten und zurückbekommen.'
        : 'Der Käufer ficht die Zahlung bei der Bank an.',
    clear: ({ state }) =>
      state === 'won' ? 'Die Zahlung wurde angefochten, und du hast gewonnen.' : 'Die Zahlung ist nicht angefochten.',
    notChecked: () => 'Nicht geprüft: Über Anfechtungen ist nichts bekannt.',
  },
  'block-list': {
    because: 'der Käufer steht auf deiner Sperrliste',
    hit: ({ by }, { list }) => {
      const kinds = String(by)
        .split(', ')
        .map((kind) => LISTED[kind] ?? kind);
      return `Der Käufer steht auf deiner Sperrliste: ${list(kinds)}.`;
    },
    clear: () => 'Der Käufer steht nicht auf deiner Sperrliste.',
    notChecked: () => 'Nicht geprüft: Es ist nichts bekannt, was auf deiner Sperrliste stehen könnte.',
  },
};

const TRAITS: Readonly<Record<string, string>> = { customer: 'Kundenkonto', email: 'E-Mail-Adresse', phone: 'Telefonnummer' };
const GRADES = { clear: 'nichts', note: 'etwas', review: 'etwas', refuse: 'Betrug', 'not-checked': 'nichts zu prüfen' };

/** Until three checks took its place, one compared everything that tells whether buyer and advocate are one person. */
export function germanFormerCheck({ check, grade, detail }: Finding, { list }: SentenceFigures): string {
  if (check !== 'self-referral') return `Die Prüfung „${check}“, die es nicht mehr gibt, fand ${GRADES[grade]}.`;
  if (grade === 'not-checked') {
    return 'Nicht verglichen: Es ist nichts bekannt, woran Käufer und Empfehler als dieselbe Person zu erkennen wären.';
  }
  const trait = (name: string) => TRAITS[name] ?? name;
  if (grade !== 'clear') return `Käufer und Empfehler sind dieselbe Person, gleich ist: ${trait(String(detail['matched']))}.`;
  const compared = String(detail['compared'] ?? '')
    .split(', ')
    .filter((name) => name !== '');
  if (compared.length === 0) return 'Käufer und Empfehler sind verschiedene Personen.';
  return `Käufer und Empfehler sind verschiedene Personen, verschieden sind: ${list(compared.map(trait))}.`;
}
