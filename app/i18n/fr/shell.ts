/** The frame around every screen, and what all lists share. */
import type { shellWords as english } from '../en/shell.ts';
import type { Translation } from '../translation.ts';

export const shellWords = {
  words: { yes: 'Oui', no: 'Non', cancel: 'Annuler', label: '{{label}} :' },
  nav: {
    home: 'Accueil',
    program: 'Programme',
    referrals: 'Parrainages',
    review: 'À examiner',
    advocates: 'Parrains',
    rewards: 'Récompenses',
    health: 'Diagnostic',
  },
  entrance: {
    title: 'Vouchsafe',
    what: 'Le parrainage pour les boutiques Shopify : vos clients partagent un lien, leurs amis économisent sur leur première commande, et chaque crédit est expliqué.',
    how: 'Ouvrez Vouchsafe depuis votre interface administrateur Shopify, sous Applications. Première visite ? Installez l’application depuis le Shopify App Store.',
    toAdmin: 'Aller à votre interface administrateur Shopify',
  },
  error: {
    home: 'Retour à l’accueil',
    again: 'Recharger la page',
    missing: {
      title: 'Il n’y a rien ici',
      text: 'L’élément a peut-être été effacé, ou l’adresse est incomplète.',
    },
    broken: {
      title: 'Cette page n’a pas pu être affichée',
      text: 'Un problème est survenu de notre côté. Rechargez la page ; si cela se reproduit, contactez l’assistance.',
    },
  },
  list: {
    all: 'Tout',
    noneTitle: 'Aucun résultat',
    noneText: 'Essayez une autre recherche ou retirez un filtre.',
    widen: 'Tout afficher',
    most: 'Plus élevés d’abord',
    least: 'Moins élevés d’abord',
    newest: 'Plus récents d’abord',
    oldest: 'Plus anciens d’abord',
  },
  period: { last7: '7 derniers jours', last30: '30 derniers jours', last90: '90 derniers jours', last365: '365 derniers jours' },
  export: {
    button: 'Exporter',
    csv: 'Tableur (CSV)',
    ndjson: 'Pour un logiciel (NDJSON)',
    failed: 'Le fichier n’a pas pu être créé. Réessayez dans un instant.',
  },
  copy: {
    button: 'Copier : {{label}}',
    done: 'Copié',
    failed: 'Votre navigateur n’a pas autorisé la copie. Sélectionnez plutôt le texte.',
  },
  worth: {
    off: '{{value}} de réduction',
    percent: '{{number}} %',
    from: '{{value}} dès {{minimum}} d’achat',
    freeShipping: 'livraison gratuite',
    freeProduct_one: 'un produit offert dès {{spend}} d’achat',
    freeProduct_other: '{{count}} produits offerts dès {{spend}} d’achat',
    freeProducts_one: 'un produit offert',
    freeProducts_other: '{{count}} produits offerts',
    freeProductPlain: 'produit offert',
    freeShippingFrom: 'livraison gratuite dès {{minimum}} d’achat',
    'store-credit': '{{value}} de crédit en magasin',
    'gift-card': 'carte-cadeau de {{value}}',
    share: {
      'store-credit': '{{percent}} de la commande du filleul en crédit en magasin',
      'gift-card': '{{percent}} de la commande du filleul en carte-cadeau',
    },
    shareAtMost: {
      'store-credit': '{{percent}} de la commande du filleul en crédit en magasin, {{most}} au plus',
      'gift-card': '{{percent}} de la commande du filleul en carte-cadeau, {{most}} au plus',
    },
    atOnce: '{{value}}, dès que la commande du filleul est payée',
    after_one: '{{value}}, {{count}} jour après le paiement de la commande du filleul',
    after_other: '{{value}}, {{count}} jours après le paiement de la commande du filleul',
    since: {
      fulfilled_zero: '{{value}}, une fois la commande du filleul en route',
      fulfilled_one: '{{value}}, {{count}} jour après l’expédition de la commande du filleul',
      fulfilled_other: '{{value}}, {{count}} jours après l’expédition de la commande du filleul',
      delivered_zero: '{{value}}, une fois la commande du filleul arrivée',
      delivered_one: '{{value}}, {{count}} jour après l’arrivée de la commande du filleul',
      delivered_other: '{{value}}, {{count}} jours après l’arrivée de la commande du filleul',
      returnable_zero: '{{value}}, une fois que la commande du filleul ne peut plus être renvoyée',
      returnable_one: '{{value}}, {{count}} jour après la fin du délai de retour du filleul',
      returnable_other: '{{value}}, {{count}} jours après la fin du délai de retour du filleul',
    },
    on: { products: '{{value}} sur des produits choisis', collections: '{{value}} sur des collections choisies' },
    forOrders: '{{value}}, pour les commandes dès {{minimum}}',
    afterPurchase: '{{value}}, après l’achat',
    grows: {
      referrals: '{{value}} ; augmente avec le nombre de filleuls',
      revenue: '{{value}} ; augmente avec ce que les filleuls ont dépensé',
    },
  },
} satisfies Translation<typeof english>;
