/** What the API reads. The shop is that of the key; another shop's row looks like one that does not exist. */
import { z } from 'zod';
import { formatDecimal } from '../domain/money.ts';
import { readReportChoice } from '../domain/report-period.ts';
import { REWARD_STATES } from '../domain/reward-state.ts';
import { STANDINGS } from '../domain/referral-standing.ts';
import { ADVOCATE_STATES, type AdvocateRow, listAdvocates } from '../queries/advocate-list.server.ts';
import { readAdvocateProfile } from '../queries/advocate-profile.server.ts';
import { type DecisionRow, listDecisions } from '../queries/decision-list.server.ts';
import { type Page, type Place, readCursor } from '../queries/keyset.server.ts';
import { dayAt } from '../queries/period.server.ts';
import { readReportFigures } from '../queries/report-figures.server.ts';
import { listRewards, REWARD_GROUPS, type RewardRow } from '../queries/reward-list.server.ts';
import { readRewardDetail } from '../queries/reward-detail.server.ts';
import { referralRecord } from '../referral-exports.server.ts';
import {
  advocateDetailSchema,
  advocateSchema,
  pageOf,
  referralSchema,
  reportSchema,
  rewardSchema,
  shopSchema,
} from './answers.ts';
import { type ApiCall, ApiProblem, notFound, operation, parameter } from './operation.ts';

const paging = {
  cursor: z.string().max(500).optional().describe('`next` of the page before'),
  limit: z.coerce.number().int().min(1).max(100).default(25),
};

export const money = (minor: string, currency: string) => ({
  amount: formatDecimal({ minor: BigInt(minor), currency }),
  currency,
});
const revealFor =
  ({ context }: ApiCall) =>
  (sealed: Uint8Array | null) =>
    sealed === null ? null : context.vault.open(sealed);

function placeOf(cursor: string | undefined): Place | null {
  if (cursor === undefined) return null;
  const place = readCursor(cursor);
  if (place === null) throw new ApiProblem(400, 'cursor', 'The cursor is none that the API gave. Begin again without one.');
  return place;
}

async function answerPage<Row, Item>(
  page: Promise<Page<Row>>,
  itemOf: (row: Row) => Item,
): Promise<{ items: Item[]; next: string | null }> {
  const { rows, next } = await page;
  return { items: rows.map(itemOf), next };
}

function advocateOf(row: Omit<AdvocateRow, 'rewards' | 'merged'>, currency: string) {
  const { id, code, name, email, state, source, enrolledAt, visits, claims, referrals, revenueMinor } = row;
  return { id, code, name, email, state, source, enrolledAt, visits, claims, referrals, revenue: money(revenueMinor, currency) };
}

function referralOf(row: DecisionRow, call: ApiCall) {
  const record = referralRecord(row, { locale: call.locale, timeZone: call.shop.timeZone });
  const { currency, advocateId, advocateCode } = row;
  return referralSchema.parse({
    ...record,
    advocate: advocateId === null ? null : { id: advocateId, code: advocateCode },
    ...{ total: money(row.totalMinor, currency), refunded: money(row.refundedMinor, currency) },
  });
}

type RewardPart = Pick<RewardRow, 'kind' | 'percentage' | 'amountMinor' | 'currency'> &
  Omit<z.output<typeof rewardSchema>, 'value'>;
function rewardOf(row: RewardPart) {
  const { kind, percentage, amountMinor, currency } = row;
  const amount = amountMinor === null ? null : money(amountMinor, currency);
  return rewardSchema.parse({ ...row, value: { kind, percentage: percentage === null ? null : percentage / 100, amount } });
}

