import { beforeAll, describe, expect, test } from 'vitest';
import { orderJson } from '#devstore/orders/order-json.ts';
import { placeOrder } from '#devstore/orders/place-order.ts';
import { refundOrder } from '#devstore/orders/refund-order.ts';
import { priceCart } from '#devstore/pricing/price-cart.ts';
import { useDevstore } from '#tests/support/devstore.ts';
import { addDiscount, openStorefront, variantIn } from '#tests/support/storefront.ts';

const used = useDevstore();
let token = '';

beforeAll(async () => {
  token = await used().accessToken();
});

type Node = { id: string; codeDiscount: Record<string, unknown> };
type Payload = { codeDiscountNode: Node | null; userErrors: { field: string[]; code: string; message: string }[] };

const items = `items { __typename
  ... on DiscountProducts { products(first: 5) { nodes { handle } } productVariants(first: 5) { nodes { title } } }
  ... on DiscountCollections { collections(first: 5) { nodes { handle } } } }`;
const fields: Record<string, string> = {
  Basic: `... on DiscountCodeBasic { summary discountClasses recurringCycleLimit tags
    customerGets { appliesOnOneTimePurchase appliesOnSubscription ${items} } }`,
  Bxgy: `... on DiscountCodeBxgy { summary discountClasses usesPerOrderLimit
    customerBuys { value { ... on DiscountQuantity { quantity } ... on DiscountPurchaseAmount { amount } } ${items} }
    customerGets { value { ... on DiscountOnQuantity { quantity { quantity } effect { ... on DiscountPercentage { percentage } } } } ${items} } }`,
  FreeShipping: `... on DiscountCodeFreeShipping { summary discountClasses maximumShippingPrice { amount }
    destinationSelection { __typename ... on DiscountCountries { countries includeRestOfWorld } } }`,
};
const argument: Record<string, string> = {
  Basic: 'basicCodeDiscount',
  Bxgy: 'bxgyCodeDiscount',
  FreeShipping: 'freeShippingCodeDiscount',
};

async function send(kind: string, input: Record<string, unknown>, id?: string): Promise<Payload> {
  const [verb, given, passed] = id === undefined ? ['Create', '', ''] : ['Update', '$id: ID!, ', 'id: $id, '];
  const answer = await used().graphql(
    token,
    `mutation (${given}$d: DiscountCode${kind}Input!) { discountCode${kind}${verb}(${passed}${argument[kind]}: $d) {
      codeDiscountNode { id codeDiscount { ${fields[kind]} } } userErrors { field code message } } }`,
    { d: input, ...(id === undefined ? {} : { id }) },
  );
  expect(answer.errors).toBeUndefined();
  return Object.values(answer.data ?? {})[0] as unknown as Payload;
}

const basics = { title: 'Reward', startsAt: '2026-01-01T00:00:00Z', context: { all: 'ALL' } };

async function made(kind: string, input: Record<string, unknown>): Promise<Node> {
  const { codeDiscountNode, userErrors } = await send(kind, { ...basics, ...input });
  expect(userErrors).toEqual([]);
  if (codeDiscountNode === null) throw new Error('no discount');
  return codeDiscountNode;
}

function idOf(kind: 'Product' | 'Collection', handle: string): string {
  const { products, collections } = used().shop;
  const things: { id: string; handle: string }[] = [...(kind === 'Product' ? products : collections).values()];
  return `gid://shopify/${kind}/${things.find((each) => each.handle === handle)?.id}`;
}
const onProduct = (handle: string) => ({ products: { productsToAdd: [idOf('Product', handle)] } });
const onCoffee = () => ({ collections: { add: [idOf('Collection', 'coffee')] } });
const line = (handle: string, quantity = 1) => ({ variantId: variantIn(used().shop, handle).id, quantity });

