/** What a run came to: a hash of everything that must not depend on the weather, and what was lost or done twice. */
import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { OrderState, ShopState } from '#devstore/state.ts';
import { type PlannedShop, SHOPS } from './plan.ts';
import type { Played } from './play.ts';
import type { World } from './world.ts';

export type Outcome = {
  /** Of decisions, credits, what stands of the rewards, balances, and what can be used in Shopify. */
  hash: string;
  /** One line for each order, in the words of the plan: the hash is theirs. */
  lines: string[];
  /** Deliveries answered 200 that are not in the inbox; orders with evidence that were never decided; rewards that Shopify does not know. */
  lost: number;
  /** Deliveries stored again; referrals, codes, credits and cards beyond one for each reward that stands. */
  twice: number;
  /** Rewards of which the ledger says another thing than their state. */
  unbalanced: number;
  dead: number;
  deliveries: number;
  credited: number;
  rewards: number;
  problems: string[];
};

type OrderRow = {
  domain: string;
  order: string;
  outcome: string;
  reason: string;
  sharer: string | null;
  state: string | null;
  why: string | null;
};
type RewardRow = {
  domain: string;
  order: string | null;
  state: string;
  kind: string;
  code: string | null;
  payout: string | null;
  minor: string;
};

/** The ledger's accounts that say what stands; where a reward that was taken back had got to is a matter of time. */
const STANDING = ['pending', 'payable', 'issued', 'redeemed', 'carried'];

export async function readOutcome(world: World, pool: pg.Pool, played: Played): Promise<Outcome> {
  const problems: string[] = [];
  const note = (what: string, found: readonly unknown[]) => {
    if (found.length > 0) problems.push(`${found.length} × ${what}, such as ${JSON.stringify(found[0])}`);
    return found.length;
  };
  const orders = await pool.query<OrderRow>(
    `SELECT s.domain, b.order_id AS "order", b.outcome, b.reason, a.customer_id AS sharer, r.state, r.reversed_reason AS why
     FROM buyer_order b JOIN shop s ON s.id = b.shop_id LEFT JOIN advocate a ON a.shop_id = b.shop_id AND a.id = b.advocate_id
     LEFT JOIN referral r ON r.shop_id = b.shop_id AND r.order_id = b.order_id`,
  );
  const rewards = await pool.query<RewardRow>(
    `SELECT s.domain, r.order_id AS "order", w.state, w.kind, w.code, w.payout_id AS payout,
       coalesce((SELECT sum(CASE WHEN e.to_account = 'issued' THEN e.amount_minor ELSE -e.amount_minor END) FROM ledger_entry e
         WHERE e.shop_id = w.shop_id AND e.reward_id = w.id AND 'issued' IN (e.to_account, e.from_account)), 0)::text AS minor
     FROM reward w JOIN shop s ON s.id = w.shop_id LEFT JOIN referral r ON r.shop_id = w.shop_id AND r.id = w.referral_id`,
  );
  const lines = linesOf(world, played, orders.rows, rewards.rows);
  const shopLines = SHOPS.map((name) => JSON.stringify({ shop: name, ...usable(world.shops[name]).totals }));
  const balances = await pool.query<{ line: string }>(
    `SELECT concat_ws(' ', s.domain, account, sum(minor)) AS line FROM (
       SELECT shop_id, to_account AS account, amount_minor AS minor FROM ledger_entry
       UNION ALL SELECT shop_id, from_account, -amount_minor FROM ledger_entry) e JOIN shop s ON s.id = e.shop_id
     WHERE account = ANY($1) GROUP BY s.domain, account HAVING sum(minor) <> 0 ORDER BY 1`,
    [STANDING],
  );
  const all = [...lines, ...shopLines, ...balances.rows.map(({ line }) => line)];

  const stored = await pool.query<{ id: string; copies: number }>(
    `SELECT webhook_id AS id, count(*)::int AS copies FROM delivery WHERE source = 'webhook' GROUP BY webhook_id`,
  );
  const known = new Set(stored.rows.map(({ id }) => id));
  const decided = new Set(orders.rows.map(({ order }) => order));
  const lost =
    note(
      'acknowledged but not stored',
      [...world.courier.acknowledged].filter((id) => !known.has(id)),
    ) +
    note(
      'never decided',
      withEvidence(played)
        .filter(({ id }) => !decided.has(id))
        .map(({ name }) => name),
    );
  const twice = note(
    'stored again',
    stored.rows.filter(({ copies }) => copies > 1),
  );
  const compared = SHOPS.map((name) => compare(world.shops[name], rewards.rows, note));
  const unbalanced = note(
    'unbalanced rewards',
    rewards.rows.filter(({ state, minor }) => (state === 'issued') !== Number(minor) > 0),
  );
  const letters = await pool.query(`SELECT 1 FROM pgboss.job WHERE name = 'dead-letters'`);
  const dead = await pool.query<{ what: string }>(
    `SELECT concat_ws(' ', topic, reason) AS what FROM delivery WHERE state = 'dead'`,
  );
  note('dead deliveries', dead.rows);
  return {
    hash: createHash('sha256').update(all.join('\n')).digest('hex').slice(0, 16),
    lines: all,
    lost: lost + compared.reduce((sum, { missing }) => sum + missing, 0),
    twice: twice + compared.reduce((sum, { beyond }) => sum + beyond, 0),
    unbalanced,
    dead: dead.rows.length + letters.rows.length,
    deliveries: known.size,
    credited: orders.rows.filter(({ outcome }) => outcome === 'credited').length,
    rewards: rewards.rows.filter(({ state }) => state === 'issued').length,
    problems,
  };
}