export const READS = [
  operation({
    ...{ method: 'get', path: '/shop', scope: null, summary: 'The shop that the key belongs to, and what the key may do' },
    answer: shopSchema,
    run: ({ shop, key }) =>
      Promise.resolve({
        domain: shop.domain,
        name: shop.name,
        currency: shop.currency,
        timeZone: shop.timeZone,
        scopes: key.scopes,
      }),
  }),
  operation({
    ...{ method: 'get', path: '/advocates', scope: 'read_advocates', summary: 'Advocates, the newest first' },
    query: z.object({ ...paging, state: z.enum(ADVOCATE_STATES).optional() }),
    answer: pageOf(advocateSchema),
    run(call) {
      const { shop, query, context } = call;
      const place = placeOf(query.cursor);
      const filter = { state: query.state ?? null };
      const page = listAdvocates(context.db.prisma, shop, filter, 'enrolled-desc', place, query.limit, revealFor(call));
      return answerPage(page, (row) => advocateOf(row, shop.currency));
    },
  }),
  operation({
    ...{ method: 'get', path: '/advocates/{id}', scope: 'read_advocates', summary: 'One advocate' },
    answer: advocateDetailSchema,
    async run(call) {
      const { shop, params, context } = call;
      const found = await readAdvocateProfile(context.db.prisma, shop, params['id'] ?? '', revealFor(call));
      if (found === null) throw notFound();
      const { customerId, chosenCodes, reversed, rewardsOwed } = found;
      return { ...advocateOf(found, shop.currency), customerId, chosenCodes, reversed, rewardsOwed };
    },
  }),
  operation({
    ...{
      method: 'get',
      path: '/referrals',
      scope: 'read_referrals',
      summary: 'Orders and sign-ups with evidence, explained, the newest first',
    },
    query: z.object({ ...paging, standing: z.enum(STANDINGS).optional(), advocateId: z.uuid().optional() }),
    answer: pageOf(referralSchema),
    run(call) {
      const { shop, query, context } = call;
      const filter = { standing: query.standing ?? null, advocateId: query.advocateId ?? null };
      const page = listDecisions(context.db.prisma, shop, filter, placeOf(query.cursor), query.limit, revealFor(call));
      return answerPage(page, (row) => referralOf(row, call));
    },
  }),
  operation({
    ...{ method: 'get', path: '/referrals/{orderId}', scope: 'read_referrals', summary: 'One order or sign-up, explained' },
    answer: referralSchema,
    async run(call) {
      const { shop, params, context } = call;
      const filter = { orderId: params['orderId'] ?? '' };
      const { rows } = await listDecisions(context.db.prisma, shop, filter, null, 1, revealFor(call));
      const [row] = rows;
      if (row === undefined) throw notFound();
      return referralOf(row, call);
    },
  }),
  operation({
    ...{ method: 'get', path: '/rewards', scope: 'read_rewards', summary: 'Rewards, the newest first' },
    query: z.object({ ...paging, group: z.enum(REWARD_GROUPS).optional(), advocateId: z.uuid().optional() }),
    answer: pageOf(rewardSchema),
    run(call) {
      const { shop, query, context } = call;
      const filter = { group: query.group ?? null, advocateId: query.advocateId ?? null };
      return answerPage(
        listRewards(context.db.prisma, shop, filter, placeOf(query.cursor), query.limit, revealFor(call)),
        rewardOf,
      );
    },
  }),
  operation({
    ...{ method: 'get', path: '/rewards/{id}', scope: 'read_rewards', summary: 'One reward' },
    answer: rewardSchema,
    async run(call) {
      const found = await readRewardDetail(
        call.context.db.prisma,
        call.shop.id,
        parameter(call, 'id', z.uuid()),
        revealFor(call),
      );
      if (found === null) throw notFound();
      return rewardOf({ ...found, state: z.enum(REWARD_STATES).parse(found.state) });
    },
  }),
  operation({
    ...{ method: 'get', path: '/reports/summary', scope: 'read_reports', summary: 'The figures of a period (docs/metrics.md)' },
    query: z.object({ from: z.iso.date(), to: z.iso.date() }),
    answer: reportSchema,
    async run({ context, shop, query }) {
      const { days, problem } = readReportChoice(new URLSearchParams(query), dayAt(context.now(), shop.timeZone));
      if (problem !== null)
        throw new ApiProblem(400, `period-${problem.code}`, 'The period is backwards, in the future, or too long.');
      const { revenueMinor, discountMinor, rewardCostMinor, ...counts } = await readReportFigures(context.db.prisma, shop, days);
      const { currency, timeZone } = shop;
      return {
        ...{ ...days, timeZone, ...counts, revenue: money(revenueMinor, currency) },
        ...{ discounts: money(discountMinor, currency), rewardCost: money(rewardCostMinor, currency) },
      };
    },
  }),
];
