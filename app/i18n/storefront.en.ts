import type { StorefrontTable } from './storefront-table.ts';

const order = (first: boolean) => (first ? 'first order' : 'order');
const goods = { order: '', products: ' selected products', collections: ' selected collections' };
const pieces = (quantity: number) => (quantity === 1 ? 'free product' : `${quantity} free products`);
const article = (quantity: number) => (quantity === 1 ? 'A ' : '');
const inDays = (days: number) => (days === 1 ? '1 day' : `${days} days`);
const lately = (days: number | null) => (days === null ? '' : ` in ${inDays(days)}`);
const atOnce = {
  paid: 'as soon as your order is paid',
  fulfilled: 'when your order is on its way',
  delivered: 'when your order has arrived',
  returnable: 'when your order has arrived',
};
const happens = { paid: 'is paid', fulfilled: 'is sent', delivered: 'arrives', returnable: 'arrives' };
const atMost = (most: string | null) => (most === null ? '' : `, at most ${most},`);

export const english: StorefrontTable = {
  worth: {
    off: (value, on) => `${value} off${goods[on]}`,
    shipping: 'free shipping',
    product: (quantity) => (quantity === 1 ? `a ${pieces(1)}` : pieces(quantity)),
    payout: { 'store-credit': (value) => `${value} store credit`, 'gift-card': (value) => `${value} gift card` },
  },
  offer: {
    off: (value, on, first) =>
      on === 'order' ? `${value} off your ${order(first)}` : `${value} off${goods[on]} in your ${order(first)}`,
    shipping: (first) => `Free shipping on your ${order(first)}`,
    product: (quantity, first) => `${article(quantity)}${pieces(quantity)} with your ${order(first)}`,
    payout: (worth, first) => `${worth} for your ${order(first)}`,
    share: {
      'store-credit': (percent, most, first) => `${percent} of your ${order(first)} back${atMost(most)} as store credit`,
      'gift-card': (percent, most, first) => `${percent} of your ${order(first)} back${atMost(most)} as a gift card`,
    },
  },
  terms: {
    code: (validDays, minimum) =>
      `One code for one order${minimum === null ? '' : ` from ${minimum}`}, valid for ${inDays(validDays)} after you claim it.`,
    shared: (oncePerCustomer, minimum) =>
      `${oncePerCustomer ? 'One order' : 'Orders'}${minimum === null ? '' : ` from ${minimum}`}${oncePerCustomer ? ' per customer' : ' as often as you like'}.`,
    payout: (waitsFrom, days, minimum) =>
      `You get it ${days === 0 ? atOnce[waitsFrom] : `${inDays(days)} after your order ${happens[waitsFrom]}`}.${minimum === null ? '' : ` For an order from ${minimum}.`}`,
    product: (spend, on) =>
      `Add it to your cart: it is free when you spend ${spend} or more on ${on === 'same' ? 'the same products' : `selected ${on}`}.`,
    subscriptions: 'For subscriptions.',
    newCustomers: 'For new customers.',
  },
  payoutPath: {
    'store-credit':
      'No code is needed. Sign in when you order, or use your account’s e-mail address: the credit waits in your account.',
    'gift-card': 'No code is needed. Order with the e-mail address you use here: the gift card is sent to it.',
  },
  reward: {
    off: (value, on) =>
      on === 'order'
        ? `${value} off your next order for every friend who buys`
        : `${value} off${goods[on]} in your next order for every friend who buys`,
    shipping: 'Free shipping on your next order for every friend who buys',
    product: (quantity) => `${article(quantity)}${pieces(quantity)} with your next order for every friend who buys`,
    payout: (worth) => `${worth} for every friend who buys`,
    share: {
      'store-credit': (percent, most) =>
        `${percent} of the friend's order as store credit${atMost(most)} for every friend who buys`,
      'gift-card': (percent, most) => `${percent} of the friend's order as a gift card${atMost(most)} for every friend who buys`,
    },
  },
  growth: {
    share: {
      'store-credit': (percent) => `${percent} of the friend's order as store credit`,
      'gift-card': (percent) => `${percent} of the friend's order as a gift card`,
    },
    byReferrals: (from, worth, days) => `After ${from} ${from === 1 ? 'friend' : 'friends'}${lately(days)}: ${worth}`,
    byRevenue: (from, worth, days) => `After friends' orders of ${from}${lately(days)}: ${worth}`,
    bonus: (at, worth) => `When friend number ${at} buys: ${worth} on top`,
    signUp: (worth) => `When a friend opens an account: ${worth}`,
  },
  landing: {
    from: (name) => (name === null ? 'A friend sent you this offer.' : `${name} sent you this offer.`),
    claim: 'Claim my offer',
    next: 'The shop opens, and the offer is kept for you.',
    gone: 'There is no offer here at the moment.',
    goneWhy: 'The link may be mistyped, or the offer may have ended. The shop is open all the same.',
    visitShop: 'Visit the shop',
  },
  messages: {
    unavailable: 'This offer is not available any more.',
    'own-link': 'This is your own link. Share it with a friend to give them the offer.',
    'not-new':
      'This offer is for new customers, and your account has ordered before. You can share a link of your own with friends.',
    email: 'This e-mail address does not look right. Please check it.',
    'too-many': 'Many friends have claimed this offer today. Please try again tomorrow.',
    'too-fast': 'That was a lot at once. Please wait a minute and try again.',
    'try-later': 'The offer could not be prepared just now. Please try again in a moment.',
    'answer-noted': 'Thank you. If we know your friend, we will thank them, too.',
    'answer-later': 'Your answer could not be kept just now. Please try again in a moment.',
    'unknown-shop': 'This shop has no referral program.',
    'not-found': 'There is nothing here.',
    method: 'This address is used in another way.',
    signature: 'This request did not come through the shop.',
    body: 'This request could not be read.',
    busy: 'Something went wrong on our side. Please try again in a moment.',
  },
  betweenSentences: ' ',
};
