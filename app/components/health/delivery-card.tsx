import { useFetcher } from '@remix-run/react';
import { useAppBridge } from '@shopify/app-bridge-react';
import { BlockStack, Box, Button, Card, InlineGrid, Link, Select, Text } from '@shopify/polaris';
import { NotificationIcon } from '@shopify/polaris-icons';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeliveryRow, DeliverySummary } from '../../queries/delivery-health.server.ts';
import { EmptyNote } from '../empty-note.tsx';
import { useFormats } from '../formats.ts';
import { SimpleTable } from '../simple-table.tsx';
import { DeliveryBadge } from '../state-badges.tsx';
import { useListAddress } from '../use-list-address.ts';
import type { BulkTask } from '../../queries/tasks.server.ts';
import { RetryAll } from './retry-all.tsx';
import { useDeliveryReason } from './use-delivery-reason.ts';

/** Who told; Shopify unless it says otherwise. */
const SOURCES: Readonly<Record<string, 'health.byUs' | 'health.byStaff' | 'health.byRule' | 'health.byStorefront'>> = {
  reconcile: 'health.byUs',
  staff: 'health.byStaff',
  rule: 'health.byRule',
  storefront: 'health.byStorefront',
};

/** The newest webhooks and what became of them; one that failed for good says why and can be tried again. */
export function DeliveryCard({
  summary,
  deliveries,
  retrying,
}: {
  summary: DeliverySummary;
  deliveries: DeliveryRow[];
  /** The newest trying of all that failed. */
  retrying: BulkTask | null;
}) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const address = useListAddress();
  const choices = [
    { value: '', label: t('list.all') },
    ...(['waiting', 'settled', 'ignored', 'dead'] as const).map((value) => ({ value, label: t(`delivery.${value}`) })),
  ];
  return (
    <Card padding="0">
      <Box padding="400">
        <BlockStack gap="300">
          <BlockStack gap="100">
            <Text as="h2" variant="headingSm">
              {t('health.deliveries')}
            </Text>
            <Text as="p" tone="subdued">
              {t('health.deliveriesText')}
            </Text>
          </BlockStack>
          <Figures summary={summary} />
          <RetryAll dead={summary.dead} task={retrying} />
        </BlockStack>
      </Box>
      <Box paddingInline="400" paddingBlockEnd="300" maxWidth="240px">
        <Select
          id="delivery-state"
          label={t('health.show')}
          labelInline
          options={choices}
          value={address.read('state') ?? ''}
          onChange={(state) => address.change({ state: state === '' ? null : state })}
        />
      </Box>
      {deliveries.length === 0 ? (
        <EmptyNote level="h3" icon={NotificationIcon} title={t('health.noDeliveries')}>
          {t('health.noDeliveriesText')}
        </EmptyNote>
      ) : (
        <SimpleTable
          rows={deliveries}
          keyOf={({ id }) => id}
          names={{ singular: t('health.delivery'), plural: t('health.deliveries') }}
          columns={[
            { title: t('health.topic'), cell: (delivery) => <Topic {...delivery} /> },
            { title: t('health.received'), cell: ({ receivedAt }) => moment(receivedAt) },
            { title: t('health.state'), cell: (delivery) => <State delivery={delivery} />, wraps: true },
            {
              title: t('health.source'),
              wideOnly: true,
              cell: ({ source }) => t(SOURCES[source] ?? 'health.byShopify'),
            },
          ]}
        />
      )}
    </Card>
  );
}

function Topic({ topic, order }: DeliveryRow) {
  const { t, i18n } = useTranslation();
  return (
    <BlockStack>
      <Text as="span" fontWeight="medium">
        {i18n.exists(`topic.${topic}`) ? t(`topic.${topic as 'orders/paid'}`) : topic}
      </Text>
      {order !== null && (
        <Text as="span" variant="bodySm">
          <Link
            {...(order.isListed
              ? { url: `/app/referrals/${order.id}` }
              : { url: `shopify://admin/orders/${order.id}`, target: '_top' as const })}
          >
            {order.name ?? t('health.inShopify')}
          </Link>
        </Text>
      )}
    </BlockStack>
  );
}

function Figures({ summary }: { summary: DeliverySummary }) {
  const { t } = useTranslation();
  const { number, moment } = useFormats();
  const figures = [
    { label: t('health.settledToday'), value: number(summary.settledToday) },
    { label: t('health.waiting'), value: number(summary.waiting) },
    { label: t('health.dead'), value: number(summary.dead) },
    {
      label: t('health.lastReceived'),
      value: summary.lastReceivedAt === null ? t('health.never') : moment(summary.lastReceivedAt),
    },
  ];
  return (
    <InlineGrid columns={{ xs: 2, md: 4 }} gap="300">
      {figures.map(({ label, value }) => (
        <BlockStack key={label}>
          <Text as="span" variant="bodySm" tone="subdued">
            {label}
          </Text>
          <Text as="span" variant="headingSm" numeric>
            {value}
          </Text>
        </BlockStack>
      ))}
    </InlineGrid>
  );
}

function State({ delivery: { id, state, reason } }: { delivery: DeliveryRow }) {
  const { t } = useTranslation();
  const shopify = useAppBridge();
  const reasonText = useDeliveryReason();
  const fetcher = useFetcher<{ retried: boolean }>();
  useEffect(() => {
    if (fetcher.state === 'idle' && fetcher.data?.retried === true) shopify.toast.show(t('health.retried'));
  }, [fetcher.state, fetcher.data, shopify, t]);
  return (
    <BlockStack gap="100" inlineAlign="start">
      <DeliveryBadge state={state} />
      {reason !== null && (
        <Text as="span" variant="bodySm" tone="subdued">
          {reasonText(reason)}
        </Text>
      )}
      {state === 'dead' && (
        <Button
          size="slim"
          loading={fetcher.state !== 'idle'}
          onClick={() => fetcher.submit({ deliveryId: id }, { method: 'post' })}
        >
          {t('health.retry')}
        </Button>
      )}
    </BlockStack>
  );
}
