import { expect, test } from 'vitest';
import { RANKED_SIGNAL_KINDS } from '#app/domain/facts.ts';
import { defaultRules, programRulesSchema } from '#app/domain/program.ts';
import { RISK_CHECK_CODES, RISK_CHECK_TRAITS, type RiskCheckCode } from '#app/domain/risk/codes.ts';

const base = defaultRules('USD');
const accepts = (changed: unknown) => programRulesSchema.safeParse(changed).success;
const attribution = (changes: Record<string, unknown>) => accepts({ ...base, attribution: { ...base.attribution, ...changes } });
const eligibility = (changes: Record<string, unknown>) => accepts({ ...base, eligibility: { ...base.eligibility, ...changes } });
const risk = (changes: Record<string, unknown>) => accepts({ ...base, risk: { ...base.risk, ...changes } });
const check = (code: RiskCheckCode, grading: Record<string, unknown>) =>
  risk({ checks: { ...base.risk.checks, [code]: { ...base.risk.checks[code], ...grading } } });

const once = {
  ...{ on: { of: 'order' }, combinesWith: { order: false, product: false, shipping: true } },
  ...{ oncePerCustomer: true, purchases: 'one-time', bills: 1 },
};

test('a new program: not live, new customers, thirty days, last touch, every first-start grade', () => {
  expect(base).toEqual({
    live: false,
    currency: 'USD',
    attribution: {
      ...{ windowDays: 30, touch: 'last', newCustomersOnly: true, oneCreditPerFriend: true, minimumSubtotalMinor: '0' },
      ...{ precedence: RANKED_SIGNAL_KINDS, minimumOf: 'after-discounts', countsGiftCards: false, countsTax: true },
    },
    eligibility: {
      products: { mode: 'all', productIds: [], collectionIds: [], tags: [] },
      channels: { mode: 'all', values: [] },
      countries: { mode: 'all', values: [] },
      ...{ renewals: 0, drafts: false, pointOfSale: true, testOrders: false },
    },
    risk: {
      checks: Object.fromEntries(RISK_CHECK_CODES.map((code) => [code, RISK_CHECK_TRAITS[code].start])),
      ...{ reviewFrom: 60, refuseFrom: 100, unlooked: { after: 14, then: 'wait' } },
      ...{ advocatePerDay: 5, advocatePer30Days: 30, networkPerWeek: 5, leakClaimsPerHour: 15, bannedReferrers: [] },
    },
    signUps: { credited: false, value: { kind: 'percentage', basisPoints: 500 }, waitingDays: 7 },
    sharing: { codeChoices: 0 },
    offer: {
      ...{ value: { kind: 'percentage', basisPoints: 1000 }, minimumSubtotalMinor: '0', validDays: 30, claimsPerLinkPerDay: 50 },
      ...{ mode: 'single-use', terms: once },
    },
    reward: {
      ...{ value: { kind: 'percentage', basisPoints: 1000 }, minimumSubtotalMinor: '0', waitingDays: 14, validDays: 365 },
      ...{ caps: { perAdvocate: null, programMonthMinor: null, mostShareBasisPoints: null }, clawsBackGiftCards: false },
      ...{ terms: once, codes: 'pool', tiers: null, milestones: [], inCurrencies: [], notify: 'shopify' },
      ...{ waitsFrom: 'paid', returnWindowDays: 30, assumedDeliveryDays: 10, partialRefunds: 'keep' },
    },
  });
});

test('a version from before these rules existed reads as it was meant', () => {
  const { eligibility: _eligibility, risk: _risk, signUps: _signUps, sharing: _sharing, ...old } = base;
  const { precedence: _p, minimumOf: _m, countsGiftCards: _g, countsTax: _t, ...oldAttribution } = base.attribution;
  const { value, minimumSubtotalMinor, waitingDays, validDays } = base.reward;
  const { mode: _mode, terms: _terms, ...oldOffer } = base.offer;
  const oldReward = { value, minimumSubtotalMinor, waitingDays, validDays };
  expect(programRulesSchema.parse({ ...old, attribution: oldAttribution, offer: oldOffer, reward: oldReward })).toEqual(base);
});