/** What each code takes off, and why others do not. */
function price(codes: string[], lines: { variantId: string; quantity: number }[], more: { country?: string } = {}) {
  const { store } = used().devstore;
  const priced = priceCart(store, used().shop, { lines, discountCodes: codes, customerId: null, ...more });
  return {
    codes: Object.fromEntries(priced.discountCodes.map(({ code, amount }) => [code, amount])),
    refused: Object.fromEntries(priced.refusedCodes.map(({ code, reason }) => [code, reason])),
    lines: priced.lines.map(({ amount }) => amount),
    shipping: priced.shipping,
  };
}

describe('a discount on some products', () => {
  test('takes its percentage off those lines alone, and its minimum looks at them alone', async () => {
    const node = await made('Basic', {
      code: 'GRIND20',
      tags: ['vouchsafe'],
      customerGets: { value: { percentage: 0.2 }, items: onProduct('hand-grinder') },
      minimumRequirement: { subtotal: { greaterThanOrEqualToSubtotal: '100' } },
    });
    expect(node.codeDiscount).toMatchObject({
      summary: '20% off 1 product • Minimum purchase of $100.00',
      discountClasses: ['PRODUCT'],
      tags: ['vouchsafe'],
      customerGets: { items: { __typename: 'DiscountProducts', products: { nodes: [{ handle: 'hand-grinder' }] } } },
    });
    expect(price(['GRIND20'], [line('hand-grinder'), line('paper-filters', 4)]).refused).toEqual({
      GRIND20: 'purchase-not-in-range',
    });
    expect(price(['GRIND20'], [line('paper-filters', 20)]).refused).toEqual({ GRIND20: 'no-entitled-line-items' });
    expect(price(['GRIND20'], [line('hand-grinder', 2), line('paper-filters')])).toMatchObject({
      codes: { GRIND20: '35.60' },
      lines: ['142.40', '7.50'],
    });
  });

  test('an amount goes once over a collection, or off each of its items', async () => {
    const off = (appliesOnEachItem: boolean) => ({
      value: { discountAmount: { amount: '4', appliesOnEachItem } },
      items: onCoffee(),
    });
    await made('Basic', { code: 'ONCE4', customerGets: off(false) });
    await made('Basic', { code: 'EACH4', customerGets: off(true) });
    const cart = [line('kochere-washed', 2), line('hand-grinder')];
    expect(price(['ONCE4'], cart)).toMatchObject({ codes: { ONCE4: '4.00' }, lines: ['40.00', '89.00'] });
    expect(price(['EACH4'], cart)).toMatchObject({ codes: { EACH4: '8.00' }, lines: ['36.00', '89.00'] });
  });

  test('is refused for things that do not exist, for products and collections at once, and for nothing at all', async () => {
    const errors = async (selection: unknown) => {
      const customerGets = { value: { percentage: 0.1 }, items: selection };
      const { userErrors } = await send('Basic', { ...basics, code: 'BAD', customerGets });
      return userErrors.map(({ field, code }) => `${field.slice(2).join('.')} ${code}`);
    };
    expect(await errors({ products: { productsToAdd: ['gid://shopify/Product/1'] } })).toEqual([
      'items.products.productsToAdd INVALID',
    ]);
    expect(await errors({ products: { productVariantsToAdd: ['gid://shopify/ProductVariant/1'] } })).toEqual([
      'items.products.productVariantsToAdd INVALID',
    ]);
    expect(await errors({ collections: { add: ['gid://shopify/Collection/1'] } })).toEqual(['items.collections.add INVALID']);
    expect(await errors({ products: {}, collections: {} })).toEqual(['items.collections.add CONFLICT']);
    expect(await errors({ products: { productsToAdd: [] } })).toEqual(['items BLANK']);
  });

  test('an update adds and removes products and leaves the rest', async () => {
    const node = await made('Basic', {
      code: 'SWAP',
      customerGets: { value: { percentage: 0.5 }, items: onProduct('enamel-mug') },
    });
    const products = { ...onProduct('hand-grinder').products, productsToRemove: [idOf('Product', 'enamel-mug')] };
    expect((await send('Basic', { customerGets: { items: { products } } }, node.id)).userErrors).toEqual([]);
    expect(price(['SWAP'], [line('enamel-mug'), line('hand-grinder')]).lines).toEqual(['16.00', '44.50']);
    const other = await send('Bxgy', { title: 'Another kind' }, node.id);
    expect(other.userErrors).toMatchObject([{ field: ['id'], code: 'INVALID' }]);
  });

  test('one for subscriptions applies to a renewal and not to a purchase', async () => {
    const all = { value: { percentage: 0.1 }, items: { all: true } };
    const node = await made('Basic', {
      code: 'SUBS',
      recurringCycleLimit: 3,
      customerGets: { ...all, appliesOnSubscription: true, appliesOnOneTimePurchase: false },
    });
    expect(node.codeDiscount).toMatchObject({
      recurringCycleLimit: 3,
      customerGets: { appliesOnOneTimePurchase: false, appliesOnSubscription: true },
    });
    const { devstore, shop } = used();
    expect(price(['SUBS'], [line('hand-grinder')]).refused).toEqual({ SUBS: 'incompatible-purchase-type' });
    const first = placeOrder(devstore.store, shop, { email: 'sub@example.com', lines: [line('kochere-washed')] });
    const renewal = placeOrder(devstore.store, shop, { subscriptionOf: first.id, discountCodes: ['SUBS'] });
    expect(renewal.discountCodes).toMatchObject([{ code: 'SUBS', amount: '2.20' }]);
    const wrong = await send('Basic', { ...basics, code: 'SUBS2', recurringCycleLimit: 2, customerGets: all });
    expect(wrong.userErrors.map(({ code }) => code)).toEqual(['MULTIPLE_RECURRING_CYCLE_LIMIT_FOR_NON_SUBSCRIPTION_ITEMS']);
  });
});

