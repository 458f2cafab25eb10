import { describe, expect, test } from 'vitest';
import type { AdvocateFacts, BuyerFacts, OrderFacts, Signal } from '#app/domain/facts.ts';
import type { RiskRules } from '#app/domain/program.ts';
import type { Seen } from '#app/domain/risk/check.ts';
import { RISK_CHECK_CODES, RISK_CHECK_TRAITS, type RiskCheckCode } from '#app/domain/risk/codes.ts';
import { findingOf } from '#app/domain/risk/finding.ts';
import { RISK_CHECKS } from '#app/domain/risk/index.ts';
import { advocate, buyer, hash, order, rules, signal } from './order-facts.ts';

type Case = {
  buyer?: Partial<BuyerFacts>;
  facts?: Partial<OrderFacts>;
  anna?: Partial<AdvocateFacts>;
  risk?: Partial<RiskRules>;
};

/** What one check sees between the buyer and Anna. */
function look(code: RiskCheckCode, { buyer: person = {}, facts = {}, anna = {}, risk = {} }: Case = {}): Seen {
  const check = RISK_CHECKS.find((candidate) => candidate.code === code);
  if (check === undefined) throw new Error(`no check ${code}`);
  const advocateFacts = advocate('anna', anna);
  return check.look(order({ buyer: buyer(person), advocates: [advocateFacts], ...facts }), advocateFacts, {
    ...rules().risk,
    ...risk,
  });
}

const nobody: Partial<BuyerFacts> = { customerId: null, emailHash: null };

test('there is one check for every code, in the order of the codes', () => {
  expect(RISK_CHECKS.map(({ code }) => code)).toEqual(RISK_CHECK_CODES);
});

describe('comparing buyer and advocate', () => {
  type Compared = [code: RiskCheckCode, same: Case, other: Case, buyerUnknown: Case, advocateUnknown: Case, bothUnknown: Case];
  const traits: Compared[] = [
    [
      'same-customer',
      { buyer: { customerId: 'c-anna' } },
      { buyer: { customerId: '900' } },
      { buyer: { customerId: null } },
      { anna: { customerId: null } },
      { buyer: { customerId: null }, anna: { customerId: null } },
    ],
    [
      'same-email',
      { buyer: { emailHash: hash('anna') } },
      { buyer: { emailHash: hash('friend') } },
      { buyer: { emailHash: null } },
      { anna: { emailHash: null } },
      { buyer: { emailHash: null }, anna: { emailHash: null } },
    ],
    [
      'same-phone',
      { buyer: { phoneHash: hash('1') }, anna: { phoneHash: hash('1') } },
      { buyer: { phoneHash: hash('1') }, anna: { phoneHash: hash('2') } },
      { anna: { phoneHash: hash('1') } },
      { buyer: { phoneHash: hash('1') } },
      {},
    ],
    [
      'same-address',
      { buyer: { addressHashes: [hash('x'), hash('home')] }, anna: { addressHashes: [hash('home'), hash('y')] } },
      { buyer: { addressHashes: [hash('x')] }, anna: { addressHashes: [hash('home')] } },
      { anna: { addressHashes: [hash('home')] } },
      { buyer: { addressHashes: [hash('home')] } },
      {},
    ],
    [
      'same-network',
      { buyer: { networkHash: hash('n') }, anna: { networkHashes: [hash('m'), hash('n')] } },
      { buyer: { networkHash: hash('n') }, anna: { networkHashes: [hash('m')] } },
      { anna: { networkHashes: [hash('n')] } },
      { buyer: { networkHash: hash('n') } },
      {},
    ],
  ];

  test.each(traits)(
    '%s: equal is a hit, different is clear, and a missing side is named',
    (code, same, other, none, hers, both) => {
      expect(look(code, same)).toEqual({ seen: 'hit', detail: {} });
      expect(look(code, other)).toEqual({ seen: 'clear', detail: {} });
      expect(look(code, none)).toEqual({ seen: 'not-checked', detail: { missing: 'buyer' } });
      expect(look(code, hers)).toEqual({ seen: 'not-checked', detail: { missing: 'advocate' } });
      expect(look(code, both)).toEqual({ seen: 'not-checked', detail: { missing: 'both' } });
    },
  );

  const phones = { buyer: { deviceHash: hash('iPhone') }, anna: { deviceHashes: [hash('Mac'), hash('iPhone')] } };
  const at = (network: string | null, hers: string[]) => ({
    buyer: { ...phones.buyer, networkHash: network === null ? null : hash(network) },
    anna: { ...phones.anna, networkHashes: hers.map(hash) },
  });

  test('the same kind of device counts on a shared network only', () => {
    expect(look('same-device', at('n', ['n']))).toEqual({ seen: 'hit', detail: {} });
    expect(look('same-device', at('n', ['m']))).toEqual({ seen: 'clear', detail: { otherNetwork: true } });
    expect(look('same-device', at(null, ['m']))).toEqual({ seen: 'not-checked', detail: { missing: 'buyer', of: 'network' } });
    expect(look('same-device', at('n', []))).toEqual({ seen: 'not-checked', detail: { missing: 'advocate', of: 'network' } });
  });

  test('another device is another device in any network, and an unknown one is not checked', () => {
    const hers = { deviceHashes: [hash('Mac')], networkHashes: [hash('n')] };
    expect(look('same-device', { buyer: { ...phones.buyer, networkHash: hash('n') }, anna: hers })).toEqual({
      seen: 'clear',
      detail: {},
    });
    expect(look('same-device', { anna: hers })).toEqual({ seen: 'not-checked', detail: { missing: 'buyer', of: 'device' } });
    expect(look('same-device', { buyer: phones.buyer })).toEqual({
      seen: 'not-checked',
      detail: { missing: 'advocate', of: 'device' },
    });
  });
});

