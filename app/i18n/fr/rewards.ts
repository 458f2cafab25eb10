/** The reward's part of the program form, one reward's page, and what is owed. */
import type { rewardWords as english } from '../en/rewards.ts';
import type { Translation } from '../translation.ts';

export const rewardWords = {
  rewardKind: {
    label: 'Ce que le parrain gagne',
    percentage: 'Un pourcentage sur la prochaine commande',
    'fixed-amount': 'Un montant sur la prochaine commande',
    'free-shipping': 'La livraison gratuite de la prochaine commande',
    'free-product': 'Un produit offert avec la prochaine commande',
    'free-productHelp': 'Son propre code de réduction, utilisable une fois, pour qui dépense assez.',
    'store-credit': 'Crédit en magasin',
    'store-creditHelp': 'Versé sur le compte du client. Seuls les clients connectés peuvent le dépenser.',
    'gift-card': 'Carte-cadeau',
    'gift-cardHelp':
      'Shopify l’envoie au client. En droit, c’est souvent de l’argent : une fois envoyée, elle est dépensée ou gardée, et sa désactivation est définitive.',
    'order-share': 'Une part de la commande du filleul',
    'order-shareHelp': 'Plus le filleul dépense, plus le parrain gagne. Versée en crédit en magasin ou en carte-cadeau.',
    percent: 'Part de la commande',
    off: 'Réduction',
    amount: 'Montant',
    paidAs: 'Versée en',
    most: 'Au plus',
    noLimit: 'Aucune limite',
    mostHelp: 'Pour une commande. Laissez vide pour aucune limite.',
    asStoreCredit: 'Crédit en magasin',
    asGiftCard: 'Carte-cadeau',
    clawBack: 'Désactiver les cartes-cadeaux inutilisées quand un crédit est repris',
    clawBackHelp: 'Sinon, ce que contient la carte est déduit des prochaines récompenses du parrain.',
    clawBackWarning:
      'Une carte-cadeau désactivée le reste pour toujours. Dans certains pays, la loi ne le permet pas : vérifiez d’abord.',
  },
  caps: {
    text: 'Un parrainage au-delà d’une limite est crédité, mais ne rapporte aucune récompense ; sa page dit pourquoi.',
    rewards: 'Récompenses d’un parrain',
    days: 'En autant de jours',
    month: 'Toutes les récompenses d’un mois civil',
    monthHelp: 'Un pourcentage compte pour cette part de la commande du filleul.',
    share: 'Une récompense est au plus cette part de la commande',
    shareHelp: 'Pour les montants fixes, le crédit en magasin et les cartes-cadeaux.',
    shareFrom: 'Votre récompense est alors gagnée à partir de {{minimum}} d’achat ; une commande plus petite ne rapporte rien.',
    none: 'Aucune limite',
    advocate: 'Récompenses maximales d’un parrain',
    advocateOf: '{{rewards}} en {{days}}',
    monthOf: 'Maximum par mois civil',
    shareOf: 'Maximum par commande',
  },
  permission: {
    'store-credit': 'Shopify n’a pas encore autorisé Vouchsafe à verser du crédit en magasin',
    'gift-card': 'Shopify n’a pas encore autorisé Vouchsafe à créer des cartes-cadeaux',
    'merged-customers': 'Vouchsafe n’est pas informé lorsque vous fusionnez des clients',
    mergedText:
      'Lorsque vous fusionnez deux clients dans Shopify, les parrainages et les récompenses des deux devraient revenir au client conservé. Autorisez-le : Vouchsafe suivra alors chaque fusion.',
    text: 'Shopify vous le demande une fois. D’ici là, le programme peut être enregistré en pause, pas actif.',
    stuckText: 'Ces récompenses attendent votre autorisation, puis continuent d’elles-mêmes.',
    allow: 'Autoriser dans Shopify',
    declined: 'Ce n’a pas été autorisé. Vous pouvez le demander de nouveau à tout moment.',
    failed: 'Shopify n’a pas pu être interrogé. Réessayez dans un instant.',
    granted: 'Autorisé',
    problem: 'Autorisez d’abord ce type de récompense, ou enregistrez le programme en pause.',
  },
  unrewarded: {
    advocate: 'Aucune récompense : le parrain en avait autant que le programme le permet.',
    advocateOf_one:
      'Aucune récompense : le programme en permet {{rewards}} à un parrain en {{count}} jour, et elles étaient promises.',
    advocateOf_other:
      'Aucune récompense : le programme en permet {{rewards}} à un parrain en {{count}} jours, et elles étaient promises.',
    month: 'Aucune récompense : ce que le programme peut promettre dans ce mois était promis.',
    monthOf: 'Aucune récompense : le programme peut promettre {{amount}} par mois civil, et cela aurait été dépassé.',
    share: 'Aucune récompense : elle vaudrait une trop grande part de cette commande.',
    shareOf: 'Aucune récompense : elle vaudrait plus de {{percent}} de cette commande.',
    nothing: 'Aucune récompense : la part de cette commande est inférieure au plus petit montant.',
    minimum: 'Aucune récompense : l’offre demande une commande plus importante.',
    minimumOf: 'Aucune récompense : l’offre demande une commande d’au moins {{amount}}.',
    short: {
      advocate: 'Aucune : limite du parrain',
      month: 'Aucune : limite du mois',
      share: 'Aucune : commande trop petite',
      nothing: 'Aucune : commande trop petite',
      minimum: 'Aucune : commande trop petite',
    },
  },
} satisfies Translation<typeof english>;
