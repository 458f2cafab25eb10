/** The roaster's catalogue: eleven products in three collections, prices in US dollars. */
type SeedVariant = { title: string; price: number; sku: string; inventory: number; requiresShipping: boolean };
type SeedProduct = {
  handle: string;
  title: string;
  description: string;
  image: string;
  productType: string;
  tags: string[];
  giftCard?: boolean;
  variants: SeedVariant[];
};

export const seedProducts: SeedProduct[] = [
  coffee(
    'ridgeline-blend',
    'Ridgeline Blend',
    'Our everyday blend: cocoa, toasted hazelnut, a clean finish.',
    17,
    ['blend', 'medium'],
    140,
  ),
  coffee(
    'first-light-espresso',
    'First Light Espresso',
    'Syrupy and sweet, with dark cherry. Made for milk.',
    18,
    ['blend', 'dark'],
    96,
  ),
  coffee('kochere-washed', 'Kochere, Ethiopia', 'Washed. Bergamot, apricot and black tea.', 22, ['single-origin', 'light'], 60),
  coffee(
    'huila-decaf',
    'Huila Decaf, Colombia',
    'Sugar-cane process. Caramel and red apple, no caffeine.',
    19,
    ['single-origin', 'decaf'],
    48,
  ),
  gear('pour-over-dripper', 'Pour-Over Dripper', 'Stoneware dripper, glazed by hand. Takes size 02 filters.', 34, 'HR-DRIP', 40),
  gear('hand-grinder', 'Hand Grinder', 'Steel conical burrs, forty steps, fits in a coat pocket.', 89, 'HR-GRIND', 18),
  gear(
    'gooseneck-kettle',
    'Gooseneck Kettle',
    'Brushed steel, 0.9 litres, a spout that pours where you point it.',
    64,
    'HR-KETTLE',
    22,
  ),
  gear('paper-filters', 'Paper Filters (100)', 'Unbleached, size 02.', 7.5, 'HR-FILT', 400),
  {
    handle: 'enamel-mug',
    title: 'Enamel Mug',
    description: 'Holds twelve ounces and survives being dropped.',
    image: 'enamel-mug.svg',
    productType: 'Gifts',
    tags: ['gift'],
    variants: ['Cream', 'Forest', 'Ember'].map((title, index) => ({
      title,
      price: 16,
      sku: `HR-MUG-${title.toUpperCase()}`,
      inventory: [35, 28, 0][index] ?? 0,
      requiresShipping: true,
    })),
  },
  {
    handle: 'brewing-class-ticket',
    title: 'Brewing Class Ticket',
    description: 'Two hours at the roastery on a Saturday morning. The ticket comes by e-mail.',
    image: 'brewing-class-ticket.svg',
    productType: 'Gifts',
    tags: ['gift', 'class'],
    variants: [{ title: 'Default Title', price: 45, sku: 'HR-CLASS', inventory: 12, requiresShipping: false }],
  },
  {
    handle: 'gift-card',
    title: 'Gift Card',
    description: 'For whoever has everything but coffee. It comes by e-mail.',
    image: 'gift-card.svg',
    productType: 'Gift Cards',
    tags: ['gift'],
    giftCard: true,
    variants: [{ title: 'Default Title', price: 50, sku: 'HR-CARD', inventory: 1_000, requiresShipping: false }],
  },
];

export const seedCollections = [
  {
    handle: 'coffee',
    title: 'Coffee',
    products: ['ridgeline-blend', 'first-light-espresso', 'kochere-washed', 'huila-decaf'],
  },
  {
    handle: 'brewing-gear',
    title: 'Brewing gear',
    products: ['pour-over-dripper', 'hand-grinder', 'gooseneck-kettle', 'paper-filters'],
  },
  { handle: 'gifts', title: 'Gifts', products: ['enamel-mug', 'brewing-class-ticket', 'pour-over-dripper', 'gift-card'] },
];

function coffee(
  handle: string,
  title: string,
  description: string,
  price: number,
  tags: string[],
  inventory: number,
): SeedProduct {
  const sku = `HR-${handle.slice(0, 4).toUpperCase()}`;
  return {
    handle,
    title,
    description,
    image: `${handle}.svg`,
    productType: 'Coffee',
    tags,
    variants: [
      { title: '250 g', price, sku: `${sku}-250`, inventory, requiresShipping: true },
      { title: '1 kg', price: price * 3.5, sku: `${sku}-1000`, inventory: Math.floor(inventory / 3), requiresShipping: true },
    ],
  };
}

function gear(handle: string, title: string, description: string, price: number, sku: string, inventory: number): SeedProduct {
  return {
    handle,
    title,
    description,
    image: `${handle}.svg`,
    productType: 'Gear',
    tags: ['gear'],
    variants: [{ title: 'Default Title', price, sku, inventory, requiresShipping: true }],
  };
}