test('a throw-away address is a hit, another is clear, none is not checked', () => {
  const seen = (disposableEmail: boolean | null) => look('disposable-email', { buyer: { disposableEmail } });
  expect([seen(true), seen(false), seen(null)].map((answer) => answer.seen)).toEqual(['hit', 'clear', 'not-checked']);
  expect(seen(true).detail).toEqual({});
});

describe('too much at once', () => {
  const pace = (creditsLastDay: number | null, creditsLast30Days: number | null) =>
    look('advocate-velocity', {
      anna: { creditsLastDay, creditsLast30Days },
      risk: { advocatePerDay: 5, advocatePer30Days: 30 },
    });

  test('the advocate’s fifth credit of a day is fine, the sixth is too many', () => {
    const limits = { dayLimit: 5, monthLimit: 30 };
    expect(pace(4, 4)).toEqual({ seen: 'clear', detail: { day: 4, month: 4, ...limits, over: null } });
    expect(pace(5, 5)).toEqual({ seen: 'hit', detail: { day: 5, month: 5, ...limits, over: 'day' } });
    expect(pace(9, 40).detail).toMatchObject({ over: 'day' });
  });

  test('the same holds for 30 days', () => {
    expect(pace(0, 29).seen).toBe('clear');
    expect(pace(0, 30)).toMatchObject({ seen: 'hit', detail: { over: 'month' } });
  });

  test('a missing count is not checked, unless the other one is exceeded', () => {
    expect(pace(null, 1)).toMatchObject({ seen: 'not-checked', detail: { day: null, over: null } });
    expect(pace(1, null).seen).toBe('not-checked');
    expect(pace(null, null).seen).toBe('not-checked');
    expect(pace(5, null)).toMatchObject({ seen: 'hit', detail: { over: 'day' } });
    expect(pace(null, 30)).toMatchObject({ seen: 'hit', detail: { over: 'month' } });
  });

  test('credits of one network in a week are counted with this one', () => {
    const week = (networkCreditsLastWeek: number | null) =>
      look('network-velocity', { facts: { networkCreditsLastWeek }, risk: { networkPerWeek: 5 } });
    expect(week(4)).toEqual({ seen: 'clear', detail: { week: 4, limit: 5 } });
    expect(week(5)).toEqual({ seen: 'hit', detail: { week: 5, limit: 5 } });
    expect(week(null)).toEqual({ seen: 'not-checked', detail: { week: null, limit: 5 } });
  });

  test('claims through one link in an hour may reach the limit, not pass it', () => {
    const burst = (claimsLastHour: number | null) =>
      look('leak-burst', { anna: { claimsLastHour }, risk: { leakClaimsPerHour: 15 } });
    expect(burst(15)).toEqual({ seen: 'clear', detail: { claims: 15, limit: 15 } });
    expect(burst(16)).toEqual({ seen: 'hit', detail: { claims: 16, limit: 15 } });
    expect(burst(null).seen).toBe('not-checked');
  });
});

