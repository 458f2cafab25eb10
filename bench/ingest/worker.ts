/** A worker process that works the inbox off as `npm run start:worker` does, without a Shopify to ask: every order is its buyer's first. */
import { startContext } from '../../app/context.server.ts';
import { readEnvironment } from '../../app/env.server.ts';
import { startInbox } from '../../app/jobs/inbox.server.ts';
import { listenForInbox } from '../../app/jobs/inbox-signal.server.ts';
import { shopifyThatNumbersOrders } from '../../tests/fixtures/order-events.ts';

const env = readEnvironment();
const url = env.DATABASE_URL ?? '';
const started = await startContext({ env, databaseUrl: url, worker: false });
const context = { ...started, shopify: shopifyThatNumbersOrders() };
const inbox = startInbox(context, 2);
listenForInbox(env.DATABASE_SESSION_URL ?? url, inbox.wake, context.log);
