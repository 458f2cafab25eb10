/** What the app's e-mails to customers say. A language is one table; amounts, dates and names come ready to be read. */
import { unbreakable } from './french-typography.ts';
import { type Language, languageFor } from './languages.ts';

type Sentence = (shop: string) => string;

export type MailWords = {
  /** BCP 47 */
  language: string;
  greeting: (name: string | null) => string;
  worth: {
    off: (value: string) => string;
    freeShipping: string;
    freeProducts: (count: number, number: string) => string;
    storeCredit: (amount: string) => string;
    giftCard: (amount: string) => string;
  };
  ready: {
    subject: (shop: string, worth: string) => string;
    heading: string;
    /** What it was given for. */
    because: Record<'order' | 'sign-up' | 'manual' | 'friend', Sentence> & {
      /** For so many friends. */
      bonus: (shop: string, number: string, count: number) => string;
    };
    code: string;
    howCode: string;
    /** The code does not put the product into the cart. */
    howProduct: string;
    andOthers: string;
    howGiftCard: string;
    howStoreCredit: Sentence;
    once: string;
    from: (amount: string) => string;
    selected: string;
    until: (end: string) => string;
    use: string;
    visit: string;
    /** A part of a payout, or the whole of it. */
    setOff: (amount: string) => string;
    allSetOff: (amount: string) => string;
  };
  takenBack: {
    subject: Sentence;
    heading: string;
    opening: (shop: string, worth: string) => string;
    /** By reason code (domain/reasons.ts), and the codes of what is no decision. */
    reasons: Readonly<Record<string, Sentence>>;
    otherReason: string;
    codeOff: (code: string) => string;
    someCodeOff: string;
    returned: { 'store-credit': (amount: string) => string; 'gift-card': (amount: string) => string };
    owed: (amount: string) => string;
    mistake: { reply: string; visit: Sentence };
  };
  why: Record<'advocate' | 'friend', Sentence>;
  questions: string;
  /** Last touch to a sentence: what the language's typography asks for. */
  finish: (sentence: string) => string;
};

