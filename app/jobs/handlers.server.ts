/** Which service does which job. */
import type { Context } from '../context.server.ts';
import { askJourneys } from '../services/ask-journeys.server.ts';
import { askParcels } from '../services/ask-parcels.server.ts';
import { fillPools } from '../services/fill-pools.server.ts';
import { grantReward } from '../services/grant-reward.server.ts';
import { keepHouse } from '../services/keep-house.server.ts';
import { planReconciliations } from '../services/plan-reconciliations.server.ts';
import { readImport } from '../services/read-import.server.ts';
import { reconcileOrders } from '../services/reconcile-orders.server.ts';
import { releaseDueRewards } from '../services/release-due-rewards.server.ts';
import { revokeRewardCode } from '../services/revoke-reward-code.server.ts';
import { runBulkTask } from '../services/run-bulk-task.server.ts';
import { runImport } from '../services/run-import.server.ts';
import { sendMail } from '../services/send-mail.server.ts';
import { sendOutgoingEvents } from '../services/send-outgoing-events.server.ts';
import { settleIn } from '../services/settle-in.server.ts';
import { settleSharedCodes } from '../services/settle-shared-codes.server.ts';
import { tellOfRewards } from '../services/tell-of-rewards.server.ts';
import { writeAdvocateLinks } from '../services/write-advocate-links.server.ts';
import { writeStandings } from '../services/write-standings.server.ts';
import type { JobName, Jobs } from './queue.server.ts';

type Handlers = { [Name in JobName]: (context: Context, data: Jobs[Name]) => Promise<unknown> };

const HANDLERS: Handlers = {
  'grant-reward': grantReward,
  'fill-pools': fillPools,
  'revoke-reward-code': revokeRewardCode,
  'send-mail': sendMail,
  'tell-of-rewards': tellOfRewards,
  'write-advocate-links': writeAdvocateLinks,
  'write-standings': writeStandings,
  'send-outgoing-events': sendOutgoingEvents,
  'settle-shared-codes': settleSharedCodes,
  'release-due-rewards': releaseDueRewards,
  'plan-reconciliations': planReconciliations,
  'reconcile-orders': reconcileOrders,
  'ask-journeys': askJourneys,
  'ask-parcels': askParcels,
  'read-import': readImport,
  'run-import': runImport,
  'run-bulk-task': runBulkTask,
  'settle-in': settleIn,
  'keep-house': keepHouse,
};

/** Does one job. Throws what the service throws. */
export async function handleJob<Name extends JobName>(context: Context, name: Name, data: Jobs[Name]): Promise<void> {
  const handler: (context: Context, data: Jobs[Name]) => Promise<unknown> = HANDLERS[name];
  await handler(context, data);
}
