/** The French sentences of the fraud checks. The details are those that each check's file names (domain/risk). */
import type { Detail, Finding } from '../domain/risk/check.ts';
import type { RiskCheckCode } from '../domain/risk/codes.ts';
import type { CheckSentences, SentenceFigures } from './reasons.ts';

const numberIn = (detail: Detail, name: string) => (typeof detail[name] === 'number' ? detail[name] : 0);
/** In French zero is singular. */
const counted = (count: number, one: string, many: string, { number }: SentenceFigures) =>
  `${number(count)} ${count < 2 ? one : many}`;
const credits = (count: number, figures: SentenceFigures) => counted(count, 'crédit', 'crédits', figures);

/** Two people have the same of something, have different ones, or one of them has none that is known. */
function comparison(what: string, because: string, hit: string, clear: string): CheckSentences {
  const whose = { buyer: 'de l’acheteur', advocate: 'du parrain', both: 'de l’acheteur et du parrain' };
  return {
    because,
    hit: () => hit,
    clear: () => clear,
    notChecked: ({ missing }) =>
      `Non comparé : il manque ${what} ${missing === 'buyer' ? whose.buyer : missing === 'advocate' ? whose.advocate : whose.both}.`,
  };
}

const LISTED: Readonly<Record<string, string>> = {
  email: 'adresse e-mail',
  domain: 'domaine de l’adresse e-mail',
  network: 'réseau',
  customer: 'compte client',
};