describe('a friend who is known already', () => {
  const credit = (friendCreditedTo: string | null, friendCreditedOn: string | null = '77') =>
    look('known-friend', { facts: { friendCreditedTo, friendCreditedOn } });

  test('somebody else’s order with the number is a hit', () => {
    expect(look('known-friend', { facts: { phoneKnownFrom: '55' } })).toEqual({
      seen: 'hit',
      detail: { by: 'phone', orderId: '55' },
    });
  });

  test('a credit to another advocate is a hit, and is named before the number', () => {
    expect(credit('ben')).toEqual({ seen: 'hit', detail: { by: 'credit', orderId: '77' } });
    const both = { friendCreditedTo: 'ben', friendCreditedOn: '77', phoneKnownFrom: '55' };
    expect(look('known-friend', { facts: both }).detail).toEqual({ by: 'credit', orderId: '77' });
  });

  test('a credit to the same advocate is none, and neither is the order’s own', () => {
    expect(credit('anna').seen).toBe('clear');
    expect(credit('ben', '1001').seen).toBe('clear');
    expect(credit(null, null).seen).toBe('clear');
  });

  test('whether there was a number to look for is told, and nobody cannot be looked for', () => {
    const seen = (person: Partial<BuyerFacts>) => look('known-friend', { buyer: person });
    expect(seen({ phoneHash: hash('1') })).toEqual({ seen: 'clear', detail: { phone: true } });
    expect(seen({})).toEqual({ seen: 'clear', detail: { phone: false } });
    expect(seen({ ...nobody, phoneHash: hash('1') }).seen).toBe('clear');
    expect(seen({ ...nobody, emailHash: hash('f') }).seen).toBe('clear');
    expect(seen({ ...nobody, customerId: '9' }).seen).toBe('clear');
    expect(seen(nobody)).toEqual({ seen: 'not-checked', detail: { phone: false } });
  });
});

describe('a code that the buyer was never seen with', () => {
  const unseen = (signals: Signal[], buyerVisits: number | null = 0, buyerClaims: number | null = 0) =>
    look('unseen-code', { facts: { signals }, anna: { buyerVisits, buyerClaims } });
  const cart = signal('cart-attribute', 'anna');

  test('hints alone, without a visit or a claim, are a hit', () => {
    for (const kind of ['cart-attribute', 'line-item', 'friend-answer'] as const) {
      expect(unseen([signal(kind, 'anna')])).toEqual({ seen: 'hit', detail: { visits: 0, claims: 0 } });
    }
  });

  test('one visit or one claim is enough', () => {
    expect(unseen([cart], 1, 0)).toEqual({ seen: 'clear', detail: { visits: 1, claims: 0 } });
    expect(unseen([cart], 0, 1)).toEqual({ seen: 'clear', detail: { visits: 0, claims: 1 } });
    expect(unseen([cart], 2, null).seen).toBe('clear');
    expect(unseen([cart], null, 2).seen).toBe('clear');
  });

  test('what was not counted is not checked', () => {
    expect(unseen([cart], null, null)).toEqual({ seen: 'not-checked', detail: { visits: null, claims: null } });
    expect(unseen([cart], 0, null).seen).toBe('not-checked');
    expect(unseen([cart], null, 0).seen).toBe('not-checked');
  });

  test('evidence that is verified or sealed needs no visit', () => {
    expect(unseen([cart, signal('discount-code', 'anna', 1, { trust: 'verified' })])).toEqual({
      seen: 'clear',
      detail: { evidence: 'discount-code' },
    });
    expect(unseen([signal('cart-attribute', 'anna', 1, { trust: 'signed' })])).toEqual({
      seen: 'clear',
      detail: { evidence: 'cart-attribute' },
    });
  });

  test('a link that a visit began with was seen by Shopify, unless its seal is wrong', () => {
    expect(unseen([signal('landing-link', 'anna')]).detail).toEqual({ evidence: 'landing-link' });
    expect(unseen([signal('journey', 'anna')]).detail).toEqual({ evidence: 'journey' });
    expect(unseen([signal('landing-link', 'anna', 1, { trust: 'forged' })]).seen).toBe('hit');
    expect(unseen([signal('journey', 'anna', 1, { trust: 'forged' })]).seen).toBe('hit');
    expect(unseen([signal('line-item', 'anna', 1, { trust: 'forged' })]).seen).toBe('hit');
  });

  test('evidence for another advocate, or for nobody, does not speak for this one', () => {
    expect(unseen([cart, signal('discount-code', 'ben', 1, { trust: 'verified' })]).seen).toBe('hit');
    const broken: Signal = { ...signal('landing-link', 'anna'), resolution: { unresolved: 'unknown' } };
    expect(unseen([cart, broken]).seen).toBe('hit');
  });
});