describe('buy X get Y', () => {
  const forCoffees = () => ({ value: { quantity: '2' }, items: onCoffee() });
  const aMug = () => ({
    value: { discountOnQuantity: { quantity: '1', effect: { percentage: 1 } } },
    items: onProduct('enamel-mug'),
  });

  test('gives a mug for every two coffees, as often as the order may use it', async () => {
    const node = await made('Bxgy', { code: 'MUG', customerBuys: forCoffees(), customerGets: aMug(), usesPerOrderLimit: 2 });
    expect(node.codeDiscount).toMatchObject({
      summary: 'Buy 2 items, get 1 item free • 2 uses per order',
      discountClasses: ['PRODUCT'],
      usesPerOrderLimit: 2,
      customerBuys: { value: { quantity: '2' }, items: { __typename: 'DiscountCollections' } },
      customerGets: {
        value: { quantity: { quantity: '1' }, effect: { percentage: 1 } },
        items: { products: { nodes: [{ handle: 'enamel-mug' }] } },
      },
    });
    const taken = (coffees: number, mugs: number) =>
      price(['MUG'], [line('kochere-washed', coffees), line('enamel-mug', mugs)]).codes['MUG'];
    expect([taken(2, 1), taken(3, 5), taken(4, 5), taken(9, 9)]).toEqual(['16.00', '16.00', '32.00', '32.00']);
    expect(price(['MUG'], [line('kochere-washed', 1), line('enamel-mug')]).refused).toEqual({ MUG: 'no-entitled-line-items' });
    expect(price(['MUG'], [line('kochere-washed', 2)]).refused).toEqual({ MUG: 'no-entitled-line-items' });
  });

  test('a piece that was bought for it is not given away, and the cheapest is', async () => {
    await made('Bxgy', {
      code: 'COFFEE241',
      customerBuys: { value: { quantity: '1' }, items: onCoffee() },
      customerGets: { value: { discountOnQuantity: { quantity: '1', effect: { percentage: 0.5 } } }, items: onCoffee() },
      usesPerOrderLimit: 1,
    });
    expect(price(['COFFEE241'], [line('kochere-washed')]).refused).toEqual({ COFFEE241: 'no-entitled-line-items' });
    expect(price(['COFFEE241'], [line('kochere-washed'), line('ridgeline-blend')])).toMatchObject({
      codes: { COFFEE241: '8.50' },
      lines: ['22.00', '8.50'],
    });
  });

  test('may ask for an amount instead of a number, and must name what is bought and given', async () => {
    const customerBuys = { ...forCoffees(), value: { amount: '60' } };
    await made('Bxgy', { code: 'SPEND60', customerBuys, customerGets: aMug(), usesPerOrderLimit: 1 });
    expect(price(['SPEND60'], [line('kochere-washed', 2), line('enamel-mug')]).refused).toEqual({
      SPEND60: 'no-entitled-line-items',
    });
    expect(price(['SPEND60'], [line('kochere-washed', 3), line('enamel-mug')]).codes).toEqual({ SPEND60: '16.00' });
    const { userErrors } = await send('Bxgy', {
      ...basics,
      code: 'X',
      customerBuys: { value: { quantity: '1' }, items: { all: true } },
      customerGets: { value: { percentage: 1 }, items: { all: true } },
    });
    expect(userErrors.map(({ field, code }) => `${field.slice(1).join('.')} ${code}`)).toEqual([
      'customerGets INVALID',
      'customerBuys.items BLANK',
      'customerGets.value.percentage INVALID',
      'customerGets.value.discountOnQuantity.quantity BLANK',
    ]);
  });
});