test('every kind of evidence is ranked exactly once', () => {
  expect(attribution({ precedence: RANKED_SIGNAL_KINDS.toReversed() })).toBe(true);
  expect(attribution({ precedence: RANKED_SIGNAL_KINDS.slice(1) })).toBe(false);
  expect(attribution({ precedence: [...RANKED_SIGNAL_KINDS.slice(1), RANKED_SIGNAL_KINDS[1]] })).toBe(false);
  expect(attribution({ precedence: [...RANKED_SIGNAL_KINDS, RANKED_SIGNAL_KINDS[0]] })).toBe(false);
  expect(attribution({ precedence: ['merchant', ...RANKED_SIGNAL_KINDS.slice(1)] })).toBe(false);
});

test.each(RISK_CHECK_CODES)('the check %s starts with a grade that it may have, and refuses only where it may', (code) => {
  const { most, start, volatile } = RISK_CHECK_TRAITS[code];
  expect(check(code, { grade: 'refuse' })).toBe(most === 'refuse');
  expect(check(code, { grade: 'review' })).toBe(true);
  expect(check(code, { grade: 'off', weight: 0 })).toBe(true);
  expect(most === 'review' && start.grade === 'refuse').toBe(false);
  if (volatile) expect(most).toBe('review');
});

test('what households, travellers and Shopify’s second thoughts cause refuses nobody', () => {
  const harmless = RISK_CHECK_CODES.filter((code) => RISK_CHECK_TRAITS[code].most === 'review');
  expect(harmless).toEqual(['same-network', 'same-device', 'network-velocity', 'shopify-risk', 'dispute']);
  expect(RISK_CHECK_CODES.filter((code) => RISK_CHECK_TRAITS[code].volatile)).toEqual(['shopify-risk', 'dispute']);
});

test('a new program refuses nobody by what a household shares, all together', () => {
  const shared: RiskCheckCode[] = ['same-address', 'same-network', 'same-device'];
  const points = shared.map((code) => base.risk.checks[code].weight).reduce((sum, weight) => sum + weight, 0);
  expect(shared.map((code) => base.risk.checks[code].grade)).toEqual(['note', 'note', 'note']);
  expect(points).toBeLessThan(base.risk.refuseFrom ?? 0);
});

test.each<[string, (changes: Record<string, unknown>) => boolean, string, unknown[], unknown[]]>([
  ['window', attribution, 'windowDays', [1, 365], [0, 366, 1.5, '30']],
  ['minimum', attribution, 'minimumSubtotalMinor', ['0', '9'.repeat(12)], ['', '-1', '1.5', '9'.repeat(13), 5]],
  ['renewals', eligibility, 'renewals', [0, 120], [-1, 121]],
  ['look from', risk, 'reviewFrom', [null, 1, 1000], [0, 1001]],
  ['refuse from', risk, 'refuseFrom', [null, 1, 1000], [0, 1001]],
  ['credits a day', risk, 'advocatePerDay', [1, 10_000], [0, 10_001]],
  ['credits in 30 days', risk, 'advocatePer30Days', [1, 100_000], [0, 100_001]],
  ['credits of a network', risk, 'networkPerWeek', [1, 10_000], [0, 10_001]],
  ['claims an hour', risk, 'leakClaimsPerHour', [2, 10_000], [1, 10_001]],
  [
    'unlooked',
    risk,
    'unlooked',
    [
      { after: 1, then: 'approve' },
      { after: 90, then: 'refuse' },
    ],
    [
      { after: 0, then: 'wait' },
      { after: 91, then: 'wait' },
      { after: 5, then: 'panic' },
    ],
  ],
  [
    'banned hosts',
    risk,
    'bannedReferrers',
    [['a'], ['a'.repeat(253)], Array.from({ length: 250 }, () => 'a')],
    [[''], ['a'.repeat(254)], Array.from({ length: 251 }, () => 'a')],
  ],
  [
    'countries',
    eligibility,
    'countries',
    [{ mode: 'only', values: ['US'] }],
    [
      { mode: 'only', values: ['us'] },
      { mode: 'only', values: ['USA'] },
      { mode: 'some', values: [] },
      { mode: 'only', values: Array.from({ length: 251 }, () => 'US') },
    ],
  ],
  [
    'channels',
    eligibility,
    'channels',
    [{ mode: 'except', values: ['w', 'w'.repeat(64)] }],
    [
      { mode: 'except', values: [''] },
      { mode: 'except', values: ['w'.repeat(65)] },
    ],
  ],
])('%s: the smallest and the largest are accepted, what lies beyond is not', (_what, accept, key, good, bad) => {
  for (const value of good) expect([value, accept({ [key]: value })]).toEqual([value, true]);
  for (const value of bad) expect([value, accept({ [key]: value })]).toEqual([value, false]);
});

