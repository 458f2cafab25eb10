/** A shop in the app's database with an advocate and the reward of one credited order. */
import type { Context } from '#app/context.server.ts';
import { appendEntries } from '#app/data/ledger.server.ts';
import { entriesForAccrual, entriesForMove } from '#app/domain/ledger.ts';
import { defaultRules, type ProgramRules } from '#app/domain/program.ts';
import type { RewardState } from '#app/domain/reward-state.ts';
import type { PlannedValue } from '#app/domain/rewards.ts';

export type FixtureShop = { id: string; domain: string; personalKey: Uint8Array };

/** An installed shop with one live version of its program. */
export async function addAppShop(context: Context, domain: string, rules: Partial<ProgramRules> = {}): Promise<FixtureShop> {
  const at = new Date(context.now());
  const shop = await context.db.prisma.shop.create({
    data: {
      id: context.newId(),
      domain,
      name: 'Tea',
      storefrontUrl: `https://${domain}`,
      currency: 'USD',
      timeZone: 'America/New_York',
      personalKey: context.vault.newShopKey(),
      installedAt: at,
    },
  });
  await context.db.prisma.program.create({
    data: {
      shopId: shop.id,
      version: 1,
      rules: { ...defaultRules('USD'), live: true, ...rules },
      createdAt: at,
      createdBy: 'install',
    },
  });
  return { id: shop.id, domain, personalKey: shop.personalKey };
}

let orders = 5000;

export type FixtureReward = { rewardId: string; advocateId: string; orderId: string; accrued: bigint };

/** A reward in the given state (pending or approved), due now, with its ledger entries: 10 % unless `value` is given, worth $4.20 by estimate. */
export async function addReward(
  context: Context,
  shop: FixtureShop,
  state: Extract<RewardState, 'pending' | 'approved'>,
  options: {
    dueAt?: number;
    advocateCustomerId?: string;
    friendCustomerId?: string;
    friendEmail?: string;
    value?: PlannedValue;
    /** Another reward of an advocate who has one. */
    of?: FixtureReward;
  } = {},
): Promise<FixtureReward> {
  const { prisma } = context.db;
  const [advocateId, referralId, rewardId] = [options.of?.advocateId ?? context.newId(), context.newId(), context.newId()];
  const value = options.value ?? { kind: 'percentage', basisPoints: 1000 };
  const worth = 'minor' in value ? BigInt(value.minor) : value.kind === 'percentage' ? 420n : 0n;
  const orderId = String((orders += 1));
  const hasher = context.vault.forShop(shop.personalKey);
  const at = new Date(context.now());
  const customerId = options.advocateCustomerId ?? `9${orderId}`;
  const hash = (hex: string | null) => (hex === null ? null : new Uint8Array(Buffer.from(hex, 'hex')));
  const advocateEmail = `anna${orderId}@example.com`;
  const advocatePhone = `+1613555${orderId.padStart(4, '0')}`;
  const advocate = {
    data: {
      shopId: shop.id,
      id: advocateId,
      code: `CODE${orderId}`,
      customerId,
      emailHash: hash(hasher.email(advocateEmail)),
      phoneHash: hash(hasher.phone(advocatePhone)),
      nameSealed: context.vault.seal('Anna Bell'),
      emailSealed: context.vault.seal(advocateEmail),
      nameSearch: hasher.words('Anna Bell').map((word) => new Uint8Array(Buffer.from(word, 'hex'))),
      source: 'order',
      enrolledAt: at,
    },
  };
  if (options.of === undefined) await prisma.advocate.create(advocate);
  const advocateFacts = { customerId, emailHash: hasher.email(advocateEmail), phoneHash: hasher.phone(advocatePhone) };
  const friend = options.friendCustomerId ?? `8${orderId}`;
  const friendEmail = options.friendEmail ?? `ben${orderId}@example.com`;
  const money = (minor: string) => ({ minor, currency: 'USD' });
  await prisma.buyerOrder.create({
    data: {
      shopId: shop.id,
      orderId,
      name: `#${orderId}`,
      placedAt: at,
      sourceVersion: at,
      currency: 'USD',
      totalMinor: 4700n,
      facts: {
        orderId,
        placedAt: at.getTime(),
        paidAt: at.getTime(),
        cancelledAt: null,
        test: false,
        sourceName: 'web',
        buyer: { customerId: friend, emailHash: hasher.email(friendEmail), phoneHash: null },
        subtotal: money('4200'),
        total: money('4700'),
        refunded: money('0'),
        signals: [],
        advocates: [{ advocateId, state: 'active', ...advocateFacts }],
        earlierOrders: 0,
        friendCreditedOn: null,
      },
      decision: {
        outcome: 'credited',
        reason: { code: 'credited', signal: 'cart-attribute' },
        advocateId,
        candidates: [],
        findings: [],
        programVersion: 1,
      },
      outcome: 'credited',
      reason: 'credited',
      programVersion: 1,
      advocateId,
      customerId: friend,
      decidedAt: at,
    },
  });
  await prisma.referral.create({
    data: {
      shopId: shop.id,
      id: referralId,
      orderId,
      advocateId,
      friendKey: hash(hasher.customer(friend)),
      programVersion: 1,
      creditedAt: at,
    },
  });
  await prisma.reward.create({
    data: {
      shopId: shop.id,
      id: rewardId,
      referralId,
      advocateId,
      programVersion: 1,
      kind: value.kind,
      percentage: value.kind === 'percentage' ? value.basisPoints : null,
      amountMinor: 'minor' in value ? BigInt(value.minor) : null,
      ...(value.kind === 'free-product' ? { detail: value } : {}),
      currency: 'USD',
      state,
      dueAt: new Date(options.dueAt ?? context.now()),
      createdAt: at,
    },
  });
  const posted = { rewardId, amount: { minor: worth, currency: 'USD' }, at: at.getTime() };
  await appendEntries(prisma, shop.id, [
    ...entriesForAccrual(posted),
    ...(state === 'approved' ? entriesForMove(posted, 'pending', 'approved') : []),
  ]);
  return { rewardId, advocateId, orderId, accrued: worth };
}

/** Balance of every account that is not zero. */
export async function ledgerBalances(context: Context, shopId: string): Promise<Record<string, number>> {
  const sums: Record<string, number> = {};
  for (const entry of await context.db.prisma.ledgerEntry.findMany({ where: { shopId } })) {
    sums[entry.fromAccount] = (sums[entry.fromAccount] ?? 0) - Number(entry.amountMinor);
    sums[entry.toAccount] = (sums[entry.toAccount] ?? 0) + Number(entry.amountMinor);
  }
  return Object.fromEntries(Object.entries(sums).filter(([, sum]) => sum !== 0));
}
