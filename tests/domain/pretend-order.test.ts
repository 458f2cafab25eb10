import { describe, expect, test } from 'vitest';
import { decideAttribution } from '#app/domain/attribution.ts';
import { planRewards } from '#app/domain/rewards.ts';
import { SIGNAL_KINDS } from '#app/domain/facts.ts';
import { defaultRules, type ProgramRules } from '#app/domain/program.ts';
import { RISK_CHECK_CODES } from '#app/domain/risk/codes.ts';
import { readStoredFacts, storeFacts } from '#app/domain/stored-decision.ts';
import { factsOfPretend } from '#app/pretend-facts.ts';
import { exampleOrder, PRETEND_EXAMPLES, type PretendOrder, plainOrder } from '#app/pretend-order.ts';

const now = Date.UTC(2026, 10, 22, 12);
const rules: ProgramRules = { ...defaultRules('USD'), live: true };

function factsOf(order: PretendOrder, currency = 'USD') {
  const read = factsOfPretend(order, { currency, tiers: null }, now);
  if ('problems' in read) throw new Error(`cannot be read: ${read.problems.join(', ')}`);
  return read.facts;
}
const decide = (order: PretendOrder, by = rules) => decideAttribution(factsOf(order), by, 1);
const pretend = (changes: Partial<PretendOrder>) => decide({ ...plainOrder('80'), ...changes });

describe('ready examples', () => {
  test.each([
    ['ordinary', 'credited', 'credited', 'a'],
    ['household', 'review', 'in-review', 'a'],
    ['alias', 'not-credited', 'self-referral', null],
    ['leak', 'not-credited', 'score-refused', null],
    ['two-links', 'credited', 'credited', 'b'],
    ['gift', 'credited', 'credited', 'a'],
  ] as const)('%s', (example, outcome, code, advocateId) => {
    expect(decide(exampleOrder(example, '80'))).toMatchObject({ outcome, advocateId, reason: { code } });
  });

  test('every check could look: nothing about a pretend order is unknown', () => {
    for (const example of PRETEND_EXAMPLES) {
      const { findings } = decide(exampleOrder(example, '80'));
      expect(findings.map(({ check }) => check)).toEqual(RISK_CHECK_CODES);
      expect(
        findings.filter(({ grade }) => grade === 'not-checked'),
        example,
      ).toEqual([]);
    }
  });

  test('facts of a pretend order are facts that could have been stored', () => {
    for (const example of PRETEND_EXAMPLES) {
      const facts = factsOf(exampleOrder(example, '80'));
      expect(readStoredFacts(JSON.parse(JSON.stringify(storeFacts(facts))))).toEqual(facts);
    }
  });
});

