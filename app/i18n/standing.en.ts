import type { StandingTable } from './standing-table.ts';

const more = (missing: number) => (missing === 1 ? '1 more friend' : `${missing} more friends`);

export const english: StandingTable = {
  join: {
    asked: 'Please look into your e-mail: we have sent you a link. It works for 24 hours.',
    email: 'This e-mail address does not look right. Please check it.',
    unavailable: 'Joining by e-mail is not possible at the moment. Please sign in instead.',
    'too-many': 'That was asked for very often from your network. Please try again in an hour.',
    'bad-link': 'This link does not work any more. Enter your e-mail address to get a new one.',
  },
  reward: {
    held: 'The shop is still looking at this order.',
    from: (date) => `Usable from ${date}, if the order is kept until then.`,
    waitsFor: {
      paid: 'On its way.',
      fulfilled: 'On its way: it waits until your friend’s order has been sent.',
      delivered: 'On its way: it waits until your friend’s order has arrived.',
      returnable: 'On its way: it waits until your friend’s order has arrived and cannot be returned any more.',
    },
    soon: 'Being prepared. It will be here in a moment.',
    ready: (until) => (until === null ? 'Ready to use.' : `Ready to use until ${until}.`),
    paid: {
      'store-credit': (until) =>
        until === null ? 'It is in your account as store credit.' : `It is in your account as store credit until ${until}.`,
      'gift-card': (until) =>
        until === null
          ? 'Your gift card was sent to you by e-mail.'
          : `Your gift card was sent to you by e-mail. Use it until ${until}.`,
    },
    redeemed: 'Used.',
    expired: (date) => (date === null ? 'Expired.' : `Expired on ${date}.`),
    revoked: {
      'order-refunded': 'Taken back, because the order was returned.',
      'order-cancelled': 'Taken back, because the order was cancelled.',
      other: 'Taken back. The shop can tell you why.',
    },
  },
  progress: {
    friends: (missing, worth) => `${more(missing)} until ${worth}`,
    revenue: (missing, worth) => `${missing} more of friends’ orders until ${worth}`,
    bonus: (missing, worth) => `${more(missing)} until your bonus: ${worth}`,
  },
};