describe('free shipping', () => {
  test('goes to the countries it names, up to the price it names', async () => {
    const node = await made('FreeShipping', {
      code: 'SHIPUS',
      destination: { countries: { add: ['US', 'CA'] } },
      maximumShippingPrice: '5',
      minimumRequirement: { quantity: { greaterThanOrEqualToQuantity: '2' } },
    });
    expect(node.codeDiscount).toMatchObject({
      summary: 'Free shipping on entire order • For 2 countries • Applies to shipping rates under $5.00 • Minimum quantity of 2',
      discountClasses: ['SHIPPING'],
      maximumShippingPrice: { amount: '5.0' },
      destinationSelection: { __typename: 'DiscountCountries', countries: ['US', 'CA'], includeRestOfWorld: false },
    });
    const filters = [line('paper-filters', 2)];
    expect(price(['SHIPUS'], filters, { country: 'CA' })).toEqual({
      codes: { SHIPUS: '5.00' },
      refused: {},
      shipping: '0.00',
      lines: ['15.00'],
    });
    expect(price(['SHIPUS'], filters, { country: 'DE' })).toMatchObject({
      refused: { SHIPUS: 'no-entitled-shipping-lines' },
      shipping: '5.00',
    });
    expect(price(['SHIPUS'], filters).codes).toEqual({ SHIPUS: '5.00' });
    expect(price(['SHIPUS'], [line('brewing-class-ticket', 2)]).refused).toEqual({ SHIPUS: 'no-entitled-shipping-lines' });
    // Free already from 50 on: the code stays, with nothing taken off.
    expect(price(['SHIPUS'], [line('hand-grinder', 2)]).codes).toEqual({ SHIPUS: '0.00' });
    await made('FreeShipping', { code: 'SHIP4', destination: { all: true }, maximumShippingPrice: '4' });
    expect(price(['SHIP4'], filters).refused).toEqual({ SHIP4: 'no-entitled-shipping-lines' });
    const twice = { ...basics, code: 'Y', destination: { all: true }, combinesWith: { shippingDiscounts: true } };
    const { userErrors } = await send('FreeShipping', twice);
    expect(userErrors.map(({ code }) => code)).toEqual(['INVALID_COMBINES_WITH_FOR_DISCOUNT_CLASS']);
  });

  test('stands in the order as Shopify writes it, and a refund gives no shipping back', async () => {
    const { devstore, shop } = used();
    await made('FreeShipping', { code: 'SHIPALL', destination: { all: true } });
    const customer = [...shop.customers.values()].find(({ addresses }) => addresses.length > 0);
    const order = placeOrder(devstore.store, shop, {
      customerId: customer?.id ?? '',
      lines: [line('paper-filters', 2)],
      discountCodes: ['SHIPALL'],
    });
    expect([order.subtotal, order.shipping, order.tax, order.total]).toEqual(['15.00', '0.00', '1.20', '16.20']);
    expect(orderJson(devstore.store, shop, order)).toMatchObject({
      discount_codes: [{ code: 'SHIPALL', amount: '5.00', type: 'shipping' }],
      discount_applications: [
        {
          target_type: 'shipping_line',
          type: 'discount_code',
          value: '100.0',
          value_type: 'percentage',
          allocation_method: 'each',
          target_selection: 'all',
          code: 'SHIPALL',
        },
      ],
      shipping_lines: [
        { price: '5.00', discounted_price: '0.00', discount_allocations: [{ amount: '5.00', discount_application_index: 0 }] },
      ],
      total_discounts: '5.00',
      total_shipping_price_set: { shop_money: { amount: '5.00' } },
      current_shipping_price_set: { shop_money: { amount: '0.00' } },
      total_price: '16.20',
    });
    const answer = await used().graphql(
      token,
      `query ($id: ID!) { order(id: $id) { totalDiscountsSet { shopMoney { amount } }
        discountApplications(first: 5) { nodes { index allocationMethod targetType
          value { ... on PricingPercentageValue { percentage } } ... on DiscountCodeApplication { code } } }
        shippingLine { originalPriceSet { shopMoney { amount } } discountedPriceSet { shopMoney { amount } }
          discountAllocations { allocatedAmountSet { shopMoney { amount } } } } } }`,
      { id: `gid://shopify/Order/${order.id}` },
    );
    const amount = (text: string) => ({ shopMoney: { amount: text } });
    expect(answer).toMatchObject({
      data: {
        order: {
          totalDiscountsSet: amount('5.0'),
          discountApplications: {
            nodes: [
              { index: 0, allocationMethod: 'EACH', targetType: 'SHIPPING_LINE', value: { percentage: 100 }, code: 'SHIPALL' },
            ],
          },
          shippingLine: {
            originalPriceSet: amount('5.0'),
            discountedPriceSet: amount('0.0'),
            discountAllocations: [{ allocatedAmountSet: amount('5.0') }],
          },
        },
      },
    });
    expect(refundOrder(devstore.store, shop, order).amount).toBe('16.20');
  });
});

