import { json, type LoaderFunctionArgs } from '@remix-run/node';
import { openAdmin } from '../admin-request.server.ts';
import { chooseRewards } from '../queries/reward-list.server.ts';
import { rewardFilterOf } from '../reward-filter.server.ts';

/** As many as a person can oversee, and change, at once. */
const MOST = 500;

/** All rewards that the list's filters leave, for a change of all of them. */
export async function loader({ request }: LoaderFunctionArgs) {
  const admin = await openAdmin(request);
  return json(await chooseRewards(admin.context.db.prisma, admin.shop, rewardFilterOf(admin), MOST));
}
