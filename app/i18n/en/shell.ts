/** The frame around every screen, and what all lists share. */
export const shellWords = {
  words: { yes: 'Yes', no: 'No', cancel: 'Cancel', label: '{{label}}:' },
  nav: {
    home: 'Home',
    program: 'Program',
    referrals: 'Referrals',
    review: 'Review',
    advocates: 'Advocates',
    rewards: 'Rewards',
    health: 'Health',
  },
  entrance: {
    title: 'Vouchsafe',
    what: 'Refer-a-friend for Shopify stores: customers share a link, their friends save on the first order, and every credit is explained.',
    how: 'Open Vouchsafe from your Shopify admin, under Apps. New here? Install it from the Shopify App Store.',
    toAdmin: 'Go to your Shopify admin',
  },
  error: {
    home: 'Back to Home',
    again: 'Reload this page',
    missing: {
      title: 'There is nothing here',
      text: 'It may have been erased, or the address is incomplete.',
    },
    broken: {
      title: 'This page could not be shown',
      text: 'Something went wrong on our side. Reload the page; if it keeps happening, contact support.',
    },
  },
  list: {
    all: 'All',
    noneTitle: 'Nothing matches',
    noneText: 'Try another search, or remove a filter.',
    widen: 'Show all',
    most: 'Most first',
    least: 'Least first',
    newest: 'Newest first',
    oldest: 'Oldest first',
  },
  period: { last7: 'Last 7 days', last30: 'Last 30 days', last90: 'Last 90 days', last365: 'Last 365 days' },
  export: {
    button: 'Export',
    csv: 'Spreadsheet (CSV)',
    ndjson: 'For programs (NDJSON)',
    failed: 'The file could not be made. Try again in a moment.',
  },
  copy: {
    button: 'Copy {{label}}',
    done: 'Copied',
    failed: 'Your browser did not allow copying. Select the text instead.',
  },
  worth: {
    off: '{{value}} off',
    percent: '{{number}}%',
    from: '{{value}} orders of {{minimum}} or more',
    freeShipping: 'free shipping',
    freeShippingFrom: 'free shipping on orders of {{minimum}} or more',
    'store-credit': '{{value}} store credit',
    'gift-card': '{{value}} gift card',
    share: {
      'store-credit': '{{percent}} of the friend’s order as store credit',
      'gift-card': '{{percent}} of the friend’s order as a gift card',
    },
    shareAtMost: {
      'store-credit': '{{percent}} of the friend’s order as store credit, at most {{most}}',
      'gift-card': '{{percent}} of the friend’s order as a gift card, at most {{most}}',
    },
    atOnce: '{{value}}, as soon as the friend’s order is paid',
    after_one: '{{value}}, {{count}} day after the friend’s order is paid',
    after_other: '{{value}}, {{count}} days after the friend’s order is paid',
  },
} as const;
