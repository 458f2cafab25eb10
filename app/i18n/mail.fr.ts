import { unbreakable } from './french-typography.ts';
import type { MailWords } from './mail-words.ts';

export const french: MailWords = {
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
    andOthers: (names) => `${names.join(', ')} et d’autres`,
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
  promised: {
    subject: (shop) => `Une récompense de ${shop} arrive pour vous`,
    heading: 'Votre récompense arrive',
    because: {
      order: (shop) => `Quelqu’un a acheté chez ${shop} grâce à votre lien. Merci !`,
      'sign-up': (shop) => `Quelqu’un a créé un compte chez ${shop} grâce à votre lien. Merci !`,
      friend: (shop) => `Merci pour votre commande chez ${shop}. Quelque chose vous a été promis avec elle.`,
    },
    worth: (worth) => `Votre récompense : ${worth}.`,
    from: (day) =>
      `Elle est à vous à partir du ${day} si la commande n’est pas retournée d’ici là. Vous n’avez rien à faire : nous vous écrirons quand elle sera prête.`,
    later:
      'Elle est à vous quelques jours après l’arrivée de la commande. Vous n’avez rien à faire : nous vous écrirons quand elle sera prête.',
  },
  expiring: {
    subject: (shop, worth) => `Bientôt expirée : ${worth} chez ${shop}`,
    heading: 'Votre récompense expire bientôt',
    opening: (shop, end) => `Vous n’avez pas encore utilisé votre récompense de ${shop}. Elle est valable jusqu’au ${end}.`,
  },
  leave: {
    link: 'Ne plus recevoir ces e-mails',
    heading: (shop) => `Ne plus recevoir de nouvelles de ${shop} sur vos parrainages ?`,
    text: (shop) =>
      `${shop} ne vous écrira plus quand une récompense arrive ou expire bientôt. Vous recevrez toujours les récompenses elles-mêmes.`,
    button: 'Ne plus recevoir ces e-mails',
    done: (shop) => `C’est fait. Vous ne recevrez plus ces e-mails de ${shop}.`,
    undo: 'Je les veux quand même',
    undone: (shop) => `Vous les recevrez de nouveau de ${shop}.`,
    broken: 'Ce lien est incomplet. Ouvrez à nouveau celui de l’e-mail.',
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