/** In the words of the plan: places instead of ids. */
function linesOf(world: World, played: Played, orders: readonly OrderRow[], rewards: readonly RewardRow[]): string[] {
  const places = new Map([...played].map(([place, { id }]) => [id, place]));
  const names = new Map(
    SHOPS.flatMap((name) => [...world.shops[name].customers.values()].map(({ id, email }) => [id, email] as const)),
  );
  const given = rewards.filter(({ state }) => state === 'issued');
  return orders
    .map(({ order, outcome, reason, sharer, state, why }) => {
      const stands = given
        .filter((reward) => reward.order === order)
        .map(({ kind, minor }) => `${kind} ${minor}`)
        .sort();
      return { place: places.get(order) ?? -1, outcome, reason, sharer: names.get(sharer ?? '') ?? null, state, why, stands };
    })
    .sort((one, other) => one.place - other.place)
    .map((line) => JSON.stringify(line));
}

function withEvidence(played: Played): OrderState[] {
  return [...played.values()].filter(({ landingSite, attributes, lines }) => {
    const isMarked = lines.some(({ properties }) => Object.keys(properties).length > 0);
    return isMarked || Object.keys(attributes).length > 0 || (landingSite ?? '').includes('ref=');
  });
}

/** What is there in Shopify. */
function usable({ discounts, storeCreditAccounts, giftCards }: ShopState) {
  const codes = [...discounts.values()]
    .filter(({ active }) => active)
    .flatMap((discount) => discount.codes.map(({ code }) => code));
  const movements = [...storeCreditAccounts.values()].flatMap(({ transactions }) => transactions);
  const cards = [...giftCards.values()].filter(({ deactivatedAt }) => deactivatedAt === null);
  const credit = movements.reduce((sum, { amount }) => sum + Math.round(Number(amount) * 100), 0);
  return {
    codes,
    credits: movements.filter(({ kind }) => kind === 'credit').map(({ id }) => id),
    cards: cards.map(({ id }) => id),
    totals: { codes: codes.length, credit, cards: cards.length },
  };
}

function compare(shop: ShopState, all: readonly RewardRow[], note: (what: string, found: readonly unknown[]) => number) {
  const ours = all.filter(({ domain }) => domain === shop.domain);
  const { codes, credits, cards } = usable(shop);
  const standing = ours.filter(({ state }) => state === 'issued');
  const ids = (rows: readonly RewardRow[]) => new Set(rows.map(({ payout, code }) => payout?.split('/').at(-1) ?? code ?? ''));
  const recorded = ids(standing);
  // A credit that was taken back by a debit stays in the account's list.
  const everPaid = ids(ours);
  const there = new Set([...codes, ...credits, ...cards]);
  const beyond = [
    ...codes.filter((code) => !recorded.has(code)),
    ...credits.filter((id) => !everPaid.has(id)),
    ...cards.filter((id) => !recorded.has(id)),
  ];
  const copies = codes.length + credits.length + cards.length - there.size;
  const name: PlannedShop | string = shop.handle;
  return {
    beyond: note(`beyond what is recorded (${name})`, beyond) + copies,
    missing: note(
      `recorded but not in Shopify (${name})`,
      [...recorded].filter((id) => !there.has(id)),
    ),
  };
}
