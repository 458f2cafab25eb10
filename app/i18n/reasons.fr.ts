/** The French sentences of reasons and evidence. */
import { frenchChecks, frenchFormerCheck } from './findings.fr.ts';
import { unbreakable } from './french-typography.ts';
import type { SentenceTable } from './reasons.ts';

/** The `by` and `signal` of a reason; stored decisions may name kinds that exist no more. */
const EVIDENCE: Readonly<Record<string, string>> = {
  merchant: 'votre propre décision',
  renewal: 'une commande précédente de l’abonnement',
  'discount-code': 'le code de réduction du filleul',
  claim: 'l’offre que le filleul a demandée',
  'signed-in-visit': 'une visite par le lien, en étant connecté à son compte',
  'sign-up': 'l’inscription par le lien',
  'cart-attribute': 'le lien retenu avec le panier',
  'line-item': 'le lien retenu avec un produit',
  'landing-link': 'le lien par lequel la visite a commencé',
  journey: 'une visite enregistrée par Shopify',
  'friend-answer': 'la réponse du filleul à « Qui vous a parrainé ? »',
};
const TRAITS: Readonly<Record<string, string>> = {
  customer: 'le compte client',
  email: 'l’adresse e-mail',
  phone: 'le numéro de téléphone',
};
const CHANNELS: Readonly<Record<string, string>> = {
  web: 'la boutique en ligne',
  pos: 'le point de vente',
  shopify_draft_order: 'les commandes provisoires',
  subscription_contract: 'les abonnements',
};
const evidence = (kind: string) => EVIDENCE[kind] ?? 'une autre indication';
/** In French zero is singular. */
const days = (count: number, text: string) => `${text} ${count < 2 ? 'jour' : 'jours'}`;
const points = (count: number, text: string) => `${text} ${count < 2 ? 'point' : 'points'}`;
const because = (check: string) =>
  Object.hasOwn(frenchChecks, check) ? frenchChecks[check as keyof typeof frenchChecks].because : `contrôle « ${check} »`;
const at = (moment: string) => (moment === '' ? '' : `, ${moment}`);
const remembered = (code: string) => (code === '' ? 'Lien' : `Code ${code}`);
const withCode = (code: string) => (code === '' ? '' : ` avec le code ${code}`);