const english: MailWords = {
  language: 'en',
  greeting: (name) => (name === null ? 'Hello,' : `Hello ${name},`),
  worth: {
    off: (value) => `${value} off`,
    freeShipping: 'Free shipping',
    freeProducts: (count, number) => (count === 1 ? 'A free product' : `${number} free products`),
    storeCredit: (amount) => `${amount} store credit`,
    giftCard: (amount) => `${amount} gift card`,
  },
  ready: {
    subject: (shop, worth) => `Your reward from ${shop}: ${worth}`,
    heading: 'Your reward is ready',
    because: {
      order: (shop) => `A friend has bought at ${shop} through your link. Thank you! Here is your reward for it.`,
      'sign-up': (shop) => `A friend has opened an account at ${shop} through your link. Thank you! Here is your reward for it.`,
      manual: (shop) => `${shop} gives you a reward. Thank you for telling your friends!`,
      friend: (shop) => `Thank you for your order at ${shop}. Here is what you were promised with it.`,
      bonus: (shop, number, count) =>
        count === 1
          ? `Your first friend has bought at ${shop} through your link. Thank you! Here is a bonus for it.`
          : `${number} friends have bought at ${shop} through your link by now. Thank you! Here is a bonus for it.`,
    },
    code: 'Your code',
    howCode: 'The button takes you to the store with the code applied. Or enter it yourself at the checkout.',
    howProduct:
      'The button takes you to the store with the code applied. Put the product into your cart, and it is taken off at the checkout.',
    andOthers: 'and others',
    howGiftCard: 'Enter the code at the checkout, where gift cards are taken. What you do not spend stays on the card.',
    howStoreCredit: (shop) => `It is in your customer account at ${shop}. Sign in at the checkout to pay with it.`,
    once: 'Can be used once',
    from: (amount) => `For orders from ${amount}`,
    selected: 'For selected products',
    until: (end) => `Valid until ${end}`,
    use: 'Use it now',
    visit: 'Go to the store',
    setOff: (amount) => `${amount} of your reward was set off against one that had been taken back after you had used it.`,
    allSetOff: (amount) =>
      `Your reward of ${amount} was set off against one that had been taken back after you had used it, so nothing was left to pay.`,
  },
  takenBack: {
    subject: (shop) => `Your reward from ${shop} was taken back`,
    heading: 'Your reward was taken back',
    opening: (shop, worth) => `This is about a reward that you got from ${shop}: ${worth}. It had to be taken back.`,
    reasons: {
      'order-refunded': () => 'The order that it was given for was refunded.',
      'order-cancelled': () => 'The order that it was given for was cancelled.',
      'dispute-lost': () => 'The payment of the order that it was given for was reversed.',
      'below-minimum': () => 'What is left of the order that it was given for is less than the program asks for.',
      'no-eligible-product': () => 'What is left of the order that it was given for does not count for the program.',
      'by-staff': (shop) => `The team of ${shop} has taken it back.`,
      'refused-by-staff': (shop) =>
        `The team of ${shop} has looked at what it was given for, and it does not count for the program.`,
    },
    otherReason: 'What it was given for does not count for the program any more.',
    codeOff: (code) => `The code ${code} cannot be used any more.`,
    someCodeOff: 'Its code cannot be used any more.',
    returned: {
      'store-credit': (amount) => `${amount} was taken out of your store credit.`,
      'gift-card': (amount) => `Its gift card, with ${amount} left on it, cannot be used any more.`,
    },
    owed: (amount) =>
      `${amount} of it had been used already, or stays with you. That amount is set off against your next rewards.`,
    mistake: {
      reply: 'If you think that this is a mistake, please answer this e-mail.',
      visit: (shop) => `If you think that this is a mistake, please write to ${shop}.`,
    },
  },
  why: {
    advocate: (shop) =>
      `You get this e-mail because you share a link of ${shop} with friends and it is about a reward of yours. It is no advertisement.`,
    friend: (shop) =>
      `You get this e-mail because you bought at ${shop} through a friend’s link and it is about your reward. It is no advertisement.`,
  },
  questions: 'Questions? Just answer this e-mail.',
  finish: (sentence) => sentence,
};

