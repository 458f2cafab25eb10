import { type ActionFunctionArgs, json, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { BlockStack, Layout, Page } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { missingScopes, oneOf, openAdmin, orNotFound } from '../admin-request.server.ts';
import { AskPermission } from '../components/ask-permission.tsx';
import { BudgetCard } from '../components/health/budget-card.tsx';
import { ConnectionCard } from '../components/health/connection-card.tsx';
import { DeliveryCard } from '../components/health/delivery-card.tsx';
import { MailCard } from '../components/health/mail-card.tsx';
import { TrackingCard } from '../components/health/tracking-card.tsx';
import { PrivacyCard } from '../components/health/privacy-card.tsx';
import { DELIVERY_STATES, listDeliveries, readDeliverySummary } from '../queries/delivery-health.server.ts';
import { listTroubledMails, readMailSummary } from '../queries/mail-list.server.ts';
import { listPrivacyRequests } from '../queries/privacy-requests.server.ts';
import { readApiBudget, readOrderCount, readTrackingDays } from '../queries/tracking-health.server.ts';
import { readBulkTask } from '../queries/tasks.server.ts';
import { retryAllDeliveries } from '../services/run-bulk-task.server.ts';
import { retryDelivery } from '../services/retry-delivery.server.ts';
import { acting } from '../staff-acts.server.ts';

export { PageError as ErrorBoundary } from '../components/page-error.tsx';

const shown = 25;
/** Orders are compared every hour; a comparison may wait for Shopify for some time. */
const lateAfter = 3 * 3_600_000;
/** Days whose orders are counted. */
const TRACKED = 7;

export async function loader({ request }: LoaderFunctionArgs) {
  const { context, shop, session, search } = await openAdmin(request);
  const { prisma } = context.db;
  const [summary, deliveries, requests, mailSummary, mails, orderCount, days, budget, retrying] = await Promise.all([
    readDeliverySummary(prisma, shop.domain, context.now()),
    listDeliveries(prisma, shop, oneOf(DELIVERY_STATES, search.get('state')), shown),
    listPrivacyRequests(prisma, shop.id, shown),
    readMailSummary(prisma, shop.id, context.now()),
    listTroubledMails(prisma, shop.id, context.now(), shown),
    readOrderCount(prisma, shop.id),
    readTrackingDays(prisma, shop, context.now(), TRACKED),
    readApiBudget(prisma, shop.id),
    readBulkTask(prisma, shop.id, 'retry-deliveries'),
  ]);
  return json({
    summary,
    deliveries,
    requests,
    mails: { hasServer: context.mailer !== null, summary: mailSummary, mails },
    embedSeenAt: shop.embedSeenAt?.toISOString() ?? null,
    reconciledTo: shop.reconciledTo?.toISOString() ?? null,
    comparison: comparisonOf(shop, context.now()),
    tracking: { orderCount, days },
    budget,
    retrying,
    missingScopes: missingScopes(context, session),
    scopes: shop.scopes,
  });
}

type Comparison = 'soon' | 'first' | 'late' | 'complete';

/** The first comparison goes back 60 days, page by page: until it has come as far as the installation it is not late, but under way. */
function comparisonOf({ reconciledTo, installedAt }: { reconciledTo: Date | null; installedAt: Date }, now: number): Comparison {
  if (reconciledTo === null) return 'soon';
  const isFirst = reconciledTo < installedAt;
  if (now - Math.max(reconciledTo.getTime(), installedAt.getTime()) > lateAfter) return 'late';
  return isFirst ? 'first' : 'complete';
}

/** Tries a dead delivery again, or all of them. */
export async function action({ request }: ActionFunctionArgs) {
  const admin = await openAdmin(request);
  const id = (await request.formData()).get('deliveryId');
  if (id === 'all') {
    return acting(admin, { act: 'deliveries-retried' }, async (_refused, logged) => {
      const started = await retryAllDeliveries(admin.context, admin.shop, logged);
      return json({ retried: started }, started ? {} : { status: 409 });
    });
  }
  const deliveryId = orNotFound(typeof id === 'string' && /^\d{1,19}$/.test(id) ? id : null);
  return acting(admin, { act: 'delivery-retried', subjects: [deliveryId] }, async () => {
    const retried = await retryDelivery(admin.context, admin.shop, deliveryId);
    orNotFound(retried ? true : null);
    return json({ retried });
  });
}

export default function Health() {
  const { summary, deliveries, requests, mails, scopes, tracking, budget, retrying, ...connection } =
    useLoaderData<typeof loader>();
  const { t } = useTranslation();
  return (
    <Page title={t('health.title')} subtitle={t('health.subtitle')} backAction={{ content: t('nav.home'), url: '/app' }}>
      <TitleBar title={t('health.title')} />
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            {requests.length > 0 && <PrivacyCard requests={requests} />}
            {mails.summary.troubled > 0 && <MailCard {...mails} />}
            <TrackingCard {...tracking} />
            <DeliveryCard {...{ summary, deliveries, retrying }} />
            {mails.summary.troubled === 0 && <MailCard {...mails} />}
            {requests.length === 0 && <PrivacyCard requests={requests} />}
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            <ConnectionCard {...connection} />
            <BudgetCard budget={budget} />
            <AskPermission kind="merged-customers" scopes={scopes} text={t('permission.mergedText')} />
          </BlockStack>
        </Layout.Section>
      </Layout>
    </Page>
  );
}