export const french: SentenceTable = {
  language: 'fr',
  reasons: {
    credited: ({ signal }) => {
      if (signal === 'merchant') return 'Votre équipe l’a crédité à la main.';
      return signal === 'renewal'
        ? 'Une commande précédente de l’abonnement a été créditée.'
        : `L’indication retenue : ${evidence(signal)}.`;
    },
    'in-review': ({ checks, score }, { list, number }) =>
      checks.length === 0
        ? `À regarder d’abord : les contrôles antifraude totalisent ${points(score, number(score))}.`
        : `À regarder d’abord : ${list(checks.map(because))} (${points(score, number(score))} au total).`,
    'code-malformed': ({ received }) => `« ${received} » n’est pas un code de parrainage.`,
    'code-mistyped': ({ received }) =>
      `« ${received} » ressemble à un code de parrainage avec une faute de frappe : son caractère de contrôle est faux.`,
    'code-unknown': ({ received }) => `Aucun parrain de cette boutique n’a le code « ${received} ».`,
    'code-ambiguous': ({ received }) => `La réponse « ${received} » peut désigner plusieurs parrains.`,
    'advocate-blocked': () => 'Le parrain est bloqué.',
    'advocate-redacted': () => 'Les données du parrain ont été effacées à la demande, donc personne ne peut être crédité.',
    'outside-window': ({ days: age, windowDays }, { number }) =>
      `Le lien a été utilisé ${days(age, number(age))} avant la commande ; il compte pendant ${days(windowDays, number(windowDays))}.`,
    'after-order': ({ at: time }, { moment }) => `L’indication date du ${moment(time)}, après la commande.`,
    'self-referral': ({ matched }) => `Le parrain est l’acheteur : ${TRAITS[matched] ?? matched} est identique.`,
    'check-refused': ({ check }) => `Le programme le refuse : ${because(check)}.`,
    'score-refused': ({ score, from }, { number }) =>
      `Les contrôles antifraude totalisent ${points(score, number(score))} ; le programme refuse à partir de ${number(from)}.`,
    'outranked-by-signal': ({ by }) => `Une indication plus forte mène à quelqu’un d’autre : ${evidence(by)}.`,
    'outranked-by-trust': () =>
      'Un lien scellé mène à quelqu’un d’autre, et il compte plus qu’un lien que n’importe qui a pu écrire.',
    'later-touch-won': () => 'Un lien plus récent mène à quelqu’un d’autre, et le programme crédite le dernier.',
    'earlier-touch-won': () => 'Un lien plus ancien mène à quelqu’un d’autre, et le programme crédite le premier.',
    'same-advocate': () => 'Elle confirme le crédit : ce parrain est déjà crédité par une autre indication.',
    'no-evidence': () => 'Rien sur la commande ne mène à un parrain.',
    'program-paused': () => 'Le programme était en pause au moment de la commande.',
    'test-order': () => 'C’est une commande de test.',
    'order-cancelled': () => 'La commande a été annulée.',
    'order-refunded': () => 'La commande a été entièrement remboursée.',
    'order-not-paid': () => 'La commande n’est pas payée.',
    'dispute-lost': () => 'L’acheteur a contesté le paiement et a été remboursé par sa banque.',
    'draft-order': () => 'C’était une commande provisoire, et le programme ne les crédite pas.',
    'point-of-sale': () => 'La vente a eu lieu en point de vente, et le programme ne crédite pas ces commandes.',
    'channel-not-eligible': ({ channel }) =>
      `Le programme ne crédite pas les commandes de ce canal de vente : ${CHANNELS[channel] ?? `« ${channel} »`}.`,
    'country-not-eligible': ({ country }, figures) =>
      `Le programme ne crédite pas les commandes vers ce pays : ${figures.country(country)}.`,
    'country-unknown': () =>
      'Le programme ne crédite que les commandes vers certains pays, et cette commande n’en indique aucun.',
    'no-eligible-product': () => 'La commande ne contient aucun produit qui compte pour le programme.',
    'renewal-not-credited': () => 'Elle renouvelle un abonnement, et le programme n’en crédite que la première commande.',
    'renewal-limit': ({ renewal, limit }, { number }) =>
      `C’est le renouvellement numéro ${number(renewal)} de l’abonnement ; nombre de renouvellements que le programme crédite : ${number(limit)}.`,
    'sign-ups-not-credited': () => 'Le programme ne crédite pas les inscriptions.',
    'refused-by-staff': () => 'Votre équipe l’a examiné et refusé.',
    'refused-unlooked': ({ days: waited }, { number }) =>
      `Personne ne l’a examiné en ${days(waited, number(waited))}, et le programme refuse alors.`,
    'returning-customer': ({ earlierOrders }, { number }) =>
      `L’acheteur avait déjà commandé ${number(earlierOrders)} fois, et le programme est réservé aux nouveaux clients.`,
    'new-customer-unknown': () =>
      'Rien ne dit si l’acheteur avait déjà commandé, et le programme est réservé aux nouveaux clients.',
    'friend-already-credited': ({ orderId }) =>
      orderId.startsWith('signup-')
        ? 'Le même filleul a déjà donné lieu à un crédit, avec son inscription.'
        : `Le même filleul a déjà donné lieu à un crédit, avec la commande ${orderId}.`,
    'below-minimum': ({ minimum, subtotal, currency }, { money }) =>
      `Ce qui compte de la commande est de ${money(subtotal, currency)}, moins que le minimum du programme de ${money(minimum, currency)}.`,
    'currency-mismatch': ({ program, order }) =>
      `Les montants du programme sont en ${program} et la commande est en ${order} : enregistrez le programme à nouveau dans la devise de la boutique.`,
  },
  checks: frenchChecks,
  formerCheck: frenchFormerCheck,
  grades: {
    note: (count, { number }) => `Noté : ${points(count, number(count))}.`,
    review: (count, { number }) => `À regarder : ${points(count, number(count))}.`,
    refuse: (count, { number }) => `Le programme refuse pour cela : ${points(count, number(count))}.`,
  },
  signals: {
    merchant: ({ moment }) => `Crédité à la main${at(moment)}.`,
    renewal: ({ moment }) => `Abonnement dont une commande précédente a été créditée${at(moment)}.`,
    'discount-code': ({ code, moment }) =>
      `${code === '' ? 'Code de réduction' : `Code de réduction ${code}`}${moment === '' ? '' : `, demandé le ${moment}`}.`,
    claim: ({ moment }) => `Offre demandée avec l’adresse e-mail ou le compte de l’acheteur${at(moment)}.`,
    'signed-in-visit': ({ code, moment }) => `Visite par le lien${withCode(code)}, en étant connecté à son compte${at(moment)}.`,
    'sign-up': ({ code, moment }) => `Compte ouvert par le lien${withCode(code)}${at(moment)}.`,
    'cart-attribute': ({ code, moment }) => `${remembered(code)} retenu avec le panier${at(moment)}.`,
    'line-item': ({ code, moment }) => `${remembered(code)} retenu avec un produit${at(moment)}.`,
    'landing-link': ({ code, moment }) => `Lien d’arrivée${withCode(code)}${at(moment)}.`,
    journey: ({ code, moment }) => `Visite par le lien${withCode(code)}, enregistrée par Shopify${at(moment)}.`,
    'friend-answer': ({ code, moment }) =>
      `Le filleul a répondu ${code === '' ? '' : `« ${code} » `}à « Qui vous a parrainé ? »${at(moment)}.`,
  },
  trust: {
    verified: '',
    signed: 'Le lien est scellé : personne d’autre n’a pu le fabriquer.',
    hint: '',
    forged: 'Le sceau du lien est faux : quelqu’un l’a modifié, il compte donc comme un code saisi à la main.',
  },
  channels: {
    copy: 'Il a été partagé en copiant le lien.',
    native: 'Il a été partagé par le menu de partage du téléphone.',
    email: 'Il a été partagé par e-mail.',
    whatsapp: 'Il a été partagé par WhatsApp.',
    sms: 'Il a été partagé par SMS.',
    x: 'Il a été partagé sur X.',
    messenger: 'Il a été partagé par Messenger.',
    qr: 'Il a été partagé par un code QR.',
    page: 'Il a été partagé sur une page web.',
    metafield: 'Il a été partagé depuis le compte client ou par votre outil d’e-mailing.',
  },
  score: (count, { number }) => `Les contrôles antifraude totalisent ${points(count, number(count))}.`,
  credited: (advocate) => `Crédité à ${advocate}.`,
  inReview: (advocate) => `En attente : le crédit irait à ${advocate}.`,
  notCredited: 'Non crédité.',
  leadsTo: (advocate) => `L’indication mène à ${advocate}.`,
  finish: unbreakable,
};
