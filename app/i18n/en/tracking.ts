/** Whether orders are seen and led back, and the Admin API's budget. */
export const trackingWords = {
  tracking: {
    title: 'Orders and evidence',
    none: 'Not counted yet: Shopify is asked every hour.',
    even: 'Shopify counts {{expected}} paid orders from {{from}} to {{to}}, and the app has seen every one.',
    missing_one:
      'Shopify counts {{expected}} paid orders from {{from}} to {{to}}; the app has seen {{seen}}. {{count}} is missing and is fetched within the hour.',
    missing_other:
      'Shopify counts {{expected}} paid orders from {{from}} to {{to}}; the app has seen {{seen}}. {{count}} are missing and are fetched within the hour.',
    more: 'Shopify counts {{expected}} paid orders from {{from}} to {{to}}; the app has seen {{seen}}, with those that were deleted or edited since.',
    complete: 'Complete',
    short: 'Missing',
    text: 'Paid orders of the last {{count}} days: how many came with evidence of a referral, and how many are credited.',
    day: 'Day',
    orders: 'Orders',
    evidence: 'With evidence',
    credited: 'Credited',
    share: '{{count}} ({{percent}})',
    one: 'day',
    many: 'days',
  },
  budget: {
    title: 'Shopify’s limit for the app',
    left: '{{available}} of {{maximum}} points were left {{at}}; {{rate}} a second come back.',
    noWait: 'No call had to wait in the last day.',
    wait: 'The longest wait was {{seconds}} s, {{at}}.',
    never: 'Shopify has not been asked yet.',
    good: 'Enough',
    tight: 'Tight',
  },
} as const;