test('discounts combine across classes when each allows the other; two product discounts never share a line', async () => {
  const free = { orderDiscounts: true, productDiscounts: true };
  const all = { ...free, shippingDiscounts: true };
  const off = (percentage: number, selection: unknown) => ({
    combinesWith: all,
    customerGets: { value: { percentage }, items: selection },
  });
  await made('Basic', { code: 'MUG10', ...off(0.1, onProduct('enamel-mug')) });
  await made('Basic', { code: 'MUG25', ...off(0.25, onProduct('enamel-mug')) });
  await made('Basic', { code: 'ORDER10', ...off(0.1, { all: true }) });
  await made('FreeShipping', { code: 'SHIP', combinesWith: free, destination: { all: true } });
  await made('FreeShipping', { code: 'SHIPTOO', combinesWith: free, destination: { all: true } });
  await made('FreeShipping', { code: 'SHIPALONE', destination: { all: true } });
  const cart = [line('enamel-mug', 2)];
  expect(price(['MUG10', 'MUG25', 'ORDER10', 'SHIP'], cart)).toEqual({
    codes: { MUG25: '8.00', ORDER10: '2.40', SHIP: '5.00' },
    refused: { MUG10: 'not-combinable' },
    lines: ['21.60'],
    shipping: '0.00',
  });
  expect(price(['SHIP', 'SHIPTOO'], cart).refused).toEqual({ SHIPTOO: 'too-many-codes' });
  expect(price(['ORDER10', 'SHIPALONE'], cart)).toMatchObject({
    codes: { SHIPALONE: '5.00' },
    refused: { ORDER10: 'not-combinable' },
  });
});