test('weights go from 0 to 100', () => {
  expect([0, 100, -1, 101, 0.5].map((weight) => check('ring', { weight }))).toEqual([true, true, false, false, false]);
});

test('products are chosen by numeric ids and lower-case tags of Shopify’s lengths', () => {
  const products = (changes: Record<string, unknown>) =>
    eligibility({ products: { ...base.eligibility.products, mode: 'only', ...changes } });
  expect(products({ productIds: ['1', '9'.repeat(20)], collectionIds: ['7'], tags: ['a', 'b'.repeat(255)] })).toBe(true);
  for (const id of ['', 'gid://shopify/Product/1', '9'.repeat(21), '-1']) {
    expect([products({ productIds: [id] }), products({ collectionIds: [id] })]).toEqual([false, false]);
  }
  expect(products({ tags: [''] })).toBe(false);
  expect(products({ tags: ['b'.repeat(256)] })).toBe(false);
  for (const list of ['productIds', 'collectionIds', 'tags']) {
    expect(products({ [list]: Array.from({ length: 250 }, () => '1') })).toBe(true);
    expect(products({ [list]: Array.from({ length: 251 }, () => '1') })).toBe(false);
  }
});

test('a discount takes off something, and a percentage at most everything', () => {
  const reward = (value: unknown) => accepts({ ...base, reward: { ...base.reward, value } });
  expect([1, 10_000, 0, 10_001].map((basisPoints) => reward({ kind: 'percentage', basisPoints }))).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect(['1', '0', '-1', ''].map((minor) => reward({ kind: 'fixed-amount', minor }))).toEqual([true, false, false, false]);
});

test('waiting and validity have their ends', () => {
  const reward = (changes: Record<string, unknown>) => accepts({ ...base, reward: { ...base.reward, ...changes } });
  expect([0, 120, -1, 121].map((waitingDays) => reward({ waitingDays }))).toEqual([true, true, false, false]);
  expect([null, 1, 1095, 0, 1096].map((validDays) => reward({ validDays }))).toEqual([true, true, true, false, false]);
  const offer = (changes: Record<string, unknown>) => accepts({ ...base, offer: { ...base.offer, ...changes } });
  expect([1, 365, 0, 366].map((validDays) => offer({ validDays }))).toEqual([true, true, false, false]);
  expect([1, 1000, 0, 1001].map((claimsPerLinkPerDay) => offer({ claimsPerLinkPerDay }))).toEqual([true, true, false, false]);
  const signUps = (waitingDays: number) => accepts({ ...base, signUps: { ...base.signUps, waitingDays } });
  expect([0, 120, -1, 121].map(signUps)).toEqual([true, true, false, false]);
  expect(['USD', 'US', 'USDT'].map((currency) => accepts({ ...base, currency }))).toEqual([true, false, false]);
});
