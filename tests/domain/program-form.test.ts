import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { COUNTRIES } from '#app/countries.ts';
import { RANKED_SIGNAL_KINDS } from '#app/domain/facts.ts';
import type { DiscountValue, RewardValue } from '#app/domain/benefit.ts';
import { defaultRules, type ProgramRules, programRulesSchema } from '#app/domain/program.ts';
import { RISK_CHECK_CODES, RISK_CHECK_TRAITS } from '#app/domain/risk/codes.ts';
import { exampleOf, usualSpend } from '#app/program-example.ts';
import { foldsWith } from '#app/components/program/fold-fields.ts';
import { formOf, type ProgramForm, programFormSchema } from '#app/program-form.ts';
import { presetFields, STRICTNESSES, strictnessOf } from '#app/program-presets.ts';
import { readForm } from '#app/read-program-form.ts';

const dollars = defaultRules('USD');
const read = (changes: Partial<ProgramForm>, currency = 'USD') => readForm({ ...formOf(dollars), ...changes }, currency);

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
const rewardValue: fc.Arbitrary<RewardValue> = fc.oneof(
  value,
  fc.constant({ kind: 'free-shipping' as const }),
  fc.record({ kind: fc.constantFrom('store-credit' as const, 'gift-card' as const), minor: positive }),
  fc.record({
    kind: fc.constant('order-share' as const),
    basisPoints: fc.integer({ min: 1, max: 10_000 }),
    capMinor: fc.option(positive),
    as: fc.constantFrom('store-credit' as const, 'gift-card' as const),
  }),
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
  signUps: fc.record({ credited: yesOrNo, value, waitingDays: between(0, 120) }),
  offer: fc.record({ value, minimumSubtotalMinor: minor, validDays: between(1, 365), claimsPerLinkPerDay: between(1, 1000) }),
  reward: fc.record({
    value: rewardValue,
    minimumSubtotalMinor: minor,
    waitingDays: between(0, 120),
    validDays: fc.option(between(1, 1095)),
    caps: fc.record({
      perAdvocate: fc.option(fc.record({ rewards: between(1, 100_000), days: between(1, 3650) })),
      programMonthMinor: fc.option(positive),
      mostShareBasisPoints: fc.option(between(1, 10_000)),
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
    expect(read({ minimumSubtotal: ' 12,50 ', offerPercent: '7,5' })).toMatchObject({
      rules: { attribution: { minimumSubtotalMinor: '1250' }, offer: { value: { basisPoints: 750 } } },
    });
    expect(read({ minimumSubtotal: '1,000' })).toEqual({ problems: { minimumSubtotal: { problem: 'amount', currency: 'USD' } } });
    expect(read({ minimumSubtotal: '1.000' })).toMatchObject({ rules: { attribution: { minimumSubtotalMinor: '100' } } });
    for (const text of ['-5', '5 USD', '1e3', 'NaN', '0x10', '99999999999'])
      expect(read({ minimumSubtotal: text }), text).toHaveProperty('problems');
  });

  test.each([
    ['offerPercent', '0'],
    ['offerPercent', '100.01'],
    ['offerPercent', '10.005'],
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
    expect(read({ offerKind: 'fixed-amount', offerAmount: '0.00' })).toEqual({
      problems: { offerAmount: { problem: 'positive' } },
    });
    expect(read({ offerKind: 'fixed-amount', offerAmount: '' })).toEqual({
      problems: { offerAmount: { problem: 'amount', currency: 'USD' } },
    });
  });

  test('fields that the choice does not show are not judged', () => {
    expect(read({ offerKind: 'percentage', offerAmount: 'x', rewardExpires: false, rewardValidDays: 'x' })).toMatchObject({
      rules: { reward: { validDays: null } },
    });
  });

  test('what only another choice would show is judged once it shows', () => {
    const hidden = { signUpWaitingDays: '121', signUpPercent: 'x', unlookedAfter: '91', productIds: 'tea', countries: ['XYZ'] };
    expect(read(hidden)).toMatchObject({ rules: { signUps: { credited: false }, eligibility: { products: { mode: 'all' } } } });
    expect(
      read({ ...hidden, signUpsCredited: true, unlookedThen: 'refuse', productsMode: 'only', countriesMode: 'except' }),
    ).toEqual({
      problems: {
        signUpWaitingDays: { problem: 'range', min: 0, max: 120 },
        signUpPercent: { problem: 'range', min: 0.01, max: 100 },
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
      saves: money(800n),
      pays: money(7200n),
      reward: {
        value: { kind: 'percentage', basisPoints: 1000 },
        currency: 'USD',
        dueAt: Date.parse('2026-12-06T12:00:00Z'),
        ledgerAmount: money(720n),
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

  test('the usual cart suits the currency', () => {
    expect([usualSpend('USD'), usualSpend('JPY'), usualSpend('KWD')]).toEqual(['80', '8000', '80']);
  });
});
