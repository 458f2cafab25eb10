import { json, type LoaderFunctionArgs } from '@remix-run/node';
import { oneOf, openAdmin } from '../admin-request.server.ts';
import type { ChosenCredits } from '../components/review/review-list.tsx';
import { RISK_CHECK_CODES } from '../domain/risk/codes.ts';
import { listHeldCredits } from '../queries/review-queue.server.ts';

/** As many as a person can oversee, and decide, at once. */
const MOST = 500;

/** All held credits that the queue's filters leave, for a verdict on all of them. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { context, shop, search, terms, reveal } = await openAdmin(request);
  const filter = { check: oneOf(RISK_CHECK_CODES, search.get('check')), search: terms };
  const { rows, next } = await listHeldCredits(context.db.prisma, shop, filter, null, MOST, reveal);
  const stakes = rows.map(({ orderId, name, currency, totalMinor, rewards }) => ({
    orderId,
    name,
    currency,
    totalMinor,
    rewards,
  }));
  return json<ChosenCredits>({ stakes, capped: next !== null });
}
