import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { COUNTRIES } from '#app/countries.ts';
import { RANKED_SIGNAL_KINDS } from '#app/domain/facts.ts';
import type { CodeTerms, DiscountValue, OrderlessValue, RewardValue } from '#app/domain/benefit.ts';
import { defaultRules, type ProgramRules, programRulesSchema } from '#app/domain/program.ts';
import { RISK_CHECK_CODES, RISK_CHECK_TRAITS } from '#app/domain/risk/codes.ts';
import { exampleOf, usualSpend } from '#app/program-example.ts';
import { foldsWith } from '#app/components/program/fold-fields.ts';
import { formOf, type ProgramForm, programFormSchema } from '#app/program-form.ts';
import { presetFields, STRICTNESSES, strictnessOf } from '#app/program-presets.ts';
import { readForm } from '#app/read-program-form.ts';

const dollars = defaultRules('USD');
const read = (changes: Partial<ProgramForm>, currency = 'USD') => readForm({ ...formOf(dollars), ...changes }, currency);
const valued = (changes: Partial<ProgramForm['offerValue']>) => ({ ...formOf(dollars).offerValue, ...changes });

const dinars: ProgramRules = {
  ...defaultRules('KWD'),
  live: true,
  attribution: { ...dollars.attribution, touch: 'first', newCustomersOnly: false, minimumSubtotalMinor: '12345' },
  offer: { ...dollars.offer, value: { kind: 'fixed-amount', minor: '1500' }, minimumSubtotalMinor: '20000' },
  reward: {
    ...dollars.reward,
    ...{ value: { kind: 'percentage', basisPoints: 1250 }, minimumSubtotalMinor: '0', waitingDays: 0, validDays: null },
  },
};

const minor = fc.bigInt({ min: 0n, max: 999_999_999_999n }).map(String);
const value: fc.Arbitrary<DiscountValue> = fc.oneof(
  fc.record({ kind: fc.constant('percentage' as const), basisPoints: fc.integer({ min: 1, max: 10_000 }) }),
  fc.record({ kind: fc.constant('fixed-amount' as const), minor: fc.bigInt({ min: 1n, max: 999_999_999_999n }).map(String) }),
);
const positive = fc.bigInt({ min: 1n, max: 999_999_999_999n }).map(String);
const goods = fc.uniqueArray(fc.bigInt({ min: 1n, max: 99_999_999_999_999_999_999n }).map(String), {
  minLength: 1,
  maxLength: 6,
});
const orderless: fc.Arbitrary<OrderlessValue> = fc.oneof(
  value,
  fc.constant({ kind: 'free-shipping' as const }),
  fc.record({
    kind: fc.constant('free-product' as const),
    productIds: goods,
    quantity: fc.integer({ min: 1, max: 100 }),
    spendMinor: positive,
    buys: fc.record({ of: fc.constantFrom('products' as const, 'collections' as const), ids: goods }),
  }),
  fc.record({ kind: fc.constantFrom('store-credit' as const, 'gift-card' as const), minor: positive }),
);
const rewardValue: fc.Arbitrary<RewardValue> = fc.oneof(
  orderless,
  fc.record({
    kind: fc.constant('order-share' as const),
    basisPoints: fc.integer({ min: 1, max: 10_000 }),
    capMinor: fc.option(positive),
    as: fc.constantFrom('store-credit' as const, 'gift-card' as const),
  }),
);
const terms: fc.Arbitrary<CodeTerms> = fc
  .record({
    on: fc.oneof(
      fc.constant({ of: 'order' as const }),
      fc.record({ of: fc.constantFrom('products' as const, 'collections' as const), ids: goods }),
    ),
    combinesWith: fc.record({ order: fc.boolean(), product: fc.boolean(), shipping: fc.boolean() }),
    oncePerCustomer: fc.boolean(),
    purchases: fc.constantFrom('one-time' as const, 'subscriptions' as const, 'both' as const),
    bills: fc.option(fc.integer({ min: 1, max: 120 })),
  })
  .map((all) => (all.purchases === 'one-time' ? { ...all, bills: 1 } : all)); // bills are those of subscriptions
const rising = (max: number) =>
  fc.uniqueArray(fc.integer({ min: 1, max }), { maxLength: 5 }).map((all) => all.sort((a, b) => a - b));
