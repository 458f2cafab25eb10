/** Any order that could be told, sensible or not, with a handful of people who may be one another. */
import fc from 'fast-check';
import { CHANNEL_NAMES } from '#app/domain/channel.ts';
import { BLOCK_KINDS, type OrderFacts, type Signal, SIGNAL_KINDS, TRUSTS } from '#app/domain/facts.ts';
import { programRulesSchema, type ProgramRules } from '#app/domain/program.ts';
import { RISK_CHECK_CODES, RISK_CHECK_TRAITS } from '#app/domain/risk/codes.ts';
import { advocate, buyer, DAY, hash, line, order, PLACED, rules } from './order-facts.ts';

const NAMES = ['anna', 'ben', 'cleo'] as const;
const person = fc.constantFrom('anna', 'ben', 'cleo', 'mia');
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null });
const hashes = (kind: string) =>
  fc.subarray(
    ['1', '2', '3'].map((number) => hash(`${kind}${number}`)),
    { maxLength: 2 },
  );
const minor = (most: number) => fc.integer({ min: 0, max: most }).map(BigInt);

const anySignal: fc.Arbitrary<Signal> = fc.record({
  kind: fc.constantFrom(...SIGNAL_KINDS),
  rawCode: fc.constantFrom('K7M2XPD4TW', 'x', ''),
  at: maybe(fc.integer({ min: -3, max: 40 }).map((days) => PLACED - days * DAY)),
  trust: fc.constantFrom(...TRUSTS),
  channel: maybe(fc.constantFrom(...CHANNEL_NAMES)),
  resolution: fc.oneof(
    { weight: 4, arbitrary: fc.record({ advocateId: fc.constantFrom(...NAMES) }) },
    { weight: 1, arbitrary: fc.record({ unresolved: fc.constantFrom('malformed', 'mistyped', 'unknown', 'ambiguous') }) },
  ),
});

const anyBuyer = fc
  .record({
    customerId: maybe(person),
    emailHash: maybe(person.map(hash)),
    phoneHash: maybe(person.map((name) => hash(`phone-${name}`))),
    advocateId: maybe(fc.constantFrom(...NAMES)),
    addressHashes: hashes('address'),
    networkHash: maybe(fc.constantFrom(hash('network1'), hash('network2'))),
    deviceHash: maybe(fc.constantFrom(hash('device1'), hash('device2'))),
    disposableEmail: maybe(fc.boolean()),
  })
  .map(buyer);

const anyAdvocate = (name: string) =>
  fc
    .record({
      state: fc.constantFrom('active', 'active', 'active', 'blocked', 'redacted'),
      customerId: fc.constant(name),
      emailHash: fc.constant(hash(name)),
      phoneHash: maybe(fc.constant(hash(`phone-${name}`))),
      addressHashes: hashes('address'),
      networkHashes: hashes('network'),
      deviceHashes: hashes('device'),
      creditsLastDay: maybe(fc.nat(12)),
      creditsLast30Days: maybe(fc.nat(60)),
      claimsLastHour: maybe(fc.nat(40)),
      buyerVisits: maybe(fc.nat(2)),
      buyerClaims: maybe(fc.nat(2)),
      referrerHosts: fc.subarray(['coupons.example', 'news.example']),
      referredBy: fc.subarray([...NAMES]),
      currency: maybe(fc.constantFrom('USD', 'EUR', 'JPY')),
      tally: maybe(
        fc.record({
          by: fc.constantFrom('referrals', 'revenue'),
          days: maybe(fc.integer({ min: 1, max: 400 })),
          orders: fc.nat(30),
          revenueMinor: minor(1_000_000),
          tierFrom: maybe(minor(20)),
        }),
      ),
    })
    .map((changes) => advocate(name, changes));

const anyLine = fc
  .record({
    productId: fc.constantFrom('1', '2', null),
    tags: fc.subarray(['sale']),
    giftCard: fc.boolean(),
    quantity: fc.integer({ min: 1, max: 3 }),
    currentQuantity: fc.nat(3),
    fullMinor: minor(20_000),
    discountedMinor: minor(20_000),
    taxMinor: minor(2_000),
  })
  .map((changes) => line({ ...changes, currentQuantity: Math.min(changes.currentQuantity, changes.quantity) }));

