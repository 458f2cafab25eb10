import type { MailWords } from './mail-words.ts';

export const english: MailWords = {
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
    andOthers: (names) => `${names.join(', ')} and others`,
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
  promised: {
    subject: (shop) => `A reward from ${shop} is on its way to you`,
    heading: 'Your reward is on its way',
    because: {
      order: (shop) => `A friend has bought at ${shop} through your link. Thank you!`,
      'sign-up': (shop) => `A friend has opened an account at ${shop} through your link. Thank you!`,
      friend: (shop) => `Thank you for your order at ${shop}. You were promised something with it.`,
    },
    worth: (worth) => `Your reward: ${worth}.`,
    from: (day) =>
      `It is yours from ${day} if the order is not returned before. You need not do anything: we write to you when it is ready.`,
    later: 'It is yours some days after the order has arrived. You need not do anything: we write to you when it is ready.',
  },
  expiring: {
    subject: (shop, worth) => `Ends soon: ${worth} at ${shop}`,
    heading: 'Your reward ends soon',
    opening: (shop, end) => `You have not used your reward from ${shop} yet. It can be used until ${end}.`,
  },
  leave: {
    link: 'No more e-mails of this kind',
    heading: (shop) => `No more news from ${shop} about your sharing?`,
    text: (shop) =>
      `${shop} then no longer writes when a reward is on its way or ends soon. You still get your rewards themselves.`,
    button: 'No more such e-mails',
    done: (shop) => `Done. You get no more such e-mails from ${shop}.`,
    undo: 'I want them after all',
    undone: (shop) => `You get them again from ${shop}.`,
    broken: 'This link is not whole. Open the one in the e-mail again.',
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