export const frenchChecks: Record<RiskCheckCode, CheckSentences> = {
  'same-customer': comparison(
    'le compte client',
    'l’acheteur et le parrain ont un seul compte client',
    'L’acheteur et le parrain ont un seul compte client.',
    'L’acheteur et le parrain ont des comptes clients différents.',
  ),
  'same-email': comparison(
    'l’adresse e-mail',
    'l’acheteur et le parrain ont la même boîte e-mail',
    'L’acheteur et le parrain ont la même boîte e-mail, quelle que soit la graphie de l’adresse.',
    'L’acheteur et le parrain ont des boîtes e-mail différentes.',
  ),
  'same-phone': comparison(
    'le numéro de téléphone',
    'l’acheteur et le parrain ont le même numéro de téléphone',
    'L’acheteur et le parrain ont le même numéro de téléphone.',
    'L’acheteur et le parrain ont des numéros de téléphone différents.',
  ),
  'same-address': comparison(
    'l’adresse postale',
    'la commande va à une adresse du parrain',
    'La commande est livrée ou facturée à une adresse du parrain. Les membres d’un foyer partagent la leur.',
    'La commande est livrée et facturée à d’autres adresses que celles du parrain.',
  ),
  'same-network': comparison(
    'le réseau',
    'l’acheteur et le parrain utilisent le même réseau',
    'La commande vient d’un réseau que le parrain a utilisé récemment. Foyers et bureaux en partagent un.',
    'La commande vient d’un autre réseau que celui du parrain.',
  ),
  'same-device': {
    because: 'l’acheteur et le parrain utilisent le même type d’appareil sur le même réseau',
    hit: () => 'La commande vient du même type d’appareil que celui du parrain, sur le même réseau.',
    clear: ({ otherNetwork }) =>
      otherNetwork === true
        ? 'L’appareil de l’acheteur est du même type que celui du parrain, mais sur un autre réseau : beaucoup de gens en ont un pareil.'
        : 'La commande vient d’un autre type d’appareil que celui du parrain.',
    notChecked: ({ of }) =>
      of === 'network'
        ? 'Non comparé : les appareils sont du même type, mais il manque les réseaux.'
        : 'Non comparé : il manque l’appareil de l’acheteur ou du parrain.',
  },
  'disposable-email': {
    because: 'l’acheteur utilise une adresse e-mail jetable',
    hit: () => 'L’adresse e-mail de l’acheteur vient d’un fournisseur d’adresses jetables.',
    clear: () => 'L’adresse e-mail de l’acheteur ne vient d’aucun fournisseur connu d’adresses jetables.',
    notChecked: () => 'Non vérifié : il manque l’adresse e-mail de l’acheteur.',
  },
  'advocate-velocity': {
    because: 'le parrain a beaucoup de crédits en peu de temps',
    hit: (detail, figures) => {
      const [span, name] = detail['over'] === 'month' ? (['30 jours', 'month'] as const) : (['24 heures', 'day'] as const);
      const before = numberIn(detail, name);
      return `Avec celui-ci, le parrain a ${credits(before + 1, figures)} en ${span} ; le programme en attend ${figures.number(numberIn(detail, `${name}Limit`))} au plus.`;
    },
    clear: (detail, figures) =>
      `Le parrain avait ${credits(numberIn(detail, 'day'), figures)} dans les 24 heures précédentes et ${figures.number(numberIn(detail, 'month'))} dans les 30 jours précédents, ce qui n’est pas trop.`,
    notChecked: () => 'Non vérifié : les crédits précédents du parrain n’ont pas été comptés.',
  },
  'network-velocity': {
    because: 'beaucoup de crédits viennent d’un seul réseau',
    hit: (detail, figures) =>
      `Avec celui-ci, il y a ${credits(numberIn(detail, 'week') + 1, figures)} depuis ce réseau en 7 jours ; le programme en attend ${figures.number(numberIn(detail, 'limit'))} au plus.`,
    clear: (detail, figures) =>
      `Il y avait ${credits(numberIn(detail, 'week'), figures)} depuis ce réseau dans les 7 jours précédents, ce qui n’est pas trop.`,
    notChecked: () => 'Non vérifié : il manque le réseau de la commande.',
  },
  'known-friend': {
    because: 'le filleul est déjà connu',
    hit: ({ by, orderId }) =>
      by === 'phone'
        ? `La commande ${orderId}, d’une autre personne, porte le numéro de téléphone de l’acheteur.`
        : `Un autre parrain a déjà été crédité pour ce filleul, avec la commande ${orderId}.`,
    clear: ({ phone }) =>
      phone === true
        ? 'Aucun autre client n’a le numéro de téléphone de l’acheteur, et aucun autre parrain n’a été crédité pour ce filleul.'
        : 'Aucun autre parrain n’a été crédité pour ce filleul. Il n’y a pas de numéro de téléphone à rechercher.',
    notChecked: () => 'Non vérifié : il manque tout ce qui permettrait de reconnaître le filleul.',
  },
  'unseen-code': {
    because: 'l’acheteur n’a jamais été vu sur le lien',
    hit: () =>
      'L’acheteur n’a jamais été vu en train d’ouvrir le lien ou de demander l’offre : le code a pu être saisi à la main ou venir d’un site de bons de réduction.',
    clear: (detail, figures) =>
      'evidence' in detail
        ? 'L’acheteur a été vu arrivant par le lien, ou le code ne peut pas être inventé.'
        : `L’acheteur a été vu avant la commande : ${counted(numberIn(detail, 'visits'), 'visite', 'visites', figures)} par le lien, ${counted(numberIn(detail, 'claims'), 'demande', 'demandes', figures)} de l’offre.`,
    notChecked: () => 'Non vérifié : les visites précédentes de l’acheteur n’ont pas été comptées.',
  },
  'leak-burst': {
    because: 'beaucoup de personnes ont demandé l’offre de ce lien, ou utilisé son code, au même moment',
    hit: (detail, figures) =>
      `${figures.number(numberIn(detail, 'claims'))} personnes ont demandé l’offre de ce lien ou utilisé son code partagé dans l’heure précédant la commande ; le programme en attend ${figures.number(numberIn(detail, 'limit'))} au plus. Le lien ou le code a pu être publié.`,
    clear: (detail, figures) =>
      `${counted(numberIn(detail, 'claims'), 'personne a', 'personnes ont', figures)} demandé l’offre de ce lien ou utilisé son code partagé dans l’heure précédant la commande, ce qui n’est pas trop.`,
    notChecked: () => 'Non vérifié : les demandes par ce lien n’ont pas été comptées.',
  },
  'banned-referrer': {
    because: 'l’acheteur vient d’un site que vous avez banni',
    hit: ({ site }) => `L’acheteur vient de ${site}, qui est sur votre liste de sites bannis.`,
    clear: (detail, figures) =>
      detail['listed'] === 0
        ? 'Vous n’avez banni aucun site.'
        : `L’acheteur ne vient d’aucun site banni (votre liste en compte ${figures.number(numberIn(detail, 'listed'))}).`,
    notChecked: () => 'Non vérifié : on ne sait pas de quel site vient l’acheteur.',
  },
  ring: {
    because: 'l’acheteur avait lui-même parrainé le parrain',
    hit: (detail, figures) =>
      detail['steps'] === 1
        ? 'L’acheteur avait lui-même parrainé le parrain : deux personnes se créditent l’une l’autre.'
        : `L’acheteur avait lui-même parrainé le parrain, par ${counted(numberIn(detail, 'steps') - 1, 'autre personne', 'autres personnes', figures)} : les crédits tournent en rond.`,
    clear: ({ shares }) =>
      shares === true
        ? 'L’acheteur n’avait pas parrainé le parrain.'
        : 'L’acheteur n’a parrainé personne : les crédits ne tournent pas en rond.',
    notChecked: () => 'Non vérifié : il manque tout ce qui permettrait de reconnaître l’acheteur comme parrain.',
  },
  'shopify-risk': {
    because: 'Shopify voit un risque élevé de fraude',
    hit: () => 'Shopify voit un risque élevé que le paiement soit frauduleux.',
    clear: ({ level }) =>
      level === 'medium'
        ? 'Shopify voit un risque moyen de fraude ; seul un risque élevé compte.'
        : 'Shopify voit un risque faible de fraude.',
    notChecked: ({ level }) =>
      level === 'pending'
        ? 'Non vérifié : Shopify évalue encore la commande.'
        : 'Non vérifié : Shopify n’a pas évalué la commande.',
  },
  dispute: {
    because: 'le paiement est contesté',
    hit: ({ state }) =>
      state === 'lost'
        ? 'L’acheteur a contesté le paiement et a été remboursé par sa banque.'
        : 'L’acheteur conteste le paiement auprès de sa banque.',
    clear: ({ state }) =>
      state === 'won' ? 'Le paiement a été contesté, et vous avez gagné.' : 'Le paiement n’est pas contesté.',
    notChecked: () => 'Non vérifié : on ne sait rien d’une contestation.',
  },
  'block-list': {
    because: 'l’acheteur est sur votre liste de blocage',
    hit: ({ by }, { list }) => {
      const kinds = String(by)
        .split(', ')
        .map((kind) => LISTED[kind] ?? kind);
      return `L’acheteur est sur votre liste de blocage : ${list(kinds)}.`;
    },
    clear: () => 'L’acheteur n’est pas sur votre liste de blocage.',
    notChecked: () => 'Non vérifié : il manque tout ce qui pourrait être sur votre liste de blocage.',
  },
};