const french: MailWords = {
  language: 'fr',
  greeting: (name) => (name === null ? 'Bonjour,' : `Bonjour ${name},`),
  worth: {
    off: (value) => `${value} de réduction`,
    freeShipping: 'Livraison gratuite',
    freeProducts: (count, number) => (count === 1 ? 'Un produit offert' : `${number} produits offerts`),
    storeCredit: (amount) => `${amount} de crédit en magasin`,
    giftCard: (amount) => `Carte-cadeau de ${amount}`,
  },
  ready: {
    subject: (shop, worth) => `Votre récompense de ${shop} : ${worth}`,
    heading: 'Votre récompense est prête',
    because: {
      order: (shop) => `Une personne a acheté chez ${shop} grâce à votre lien. Merci ! Voici votre récompense.`,
      'sign-up': (shop) => `Une personne a ouvert un compte chez ${shop} grâce à votre lien. Merci ! Voici votre récompense.`,
      manual: (shop) => `${shop} vous offre une récompense. Merci de parler de nous autour de vous !`,
      friend: (shop) => `Merci de votre commande chez ${shop}. Voici ce qui vous avait été promis.`,
      bonus: (shop, number, count) =>
        count === 1
          ? `Une première personne a acheté chez ${shop} grâce à votre lien. Merci ! Voici un bonus.`
          : `${number} personnes ont déjà acheté chez ${shop} grâce à votre lien. Merci ! Voici un bonus.`,
    },
    code: 'Votre code',
    howCode: 'Le bouton vous mène à la boutique avec le code déjà appliqué. Vous pouvez aussi le saisir au paiement.',
    howProduct:
      'Le bouton vous mène à la boutique avec le code déjà appliqué. Mettez le produit dans votre panier : il est déduit au paiement.',
    andOthers: 'et d’autres',
    howGiftCard:
      'Saisissez le code au paiement, à l’endroit prévu pour les cartes-cadeaux. Ce que vous ne dépensez pas reste sur la carte.',
    howStoreCredit: (shop) => `Il est dans votre compte client chez ${shop}. Connectez-vous au paiement pour l’utiliser.`,
    once: 'Utilisable une fois',
    from: (amount) => `Dès ${amount} d’achat`,
    selected: 'Sur une sélection de produits',
    until: (end) => `Valable jusqu’au ${end}`,
    use: 'L’utiliser maintenant',
    visit: 'Aller à la boutique',
    setOff: (amount) => `${amount} de votre récompense ont compensé une récompense reprise après que vous l’aviez utilisée.`,
    allSetOff: (amount) =>
      `Votre récompense de ${amount} a compensé une récompense reprise après que vous l’aviez utilisée : il ne restait rien à verser.`,
  },
  takenBack: {
    subject: (shop) => `Votre récompense de ${shop} a été reprise`,
    heading: 'Votre récompense a été reprise',
    opening: (shop, worth) => `Vous aviez reçu une récompense de ${shop} : ${worth}. Elle a dû être reprise.`,
    reasons: {
      'order-refunded': () => 'La commande pour laquelle elle avait été donnée a été remboursée.',
      'order-cancelled': () => 'La commande pour laquelle elle avait été donnée a été annulée.',
      'dispute-lost': () => 'Le paiement de la commande pour laquelle elle avait été donnée a été annulé.',
      'below-minimum': () =>
        'Ce qui reste de la commande pour laquelle elle avait été donnée est inférieur au minimum du programme.',
      'no-eligible-product': () =>
        'Ce qui reste de la commande pour laquelle elle avait été donnée ne compte pas pour le programme.',
      'by-staff': (shop) => `L’équipe de ${shop} l’a reprise.`,
      'refused-by-staff': (shop) =>
        `L’équipe de ${shop} a examiné ce pour quoi elle avait été donnée : cela ne compte pas pour le programme.`,
    },
    otherReason: 'Ce pour quoi elle avait été donnée ne compte plus pour le programme.',
    codeOff: (code) => `Le code ${code} n’est plus utilisable.`,
    someCodeOff: 'Son code n’est plus utilisable.',
    returned: {
      'store-credit': (amount) => `${amount} ont été retirés de votre crédit en magasin.`,
      'gift-card': (amount) => `Sa carte-cadeau, sur laquelle il restait ${amount}, n’est plus utilisable.`,
    },
    owed: (amount) =>
      `${amount} avaient déjà été utilisés, ou vous restent. Cette somme sera déduite de vos prochaines récompenses.`,
    mistake: {
      reply: 'Si vous pensez qu’il s’agit d’une erreur, répondez à cet e-mail.',
      visit: (shop) => `Si vous pensez qu’il s’agit d’une erreur, écrivez à ${shop}.`,
    },
  },
  why: {
    advocate: (shop) =>
      `Vous recevez cet e-mail parce que vous partagez un lien de ${shop} et qu’il concerne l’une de vos récompenses. Ce n’est pas une publicité.`,
    friend: (shop) =>
      `Vous recevez cet e-mail parce que vous avez acheté chez ${shop} grâce au lien d’une autre personne et qu’il concerne votre récompense. Ce n’est pas une publicité.`,
  },
  questions: 'Une question ? Répondez à cet e-mail.',
  finish: unbreakable,
};

const TABLES: Readonly<Record<Language, MailWords>> = { en: english, fr: french };

/** @param locale the shop's */
export function mailWords(locale: string): MailWords {
  return TABLES[languageFor(locale)];
}