const tiers: fc.Arbitrary<ProgramRules['reward']['tiers']> = fc.option(
  fc.record({
    by: fc.constantFrom('referrals' as const, 'revenue' as const),
    days: fc.option(fc.integer({ min: 1, max: 3650 })),
    keeps: fc.boolean(),
    steps: rising(999_999)
      .filter((all) => all.length > 0)
      .chain((all) => fc.tuple(...all.map((from) => rewardValue.map((earned) => ({ from: String(from), value: earned }))))),
  }),
);
const milestones = rising(10_000).chain((all) =>
  fc.tuple(...all.map((at) => orderless.map((earned) => ({ at, value: earned })))),
);
const between = (min: number, max: number) => fc.integer({ min, max });
const listOf = <Item>(item: fc.Arbitrary<Item>, minLength: number) => fc.uniqueArray(item, { minLength, maxLength: 8 });
const modes = fc.constantFrom('all' as const, 'only' as const, 'except' as const);
const choiceOf = <Item>(item: fc.Arbitrary<Item>) =>
  modes.chain((mode) => fc.record({ mode: fc.constant(mode), values: listOf(item, mode === 'all' ? 0 : 1) }));
const numericId = fc.bigInt({ min: 0n, max: 99_999_999_999_999_999_999n }).map(String);
// A tag has no comma and no line break in Shopify either.
const tag = fc.stringMatching(/^[a-z0-9éß][a-z0-9éß _:'-]{0,20}[a-z0-9]$/).map((text) => text.toLowerCase());
const host = fc.stringMatching(/^[a-z0-9]{1,12}\.[a-z]{2,8}$/);
const yesOrNo = fc.boolean();

/** Any rules that a merchant can have. */
const anyRules: fc.Arbitrary<ProgramRules> = fc.record({
  live: yesOrNo,
  currency: fc.constantFrom('USD', 'JPY', 'KWD', 'CLF'),
  attribution: fc.record({
    windowDays: between(1, 365),
    touch: fc.constantFrom('first' as const, 'last' as const),
    precedence: fc.shuffledSubarray([...RANKED_SIGNAL_KINDS], { minLength: RANKED_SIGNAL_KINDS.length }),
    newCustomersOnly: yesOrNo,
    oneCreditPerFriend: yesOrNo,
    minimumSubtotalMinor: minor,
    minimumOf: fc.constantFrom('after-discounts' as const, 'before-discounts' as const),
    countsGiftCards: yesOrNo,
    countsTax: yesOrNo,
  }),
  eligibility: fc.record({
    products: fc
      .record({ mode: modes, productIds: listOf(numericId, 0), collectionIds: listOf(numericId, 0), tags: listOf(tag, 0) })
      .filter(
        ({ mode, productIds, collectionIds, tags }) =>
          mode === 'all' || productIds.length + collectionIds.length + tags.length > 0,
      ),
    channels: choiceOf(fc.constantFrom('web', 'subscription_contract', '580111', 'Draft desk, north')),
    countries: choiceOf(fc.constantFrom(...COUNTRIES)),
    renewals: between(0, 120),
    drafts: yesOrNo,
    pointOfSale: yesOrNo,
    testOrders: yesOrNo,
  }),
  risk: fc.record({
    checks: fc.record(
      Object.fromEntries(
        RISK_CHECK_CODES.map((code) => [
          code,
          fc.record({
            grade: fc.constantFrom(
              ...(['off', 'note', 'review'] as const),
              ...(RISK_CHECK_TRAITS[code].most === 'refuse' ? (['refuse'] as const) : []),
            ),
            weight: between(0, 100),
          }),
        ]),
      ),
    ) as fc.Arbitrary<ProgramRules['risk']['checks']>,
    reviewFrom: fc.option(between(1, 1000)),
    refuseFrom: fc.option(between(1, 1000)),
    unlooked: fc.record({ after: between(1, 90), then: fc.constantFrom('approve' as const, 'refuse' as const, 'wait' as const) }),
    advocatePerDay: between(1, 10_000),
    advocatePer30Days: between(1, 100_000),
    networkPerWeek: between(1, 10_000),
    leakClaimsPerHour: between(2, 10_000),
    bannedReferrers: listOf(host, 0),
  }),
  signUps: fc.record({ credited: yesOrNo, value: orderless, waitingDays: between(0, 120) }),
  sharing: fc.record({ codeChoices: between(0, 20) }),
  offer: fc.record({
    value: rewardValue,
    mode: fc.constantFrom('single-use' as const, 'shared' as const),
    terms,
    minimumSubtotalMinor: minor,
    validDays: between(1, 365),
    claimsPerLinkPerDay: between(1, 1000),
  }),
  reward: fc.record({
    value: rewardValue,
    minimumSubtotalMinor: minor,
    waitingDays: between(0, 120),
    validDays: fc.option(between(1, 1095)),
    terms,
    codes: fc.constantFrom('pool' as const, 'locked' as const),
    tiers,
    milestones,
    inCurrencies: fc
      .uniqueArray(fc.constantFrom('EUR', 'GBP', 'BHD', 'KRW'), { maxLength: 4 })
      .chain((all) => fc.tuple(...all.map((currency) => positive.map((amount) => ({ currency, minor: amount }))))),
    waitsFrom: fc.constantFrom('paid' as const, 'fulfilled' as const, 'delivered' as const, 'returnable' as const),
    returnWindowDays: between(1, 365),
    assumedDeliveryDays: between(1, 90),
    partialRefunds: fc.constantFrom('keep' as const, 'proportional' as const),
    notify: fc.constantFrom('shopify' as const, 'app' as const, 'none' as const),
    caps: fc.record({
      perAdvocate: fc.option(fc.record({ rewards: between(1, 100_000), days: between(1, 3650) })),
      programMonthMinor: fc.option(positive),
      mostShareBasisPoints: fc.option(fc.constant(10_000)),
    }),
    clawsBackGiftCards: yesOrNo,
  }),
});

describe('the program as a form', () => {
  test.each([dollars, dinars, defaultRules('JPY')])('rules shown and read again are the same: $currency', (rules) => {
    expect(readForm(formOf(rules), rules.currency)).toEqual({ rules });
  });

  test('any rules, shown in the form and read back, are the same: nothing is lost on the way', () => {
    fc.assert(
      fc.property(anyRules, (rules) => {
        expect(programRulesSchema.parse(rules)).toEqual(rules);
        const form = formOf(rules);
        expect(programFormSchema.parse(form)).toEqual(form);
        expect(readForm(form, rules.currency)).toEqual({ rules });
      }),
      { numRuns: 300 },
    );
  });

  test('decimals are read as people write them, and what could mean two amounts is refused', () => {
    expect(read({ minimumSubtotal: ' 12,50 ', offerValue: valued({ percent: '7,5' }) })).toMatchObject({
      rules: { attribution: { minimumSubtotalMinor: '1250' }, offer: { value: { basisPoints: 750 } } },
    });
    expect(read({ minimumSubtotal: '1,000' })).toEqual({ problems: { minimumSubtotal: { problem: 'amount', currency: 'USD' } } });
    expect(read({ minimumSubtotal: '1.000' })).toMatchObject({ rules: { attribution: { minimumSubtotalMinor: '100' } } });
    for (const text of ['-5', '5 USD', '1e3', 'NaN', '0x10', '99999999999'])
      expect(read({ minimumSubtotal: text }), text).toHaveProperty('problems');
  });

  test.each([
    ['windowDays', '0'],
    ['windowDays', '366'],
    ['windowDays', '3.5'],
    ['rewardWaitingDays', '121'],
    ['rewardValidDays', ''],
    ['claimsPerLinkPerDay', '1001'],
    ['renewals', '121'],
    ['renewals', '-1'],
    ['reviewFrom', '0'],
    ['refuseFrom', '1001'],
    ['advocatePerDay', '0'],
    ['advocatePer30Days', '100001'],
    ['networkPerWeek', '10001'],
    ['leakClaimsPerHour', '1'],
  ] as const)('%s is not "%s"', (field, value) => {
    expect(read({ [field]: value })).toEqual({ problems: { [field]: expect.objectContaining({ problem: 'range' }) } });
  });

  test('a discount of nothing is no offer', () => {
    expect(read({ offerValue: valued({ kind: 'fixed-amount', amount: '0.00' }) })).toEqual({
      problems: { 'offerValue.amount': { problem: 'positive' } },
    });
    expect(read({ offerValue: valued({ kind: 'fixed-amount', amount: '' }) })).toEqual({
      problems: { 'offerValue.amount': { problem: 'amount', currency: 'USD' } },
    });
  });

  test('fields that the choice does not show are not judged', () => {
    expect(
      read({ offerValue: valued({ kind: 'percentage', amount: 'x' }), rewardExpires: false, rewardValidDays: 'x' }),
    ).toMatchObject({
      rules: { reward: { validDays: null } },
    });
  });

  test('what only another choice would show is judged once it shows', () => {
    const hidden = {
      signUpWaitingDays: '121',
      signUpValue: valued({ percent: 'x' }),
      unlookedAfter: '91',
      productIds: 'tea',
      countries: ['XYZ'],
    };
    expect(read(hidden)).toMatchObject({ rules: { signUps: { credited: false }, eligibility: { products: { mode: 'all' } } } });
    expect(
      read({ ...hidden, signUpsCredited: true, unlookedThen: 'refuse', productsMode: 'only', countriesMode: 'except' }),
    ).toEqual({
      problems: {
        signUpWaitingDays: { problem: 'range', min: 0, max: 120 },
        'signUpValue.percent': { problem: 'range', min: 0.01, max: 100 },
        unlookedAfter: { problem: 'range', min: 1, max: 90 },
        productIds: { problem: 'entry', entry: 'tea' },
        countries: { problem: 'entry', entry: 'XYZ' },
      },
    });
  });

  test('only these, and none of them, is no choice', () => {
    expect(read({ productsMode: 'only', channelsMode: 'except', countriesMode: 'only', channelNames: ' \n ' })).toEqual({
      problems: {
        productIds: { problem: 'empty' },
        channelNames: { problem: 'empty' },
        countries: { problem: 'empty' },
      },
    });
  });

  test('lists are read as people paste them', () => {
    const pasted = {
      productsMode: 'only',
      productIds: '632910392, gid://shopify/Product/11\nhttps://admin.shopify.com/store/hill/products/12?ref=a  632910392',
      collectionIds: 'https://admin.shopify.com/store/hill/collections/9',
      productTags: 'Gift Set, TEA\n\n tea ',
      bannedReferrers: 'https://www.Coupons.example/deals?x=1\ncoupons.example, deals.example.',
    } as const;
    expect(read(pasted)).toMatchObject({
      rules: {
        eligibility: { products: { productIds: ['632910392', '11', '12'], collectionIds: ['9'], tags: ['gift set', 'tea'] } },
        risk: { bannedReferrers: ['coupons.example', 'deals.example'] },
      },
    });
    expect(read({ bannedReferrers: 'not a host' })).toEqual({
      problems: { bannedReferrers: { problem: 'entry', entry: 'not' } },
    });
    expect(read({ productsMode: 'only', productIds: 'gid://shopify/Collection/9' })).toHaveProperty('problems.productIds');
    const many = Array.from({ length: 251 }, (_, index) => index).join(' ');
    expect(read({ productsMode: 'only', productIds: many })).toEqual({
      problems: { productIds: { problem: 'entries', most: 250 } },
    });
  });

  test.each(RISK_CHECK_CODES)('the points of %s are 0 to 100', (code) => {
    const { checks } = formOf(dollars);
    const withWeight = (weight: string) => read({ checks: { ...checks, [code]: { ...checks[code], weight } } });
    expect(withWeight('101')).toEqual({ problems: { [`check:${code}`]: { problem: 'range', min: 0, max: 100 } } });
    expect(withWeight('0')).toMatchObject({ rules: { risk: { checks: { [code]: { weight: 0 } } } } });
  });

  test('a form whose evidence is not each kind once is none', () => {
    const form = formOf(dollars);
    const twice = [...form.precedence.slice(1), form.precedence[1]];
    expect(programFormSchema.safeParse({ ...form, precedence: twice }).success).toBe(false);
    expect(programFormSchema.safeParse({ ...form, precedence: form.precedence.slice(1) }).success).toBe(false);
  });

  test('a strength sets what each check does, and is known again; any change makes it the merchant’s own', () => {
    expect(strictnessOf(formOf(dollars))).toBe('balanced');
    for (const strictness of STRICTNESSES) {
      const form = { ...formOf(dollars), ...presetFields(strictness) };
      expect(strictnessOf(form)).toBe(strictness);
      expect(readForm(form, 'USD')).toHaveProperty('rules');
      expect(strictnessOf({ ...form, reviewFrom: '61' })).toBeNull();
    }
  });

  test.each(['0', '100.01', '10.005', 'x'])('a percentage of %s is refused beside its field', (percent) => {
    expect(read({ offerValue: valued({ percent }) })).toMatchObject({ problems: { 'offerValue.percent': { problem: 'range' } } });
  });

  test('steps and bonuses must rise, currencies be known and named once, free products be named', () => {
    const earned = valued({ kind: 'store-credit', amount: '5' });
    const answer = read({
      tiersBy: 'referrals',
      tierSteps: [
        { from: '5', value: earned },
        { from: '5', value: valued({ kind: 'free-product', products: '', spend: '10' }) },
      ],
      milestones: [
        { at: '10', value: earned },
        { at: '3', value: earned },
      ],
      currencyAmounts: [
        { currency: 'EUR', amount: '5' },
        { currency: 'eur', amount: '6' },
        { currency: 'USD', amount: '6' },
        { currency: 'XQQ', amount: '6' },
      ],
    });
    expect('problems' in answer && Object.keys(answer.problems).sort()).toEqual([
      ...[
        'currency1.currency',
        'currency2.currency',
        'currency3.currency',
        'milestone1.at',
        'tier1.buys',
        'tier1.from',
        'tier1.products',
      ],
    ]);
    expect(answer).toMatchObject({
      problems: {
        'currency1.currency': { problem: 'repeated' },
        'currency2.currency': { problem: 'own' },
        'currency3.currency': { problem: 'currency' },
      },
    });
    expect('problems' in answer && foldsWith(answer.problems)).toEqual(['tiers', 'milestones', 'currencies']);
  });

  test('terms are judged where a code of theirs shows them, whichever promise it is of', () => {
    const terms = { ...formOf(dollars).rewardTerms, on: 'products' as const, ids: '', purchases: 'both' as const, bills: 'x' };
    const credit = valued({ kind: 'store-credit', amount: '5' });
    const wrong = { 'rewardTerms.ids': { problem: 'none' }, 'rewardTerms.bills': { problem: 'range', min: 1, max: 120 } };
    expect(read({ rewardTerms: terms })).toEqual({ problems: wrong });
    expect(read({ rewardTerms: terms, rewardValue: credit })).toMatchObject({
      rules: { reward: { terms: { on: { of: 'order' } } } },
    });
    expect(read({ rewardTerms: terms, rewardValue: valued({ kind: 'free-shipping' }) })).toEqual({
      problems: { 'rewardTerms.bills': wrong['rewardTerms.bills'] },
    });
    const bonus = [{ at: '5', value: valued({}) }];
    expect(read({ rewardTerms: terms, rewardValue: credit, milestones: bonus })).toEqual({ problems: wrong });
    expect(read({ offerTerms: { ...terms, ids: 'tea' } })).toMatchObject({
      problems: { 'offerTerms.ids': { problem: 'entry', entry: 'tea' } },
    });
  });

  test('more products than Shopify takes for one discount are refused', () => {
    const products = Array.from({ length: 101 }, (_, index) => String(index + 1)).join('\n');
    const value = valued({ kind: 'free-product', products, spend: '10', buysOf: 'collections', buys: '7' });
    expect(read({ offerValue: value })).toEqual({ problems: { 'offerValue.products': { problem: 'entries', most: 100 } } });
  });

  test('a share of the order above the largest allowed share is refused', () => {
    const share = valued({ kind: 'order-share', percent: '30' });
    expect(read({ capShare: '20', rewardValue: share })).toEqual({
      problems: { 'rewardValue.percent': { problem: 'range', min: 0.01, max: 20 } },
    });
    expect(read({ capShare: '30', rewardValue: share })).toHaveProperty('rules');
  });

  test('what is wrong is found in its fold', () => {
    const wrong = read({
      advocatePerDay: '0',
      reviewFrom: 'x',
      windowDays: '0',
      checks: { ...formOf(dollars).checks, ring: { grade: 'note', weight: '' } },
    });
    expect('problems' in wrong && foldsWith(wrong.problems)).toEqual(['checks', 'review', 'limits']);
  });
});

describe('the example beside the form', () => {
  const now = Date.parse('2026-11-22T12:00:00Z');
  const money = (minor: bigint, currency = 'USD') => ({ minor, currency });

  test('tells what the friend saves and when the advocate earns', () => {
    expect(exampleOf(dollars, money(8000n), now)).toEqual({
      offered: true,
      friendReward: null,
      saves: money(800n),
      pays: money(7200n),
      reward: {
        value: { kind: 'percentage', basisPoints: 1000 },
        currency: 'USD',
        dueAt: Date.parse('2026-12-06T12:00:00Z'),
        ledgerAmount: money(720n),
        ...{ capMinor: null, tierFrom: null },
      },
      unrewarded: null,
    });
  });

  test('below the minimum of the offer nothing is saved; below that of the rules nothing is earned', () => {
    expect(exampleOf(dinars, money(19_999n, 'KWD'), now)).toMatchObject({
      ...{ saves: null, pays: money(19_999n, 'KWD'), reward: { dueAt: now } },
    });
    expect(exampleOf(dinars, money(12_344n, 'KWD'), now)).toMatchObject({ reward: null, unrewarded: 'minimum' });
  });

  test('the offer counts before the smallest order that is credited is judged', () => {
    const rules = { ...dollars, attribution: { ...dollars.attribution, minimumSubtotalMinor: '8000' } };
    expect(exampleOf(rules, money(8000n), now)).toMatchObject({ reward: null, unrewarded: 'minimum' });
  });

  test('an offer larger than the cart takes no more than the cart', () => {
    const rules: ProgramRules = { ...dollars, offer: { ...dollars.offer, value: { kind: 'fixed-amount', minor: '10000' } } };
    expect(exampleOf(rules, money(4000n), now)).toMatchObject({ saves: money(4000n), pays: money(0n) });
  });

  test('an offer that is paid out takes nothing off and is promised beside the reward', () => {
    const value = { kind: 'order-share' as const, basisPoints: 500, capMinor: '300', as: 'store-credit' as const };
    const rules: ProgramRules = { ...dollars, offer: { ...dollars.offer, value, minimumSubtotalMinor: '5000' } };
    expect(exampleOf(rules, money(8000n), now)).toMatchObject({
      ...{ offered: true, saves: null, pays: money(8000n), friendReward: { value: { kind: 'store-credit', minor: '300' } } },
    });
    expect(exampleOf(rules, money(4999n), now)).toMatchObject({ offered: false, friendReward: null });
  });

  test('a free product is offered from what is to be spent, or the smallest order where that is more', () => {
    const value = { kind: 'free-product' as const, productIds: ['1'], quantity: 1, spendMinor: '5000', buys: null };
    const rules: ProgramRules = { ...dollars, offer: { ...dollars.offer, value } };
    expect(exampleOf(rules, money(4999n), now)).toMatchObject({ offered: false });
    expect(exampleOf(rules, money(5000n), now)).toMatchObject({ offered: true, saves: null });
    const more = { ...rules, offer: { ...rules.offer, minimumSubtotalMinor: '6000' } };
    expect(exampleOf(more, money(5000n), now)).toMatchObject({ offered: false });
  });

  test('tells of the advocate’s first friend: only a step from the first on is reached', () => {
    const steps = (from: string) => [{ from, value: { kind: 'store-credit' as const, minor: '1500' } }];
    const rewardOf = (from: string) => {
      const tiers = { by: 'referrals' as const, days: 90, keeps: false, steps: steps(from) };
      return exampleOf({ ...dollars, reward: { ...dollars.reward, tiers } }, money(8000n), now).reward?.value.kind;
    };
    expect([rewardOf('1'), rewardOf('2')]).toEqual(['store-credit', 'percentage']);
  });

  test('the usual cart suits the currency', () => {
    expect([usualSpend('USD'), usualSpend('JPY'), usualSpend('KWD')]).toEqual(['80', '8000', '80']);
  });
});
