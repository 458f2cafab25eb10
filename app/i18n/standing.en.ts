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
  chooseCode: {
    chosen: (code) => `Your code is ${code} now. Links that you shared before keep working.`,
    left: (choices) =>
      choices === 1
        ? 'You can choose it once, with 3 to 20 letters and digits. Links and codes from before keep working.'
        : `You can choose it ${choices} times, with 3 to 20 letters and digits. Links and codes from before keep working.`,
    checkout: (code) => `At the checkout, your friends type ${code}.`,
    length: 'A code has 3 to 20 letters and digits.',
    characters: 'A code has letters from A to Z and digits only.',
    letters: 'A code needs at least two letters.',
    reserved: 'This code could be taken for the shop’s own. Please choose another one.',
    rude: 'The shop does not take this code. Please choose another one.',
    taken: 'Somebody has this code, or one that looks like it.',
    spent: 'You have chosen your code already. The shop can change it for you.',
    unknown: 'That did not work. Please reload the page.',
  },
  reward: {
    needsAccount:
      'This reward needs an account. Sign in on this page with the same e-mail address and choose “Get my link”: then it comes there.',
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
