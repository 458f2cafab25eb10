/** Pages that the merchant wrote ("Online Store > Pages"). */
export const shopPages = [
  { handle: 'refer-a-friend', title: 'Refer a friend', template: 'page.refer-a-friend', content: '' },
  {
    handle: 'about',
    title: 'How we roast',
    template: 'page',
    content:
      '<p>We are four people, one drum roaster and a dog called Moka. We roast on Tuesdays and Fridays, in batches of twelve kilos, and post what we roasted the same afternoon.</p>' +
      '<h2>Buying green</h2><p>We buy from the same eleven farms every year and publish what we paid them. When a harvest is poor we say so on the bag, and charge less.</p>' +
      '<h2>Roasting</h2><p>A little lighter than you may be used to, never sour. Every batch is tasted the morning after; the ones that miss go to our neighbours, who are not complaining.</p>',
  },
  {
    handle: 'shipping',
    title: 'Shipping and returns',
    template: 'page',
    content:
      '<p>Orders placed before noon on a roasting day leave the same afternoon. Shipping is a flat fee, and free for larger orders; the exact sum stands in the cart before you pay.</p>' +
      '<h2>Returns</h2><p>Unopened gear comes back within thirty days for a full refund. If a coffee is not for you, tell us what you drank before and we will send another one.</p>',
  },
] as const;