describe('banned websites', () => {
  const came = (bannedReferrers: string[], referrerHost: string | null, referrerHosts: string[] = []) =>
    look('banned-referrer', { facts: { referrerHost }, anna: { referrerHosts }, risk: { bannedReferrers } });

  test('a host is banned with its subdomains, and not with hosts that only end like it', () => {
    const hit = { seen: 'hit', detail: { listed: 2, site: 'coupons.example' } };
    const list = ['deals.example', 'coupons.example'];
    expect(came(list, 'coupons.example')).toEqual(hit);
    expect(came(list, 'm.coupons.example')).toEqual(hit);
    expect(came(list, null, ['search.example', 'www.coupons.example'])).toEqual(hit);
    expect(came(list, 'notcoupons.example')).toEqual({ seen: 'clear', detail: { listed: 2 } });
    expect(came(list, 'coupons.example.org').seen).toBe('clear');
    expect(came(list, 'example', ['other.example']).seen).toBe('clear');
  });

  test('the session of the order and earlier visits count alike', () => {
    expect(came(['a.example'], 'clean.example', ['a.example']).seen).toBe('hit');
    expect(came(['a.example'], 'a.example', ['clean.example']).seen).toBe('hit');
  });

  test('"www.", capitals and a dot at the end make no difference', () => {
    expect(came(['www.Coupons.example'], 'coupons.example').seen).toBe('hit');
    expect(came(['coupons.example'], 'WWW.COUPONS.EXAMPLE.').seen).toBe('hit');
    expect(came(['xwww.example'], 'x.example').seen).toBe('clear');
  });

  test('an empty list is clear; an unknown origin is not checked', () => {
    expect(came([], null)).toEqual({ seen: 'clear', detail: { listed: 0 } });
    expect(came([], 'coupons.example').seen).toBe('clear');
    expect(came(['coupons.example'], null)).toEqual({ seen: 'not-checked', detail: { listed: 1 } });
  });
});

describe('rings', () => {
  const referred = (person: Partial<BuyerFacts>, referredBy: string[]) => look('ring', { buyer: person, anna: { referredBy } });

  test('the buyer referred the advocate, directly or over others', () => {
    expect(referred({ advocateId: 'ben' }, ['ben'])).toEqual({ seen: 'hit', detail: { steps: 1 } });
    expect(referred({ advocateId: 'ben' }, ['cleo', 'dan', 'ben'])).toEqual({ seen: 'hit', detail: { steps: 3 } });
  });

  test('who referred somebody else, or nobody, makes no ring', () => {
    expect(referred({ advocateId: 'ben' }, ['cleo'])).toEqual({ seen: 'clear', detail: { shares: true } });
    expect(referred({}, ['cleo'])).toEqual({ seen: 'clear', detail: { shares: false } });
    expect(referred({ ...nobody, emailHash: hash('f') }, []).seen).toBe('clear');
    expect(referred({ ...nobody, customerId: '9' }, []).seen).toBe('clear');
    expect(referred(nobody, ['cleo'])).toEqual({ seen: 'not-checked', detail: { shares: false } });
  });
});

test('only a high risk of Shopify’s is a hit; until it has judged nothing is checked', () => {
  const level = (name: 'none' | 'pending' | 'low' | 'medium' | 'high') =>
    look('shopify-risk', { facts: { shopifyRisk: { level: name, at: 1 } } });
  expect(level('high')).toEqual({ seen: 'hit', detail: { level: 'high' } });
  expect(level('medium')).toEqual({ seen: 'clear', detail: { level: 'medium' } });
  expect(level('low').seen).toBe('clear');
  expect(level('pending')).toEqual({ seen: 'not-checked', detail: { level: 'pending' } });
  expect(level('none').seen).toBe('not-checked');
  expect(look('shopify-risk')).toEqual({ seen: 'not-checked', detail: { level: null } });
});