test('a product discount stands in the order with the lines it was taken from', async () => {
  const { devstore, shop } = used();
  const value = { discountAmount: { amount: '5', appliesOnEachItem: true } };
  await made('Basic', { code: 'MUG5', customerGets: { value, items: onProduct('enamel-mug') } });
  const order = placeOrder(devstore.store, shop, {
    email: 'a@example.com',
    lines: [line('hand-grinder'), line('enamel-mug', 2)],
    discountCodes: ['mug5'],
  });
  expect(orderJson(devstore.store, shop, order)).toMatchObject({
    discount_codes: [{ code: 'mug5', amount: '10.00', type: 'fixed_amount' }],
    discount_applications: [
      {
        target_type: 'line_item',
        value: '5.00',
        value_type: 'fixed_amount',
        allocation_method: 'each',
        target_selection: 'entitled',
      },
    ],
    line_items: [{ discount_allocations: [] }, { discount_allocations: [{ amount: '10.00', discount_application_index: 0 }] }],
  });
});

test('a shopper pays less in the checkout with each of them', async () => {
  const { store, shop, newShopper } = await openStorefront();
  const mug = [...shop.products.values()].find(({ handle }) => handle === 'enamel-mug')?.id ?? '';
  const mugs = { productIds: [mug], variantIds: [], collectionIds: [] };
  addDiscount(store, shop, 'HALFMUG', { value: { percentage: 0.5 }, items: mugs });
  addDiscount(store, shop, 'FREEMUG', {
    kind: 'bxgy',
    value: { percentage: 1 },
    items: mugs,
    bxgy: { buys: { items: mugs, quantity: 2, amount: null }, getsQuantity: 1, usesPerOrder: 1 },
  });
  addDiscount(store, shop, 'SHIPS', {
    kind: 'free-shipping',
    value: { percentage: 1 },
    destination: { countries: ['US'], restOfWorld: false, maximumPrice: null },
  });
  const shopper = newShopper();
  await shopper.post('/cart/add.js', { id: variantIn(shop, 'enamel-mug', 'Cream').id, quantity: 3 });
  const left = await shopper.post('/cart', new URLSearchParams({ checkout: '' }));
  const path = (await shopper.get(left.location)).location;
  const seen = (text: string, what: string) => new RegExp(`data-${what}>([^<]+)<`).exec(text)?.[1];
  const apply = async (discount: string, countryCode = 'US') => {
    const form = new URLSearchParams({ discount, countryCode, intent: 'apply' });
    return (await shopper.follow(await shopper.post(path, form))).text;
  };
  const remove = (code: string) => shopper.post(path, new URLSearchParams({ intent: `remove:${code}` }));
  expect(seen((await shopper.get(path)).text, 'total')).toBe('$56.84');
  expect(seen(await apply('FREEMUG'), 'total')).toBe('$39.56');
  expect(seen(await apply('HALFMUG'), 'total')).toBe('$30.92');
  await remove('HALFMUG');
  const abroad = await apply('ships', 'DE');
  expect(abroad).toContain('SHIPS discount code isn’t available for the selected shipping address');
  const shipped = await apply('ships');
  expect([seen(shipped, 'total'), seen(shipped, 'shipping')]).toEqual(['$51.84', 'Free']);
});
