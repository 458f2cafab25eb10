/** Programs to start from. */
export const startWords = {
  start: {
    title: 'Choose a program to start from',
    again: 'Start from another program',
    show: 'Show programs',
    hide: 'Hide programs',
    text: 'Fills the form with an offer and a reward that fit what your orders usually come to. Everything can be changed, and nothing counts before you save.',
    benefits: 'Friends get {{offer}}, advocates {{reward}}.',
    percentage: 'A discount for both',
    percentageHelp: 'Simple to explain; advocates come back to buy again.',
    'store-credit': 'Store credit for advocates',
    'store-creditHelp': 'Credit stays in your store, is spent like money, and never expires.',
    'gift-card': 'An amount for friends, a gift card for advocates',
    'gift-cardHelp': 'Reads like a present; friends must spend enough for it to pay off.',
    tiers: 'More for your best advocates',
    tiersHelp: 'What advocates earn grows with the friends they bring, and stays.',
  },
};