describe('each field says what it means', () => {
  test.each([
    ['returning-customer', { friend: 'returning' }],
    ['new-customer-unknown', { friend: 'unknown' }],
    ['friend-already-credited', { creditedTo: 'a' }],
    ['test-order', { test: true }],
    ['order-not-paid', { unpaid: true }],
    ['draft-order', { channel: 'shopify_draft_order' }],
    ['sign-ups-not-credited', { kind: 'sign-up' }],
    ['advocate-blocked', { blockedAdvocate: true }],
    ['no-evidence', { signals: [] }],
    ['check-refused', { blocked: 'email' }],
    ['self-referral', { shared: ['customer'] }],
  ] as const)('%s', (code, changes) => {
    expect(
      pretend({
        ...changes,
        ...('shared' in changes ? { shared: [...changes.shared] } : {}),
        ...('signals' in changes ? { signals: [] } : {}),
      } as Partial<PretendOrder>).reason.code,
    ).toBe(code);
  });

  test.each([
    ['same-phone', { shared: ['phone'] }],
    ['same-address', { shared: ['address'] }],
    ['same-network', { shared: ['network'] }],
    ['same-device', { shared: ['network', 'device'] }],
    ['disposable-email', { disposable: true }],
    ['known-friend', { phoneKnown: true }],
    ['advocate-velocity', { creditsToday: '50' }],
    ['leak-burst', { claimsLastHour: '99' }],
    ['ring', { ring: true }],
    ['shopify-risk', { risk: 'high' }],
    ['dispute', { disputed: true }],
    ['unseen-code', { seen: false, signals: [{ key: 1, kind: 'cart-attribute', leadsTo: 'a', daysBefore: '1', seal: 'hint' }] }],
  ] as [string, Partial<PretendOrder>][])('%s sees it', (check, changes) => {
    const hits = pretend(changes).findings.filter(({ points }) => points > 0);
    expect(hits.map((finding) => finding.check)).toContain(check);
  });

  test('a banned website refuses', () => {
    const by = { ...rules, risk: { ...rules.risk, bannedReferrers: ['coupons.example'] } };
    expect(decide({ ...plainOrder('80'), referrerHost: ' WWW.Coupons.example ' }, by).reason).toMatchObject({
      check: 'banned-referrer',
    });
  });

  test.each(SIGNAL_KINDS)('evidence of the kind %s leads to its advocate', (kind) => {
    const channel = kind === 'renewal' ? 'renewal' : 'web';
    const order = {
      ...plainOrder('80'),
      channel,
      signals: [{ key: 1, kind, leadsTo: 'b', daysBefore: '', seal: 'signed' }],
    } as PretendOrder;
    const by = { ...rules, eligibility: { ...rules.eligibility, renewals: 1 } };
    expect(decide(order, by)).toMatchObject({ outcome: 'credited', advocateId: 'b' });
  });

  test('products are judged by number and tag', () => {
    const products = { mode: 'only' as const, productIds: ['7'], collectionIds: [], tags: ['tea'] };
    const by = { ...rules, eligibility: { ...rules.eligibility, products } };
    expect(decide(plainOrder('80'), by).reason.code).toBe('no-eligible-product');
    expect(decide({ ...plainOrder('80'), productId: '7' }, by).outcome).toBe('credited');
    expect(decide({ ...plainOrder('80'), productTags: 'new, Tea' }, by).outcome).toBe('credited');
  });
});

test('what cannot be read is named, and nothing is decided', () => {
  const broken = exampleOrder('two-links', 'ten');
  const [first, ...others] = broken.signals;
  if (first === undefined) throw new Error('the example has no evidence');
  const order = { ...broken, signals: [{ ...first, daysBefore: '-1' }, ...others], creditsToday: '1.5', claimsLastHour: '' };
  expect(factsOfPretend(order, { currency: 'USD', tiers: null }, now)).toEqual({
    problems: ['subtotal', 'days-1', 'creditsToday', 'claimsLastHour'],
  });
  expect(factsOfPretend(plainOrder('8000.5'), { currency: 'JPY', tiers: null }, now)).toEqual({ problems: ['subtotal'] });
});

test('what Anna had brought before chooses the step of the scale', () => {
  const value = { kind: 'store-credit', minor: '1500' } as const;
  const told = (by: 'referrals' | 'revenue', broughtBefore: string, from: string) => {
    const tiers = { by, days: null, keeps: false, steps: [{ from, value }] };
    const read = factsOfPretend({ ...plainOrder('80'), broughtBefore }, { currency: 'USD', tiers }, now);
    if ('problems' in read) return read.problems;
    const rules = { ...defaultRules('USD'), live: true };
    const scaled = { ...rules, reward: { ...rules.reward, tiers } };
    return planRewards(read.facts, scaled, decideAttribution(read.facts, scaled, 1)).advocate.reward?.tierFrom;
  };
  expect([told('referrals', '3', '5'), told('referrals', '4', '5')]).toEqual([null, 5n]);
  expect([told('revenue', '499.99', '50000'), told('revenue', '500', '50000')]).toEqual([null, 50_000n]);
  expect([told('referrals', 'x', '5'), told('revenue', '5,00,0', '5')]).toEqual([['broughtBefore'], ['broughtBefore']]);
});
