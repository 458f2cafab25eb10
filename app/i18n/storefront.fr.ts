import { unbreakable } from './french-typography.ts';
import type { StorefrontTable } from './storefront-table.ts';

const order = (first: boolean) => (first ? 'première commande' : 'commande');
const goods = { order: '', products: ' sur une sélection de produits', collections: ' sur une sélection de collections' };
const pieces = (quantity: number) => (quantity === 1 ? 'un produit offert' : `${quantity} produits offerts`);
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const inDays = (days: number) => (days === 1 ? '1 jour' : `${days} jours`);
const lately = (days: number | null) => (days === null ? '' : ` en ${inDays(days)}`);
const from = (minimum: string | null) => (minimum === null ? '' : ` à partir de ${minimum}`);
const atMost = (most: string | null) => (most === null ? '' : `, au plus ${most},`);
const atOnce = {
  paid: 'dès que votre commande est payée',
  fulfilled: 'dès que votre commande est expédiée',
  delivered: 'dès que votre commande est arrivée',
  returnable: 'dès que votre commande est arrivée',
};
const after = {
  paid: 'le paiement de votre commande',
  fulfilled: 'l’expédition de votre commande',
  delivered: 'la livraison de votre commande',
  returnable: 'la livraison de votre commande',
};
const credit = (value: string) => `${value} de crédit d’achat`;
const card = (value: string) => `une carte cadeau de ${value}`;
const everyFriend = 'pour chaque ami qui achète';

export const french: StorefrontTable = {
  worth: {
    off: (value, on) => unbreakable(`${value} de remise${goods[on]}`),
    shipping: 'la livraison offerte',
    product: pieces,
    payout: { 'store-credit': credit, 'gift-card': card },
  },
  offer: {
    off: (value, on, first) =>
      unbreakable(
        on === 'order'
          ? `${value} de remise sur votre ${order(first)}`
          : `${value} de remise${goods[on]}, dans votre ${order(first)}`,
      ),
    shipping: (first) => `Livraison offerte pour votre ${order(first)}`,
    product: (quantity, first) => `${capital(pieces(quantity))} avec votre ${order(first)}`,
    payout: (worth, first) => `${capital(worth)} pour votre ${order(first)}`,
    share: {
      'store-credit': (percent, most, first) =>
        unbreakable(`${percent} de votre ${order(first)}${atMost(most)} en crédit d’achat`),
      'gift-card': (percent, most, first) => unbreakable(`${percent} de votre ${order(first)}${atMost(most)} en carte cadeau`),
    },
  },
  terms: {
    code: (validDays, minimum) =>
      `Un code pour une seule commande${from(minimum)}, valable ${inDays(validDays)} à partir du moment où vous le demandez.`,
    shared: (oncePerCustomer, minimum) =>
      oncePerCustomer ? `Une commande par client${from(minimum)}.` : `Autant de commandes que vous voulez${from(minimum)}.`,
    payout: (waitsFrom, days, minimum) =>
      `Vous le recevez ${days === 0 ? atOnce[waitsFrom] : `${inDays(days)} après ${after[waitsFrom]}`}.${minimum === null ? '' : ` Pour une commande${from(minimum)}.`}`,
    product: (spend, on) =>
      unbreakable(
        `Ajoutez-le à votre panier : il est offert dès ${spend} d’achat${on === 'same' ? ' des mêmes produits' : goods[on]}.`,
      ),
    subscriptions: 'Pour les abonnements.',
    newCustomers: 'Réservé aux nouveaux clients.',
  },
  payoutPath: {
    'store-credit':
      'Aucun code n’est nécessaire. Commandez en étant connecté, ou avec l’adresse e-mail de votre compte : le crédit vous y attend.',
    'gift-card':
      'Aucun code n’est nécessaire. Commandez avec l’adresse e-mail que vous utilisez ici : la carte cadeau y est envoyée.',
  },
  reward: {
    off: (value, on) =>
      unbreakable(
        on === 'order'
          ? `${value} de remise sur votre prochaine commande ${everyFriend}`
          : `${value} de remise${goods[on]}, dans votre prochaine commande, ${everyFriend}`,
      ),
    shipping: `Livraison offerte pour votre prochaine commande ${everyFriend}`,
    product: (quantity) => `${capital(pieces(quantity))} avec votre prochaine commande ${everyFriend}`,
    payout: (worth) => `${capital(worth)} ${everyFriend}`,
    share: {
      'store-credit': (percent, most) =>
        unbreakable(`${percent} de la commande de l’ami en crédit d’achat${atMost(most)} ${everyFriend}`),
      'gift-card': (percent, most) =>
        unbreakable(`${percent} de la commande de l’ami en carte cadeau${atMost(most)} ${everyFriend}`),
    },
  },
  growth: {
    share: {
      'store-credit': (percent) => unbreakable(`${percent} de la commande de l’ami en crédit d’achat`),
      'gift-card': (percent) => unbreakable(`${percent} de la commande de l’ami en carte cadeau`),
    },
    byReferrals: (from, worth, days) => unbreakable(`Après ${from} ${from === 1 ? 'ami' : 'amis'}${lately(days)} : ${worth}`),
    byRevenue: (from, worth, days) => unbreakable(`Après ${from} de commandes d’amis${lately(days)} : ${worth}`),
    bonus: (at, worth) => unbreakable(`Quand un ${at}e ami achète : ${worth} en plus`),
    signUp: (worth) => unbreakable(`Quand un ami ouvre un compte : ${worth}`),
  },
  landing: {
    from: (name) => (name === null ? 'Un ami vous envoie cette offre.' : `${name} vous envoie cette offre.`),
    claim: 'Obtenir mon offre',
    next: 'La boutique s’ouvre, et l’offre vous est gardée.',
    gone: 'Il n’y a pas d’offre ici pour le moment.',
    goneWhy: 'Le lien contient peut-être une erreur, ou l’offre a pris fin. La boutique reste ouverte.',
    visitShop: 'Voir la boutique',
  },
  messages: {
    unavailable: 'Cette offre n’est plus disponible.',
    'own-link': 'C’est votre propre lien. Partagez-le avec un ami pour lui faire profiter de l’offre.',
    'not-new':
      'Cette offre est réservée aux nouveaux clients, et votre compte a déjà commandé. Vous pouvez partager votre propre lien avec vos amis.',
    email: 'Cette adresse e-mail semble incorrecte. Veuillez la vérifier.',
    'too-many': 'Beaucoup d’amis ont demandé cette offre aujourd’hui. Veuillez réessayer demain.',
    'too-fast': 'Cela faisait beaucoup à la fois. Veuillez patienter une minute et réessayer.',
    'try-later': 'L’offre n’a pas pu être préparée à l’instant. Veuillez réessayer dans un moment.',
    'answer-noted': 'Merci. Si nous connaissons votre ami, nous le remercierons aussi.',
    'answer-later': 'Votre réponse n’a pas pu être gardée à l’instant. Veuillez réessayer dans un moment.',
    'unknown-shop': 'Cette boutique n’a pas de programme de parrainage.',
    'not-found': 'Il n’y a rien ici.',
    method: 'Cette adresse s’utilise autrement.',
    signature: 'Cette demande n’est pas passée par la boutique.',
    body: 'Cette demande n’a pas pu être lue.',
    busy: 'Un problème est survenu de notre côté. Veuillez réessayer dans un moment.',
  },
  betweenSentences: ' ',
};