export const anyFacts: fc.Arbitrary<OrderFacts> = fc
  .record({
    kind: fc.constantFrom('order', 'order', 'order', 'sign-up'),
    paidAt: fc.option(fc.constant(PLACED), { nil: null, freq: 8 }),
    fulfilledAt: fc.option(fc.constant(PLACED + 1)),
    deliveredAt: fc.option(fc.constant(PLACED + 2)),
    cancelledAt: fc.option(fc.constant(PLACED + DAY), { nil: null, freq: 1 }),
    test: fc.constantFrom(false, false, false, true),
    sourceName: fc.constantFrom('web', 'web', 'pos', 'shopify_draft_order', 'subscription_contract', null),
    country: fc.constantFrom('US', 'DE', null),
    buyer: anyBuyer,
    subtotal: fc.integer({ min: -1_000, max: 20_000 }).map((amount) => ({ minor: BigInt(amount), currency: 'USD' })),
    paidIn: maybe(fc.constantFrom('USD', 'EUR')),
    refunded: fc.constantFrom(0n, 5_000n, 11_500n).map((amount) => ({ minor: amount, currency: 'USD' })),
    taxesIncluded: fc.boolean(),
    lines: fc.array(anyLine, { maxLength: 3 }),
    renewal: fc.option(fc.integer({ min: 1, max: 4 }), { nil: null, freq: 1 }),
    signals: fc.array(anySignal, { maxLength: 6 }),
    advocates: fc.tuple(...NAMES.map(anyAdvocate)),
    earlierOrders: maybe(fc.nat(2)),
    phoneKnownFrom: maybe(fc.constant('77')),
    friendCreditedOn: fc.option(fc.constant('88'), { nil: null, freq: 1 }),
    friendCreditedTo: maybe(fc.constantFrom(...NAMES)),
    networkCreditsLastWeek: maybe(fc.nat(9)),
    referrerHost: maybe(fc.constantFrom('coupons.example', 'news.example')),
    shopifyRisk: maybe(
      fc.record({ level: fc.constantFrom('none', 'pending', 'low', 'medium', 'high'), at: fc.constant(PLACED) }),
    ),
    dispute: maybe(fc.constantFrom('open', 'won', 'lost')),
    blocked: fc.subarray([...BLOCK_KINDS], { maxLength: 1 }),
    verdict: fc.option(
      fc.record({
        kind: fc.constantFrom('approve', 'refuse'),
        advocateId: fc.constantFrom(...NAMES),
        by: fc.constantFrom('staff', 'rule'),
        at: fc.constant(PLACED + DAY),
      }),
      { nil: null, freq: 1 },
    ),
  })
  .map((changes) => order(changes));

const anyGrading = fc.record({ grade: fc.constantFrom('off', 'note', 'review', 'refuse'), weight: fc.nat(100) });

export const anyRules: fc.Arbitrary<ProgramRules> = fc
  .record({
    live: fc.constantFrom(true, true, true, false),
    touch: fc.constantFrom('first', 'last'),
    windowDays: fc.integer({ min: 1, max: 40 }),
    newCustomersOnly: fc.boolean(),
    oneCreditPerFriend: fc.boolean(),
    minimumSubtotalMinor: fc.nat(12_000).map(String),
    minimumOf: fc.constantFrom('after-discounts', 'before-discounts'),
    countsGiftCards: fc.boolean(),
    countsTax: fc.boolean(),
    renewals: fc.nat(3),
    testOrders: fc.boolean(),
    drafts: fc.boolean(),
    pointOfSale: fc.boolean(),
    products: fc.constantFrom('all', 'only', 'except'),
    signUps: fc.boolean(),
    checks: fc.tuple(...RISK_CHECK_CODES.map(() => anyGrading)),
    reviewFrom: maybe(fc.integer({ min: 1, max: 200 })),
    refuseFrom: maybe(fc.integer({ min: 1, max: 300 })),
  })
  .map((chosen) => {
    const base = rules();
    const checks = RISK_CHECK_CODES.map((code, index) => {
      const { grade = 'note', weight = 0 } = chosen.checks[index] ?? {};
      return [code, { grade: grade === 'refuse' && RISK_CHECK_TRAITS[code].most === 'review' ? 'review' : grade, weight }];
    });
    const { touch, windowDays, newCustomersOnly, oneCreditPerFriend, minimumSubtotalMinor } = chosen;
    const { minimumOf, countsGiftCards, countsTax, renewals, testOrders, drafts, pointOfSale } = chosen;
    return programRulesSchema.parse({
      ...base,
      live: chosen.live,
      attribution: {
        ...base.attribution,
        ...{
          touch,
          windowDays,
          newCustomersOnly,
          oneCreditPerFriend,
          minimumSubtotalMinor,
          minimumOf,
          countsGiftCards,
          countsTax,
        },
      },
      eligibility: {
        ...base.eligibility,
        ...{ renewals, testOrders, drafts, pointOfSale },
        products: { mode: chosen.products, productIds: ['1'], collectionIds: [], tags: ['sale'] },
      },
      signUps: { ...base.signUps, credited: chosen.signUps },
      risk: {
        ...base.risk,
        checks: Object.fromEntries(checks),
        reviewFrom: chosen.reviewFrom,
        refuseFrom: chosen.refuseFrom,
        bannedReferrers: ['coupons.example'],
      },
    });
  });