const TRAITS: Readonly<Record<string, string>> = {
  customer: 'le compte client',
  email: 'l’adresse e-mail',
  phone: 'le numéro de téléphone',
};
const GRADES = {
  clear: 'n’a rien trouvé',
  note: 'a trouvé quelque chose',
  review: 'a trouvé quelque chose',
  refuse: 'a trouvé une fraude',
  'not-checked': 'n’avait rien à comparer',
};

/** Until three checks took its place, one compared everything that tells whether buyer and advocate are one person. */
export function frenchFormerCheck({ check, grade, detail }: Finding, { list }: SentenceFigures): string {
  if (check !== 'self-referral') return `Le contrôle « ${check} », qui n’existe plus, ${GRADES[grade]}.`;
  if (grade === 'not-checked') {
    return 'Non comparé : il manque tout ce qui permettrait de reconnaître l’acheteur et le parrain comme une seule personne.';
  }
  const trait = (name: string) => TRAITS[name] ?? name;
  if (grade !== 'clear') {
    return `L’acheteur et le parrain sont une seule personne : ${trait(String(detail['matched']))} est identique.`;
  }
  const compared = String(detail['compared'] ?? '')
    .split(', ')
    .filter((name) => name !== '');
  if (compared.length === 0) return 'L’acheteur et le parrain sont deux personnes.';
  return `L’acheteur et le parrain sont deux personnes ; leurs données diffèrent : ${list(compared.map(trait))}.`;
}