test('an open or lost dispute is a hit; none, or a won one, is clear', () => {
  const state = (dispute: OrderFacts['dispute']) => look('dispute', { facts: { dispute } });
  expect(state('open')).toEqual({ seen: 'hit', detail: { state: 'open' } });
  expect(state('lost')).toEqual({ seen: 'hit', detail: { state: 'lost' } });
  expect(state('won')).toEqual({ seen: 'clear', detail: { state: 'won' } });
  expect(state(null)).toEqual({ seen: 'clear', detail: { state: null } });
});

test('a buyer on the block list is a hit, with the kinds of entries that fit', () => {
  expect(look('block-list', { facts: { blocked: ['email', 'network'] } })).toEqual({
    seen: 'hit',
    detail: { by: 'email, network' },
  });
  expect(look('block-list')).toEqual({ seen: 'clear', detail: {} });
  expect(look('block-list', { buyer: nobody })).toEqual({ seen: 'not-checked', detail: {} });
  for (const one of [{ customerId: '9' }, { emailHash: hash('f') }, { networkHash: hash('n') }]) {
    expect(look('block-list', { buyer: { ...nobody, ...one } }).seen).toBe('clear');
  }
});

describe('from what was seen to a finding', () => {
  const seen = (kind: Seen['seen']): Seen => ({ seen: kind, detail: { week: 7 } });

  test('a hit has the merchant’s grade and weight; the rest has no points', () => {
    const grading = { grade: 'review', weight: 40 } as const;
    expect(findingOf('leak-burst', seen('hit'), grading)).toEqual({
      ...{ check: 'leak-burst', grade: 'review', points: 40 },
      detail: { week: 7 },
    });
    expect(findingOf('leak-burst', seen('clear'), grading)).toMatchObject({ grade: 'clear', points: 0, detail: { week: 7 } });
    expect(findingOf('leak-burst', seen('not-checked'), grading)).toMatchObject({ grade: 'not-checked', points: 0 });
  });

  test('a check that is switched off leaves no finding', () => {
    for (const kind of ['hit', 'clear', 'not-checked'] as const) {
      expect(findingOf('ring', seen(kind), { grade: 'off', weight: 60 })).toBeNull();
    }
  });

  test('what honest households cause never refuses by itself, whatever the stored rules say; the others may', () => {
    for (const code of RISK_CHECK_CODES) {
      const expected = RISK_CHECK_TRAITS[code].most === 'review' ? 'review' : 'refuse';
      expect(findingOf(code, seen('hit'), { grade: 'refuse', weight: 100 })).toMatchObject({ grade: expected, points: 100 });
      expect(findingOf(code, seen('hit'), { grade: 'note', weight: 1 })).toMatchObject({ grade: 'note' });
    }
    const harmless = RISK_CHECK_CODES.filter((code) => RISK_CHECK_TRAITS[code].most === 'review');
    expect(harmless).toEqual(['same-network', 'same-device', 'network-velocity', 'shopify-risk', 'dispute']);
  });
});

describe('households, with the weights that programs start with', () => {
  const home = { addressHashes: [hash('home')] };
  /** The points of every check for somebody at the advocate's home. */
  function score(person: Partial<BuyerFacts>): number {
    const anna = advocate('anna', { ...home, networkHashes: [hash('n')], deviceHashes: [hash('Mac')], phoneHash: hash('1') });
    const facts = order({ buyer: buyer(person), advocates: [anna], signals: [signal('cart-attribute', 'anna')] });
    const { risk } = rules();
    return RISK_CHECKS.reduce((sum, check) => {
      return sum + (findingOf(check.code, check.look(facts, anna, risk), risk.checks[check.code])?.points ?? 0);
    }, 0);
  }
  const { reviewFrom, refuseFrom } = rules().risk;

  test('one address and one network stay below review', () => {
    expect(score({ ...home, networkHash: hash('n'), deviceHash: hash('iPhone') })).toBe(40);
    expect(reviewFrom).toBe(60);
  });

  test('the same device besides is looked at, and not refused', () => {
    const points = score({ ...home, networkHash: hash('n'), deviceHash: hash('Mac') });
    expect(points).toBe(65);
    expect(points).toBeLessThan(refuseFrom ?? 0);
  });

  test('the same kind of telephone in another network counts nothing', () => {
    expect(score({ networkHash: hash('elsewhere'), deviceHash: hash('Mac') })).toBe(0);
  });
});
