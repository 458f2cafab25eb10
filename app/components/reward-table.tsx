import { BlockStack, Link, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { orderName } from '../i18n/order-name.ts';
import type { RewardRow } from '../queries/reward-list.server.ts';
import { AdvocateName } from './advocate-name.tsx';
import { useFormats } from './formats.ts';
import { RetryReward } from './retry-reward.tsx';
import { useWorth } from './reward-value.ts';
import { type Column, SimpleTable } from './simple-table.tsx';
import { RewardBadge } from './state-badges.tsx';

/** Rewards with where each stands; one that Shopify refused shows why and can be tried again. */
export function RewardTable({ rows, withAdvocate = true }: { rows: RewardRow[]; withAdvocate?: boolean }) {
  const { t } = useTranslation();
  const worth = useWorth();
  const advocate: Column<RewardRow> = {
    title: t('rewards.advocate'),
    cell: ({ advocateId, advocateName, advocateCode }) => (
      <AdvocateName id={advocateId} name={advocateName} code={advocateCode} />
    ),
  };
  return (
    <SimpleTable
      rows={rows}
      keyOf={({ id }) => id}
      names={{ singular: t('rewards.one'), plural: t('rewards.many') }}
      columns={[
        {
          title: t('rewards.order'),
          cell: ({ orderId, orderName: name }) => (
            <Link url={`/app/referrals/${orderId}`} dataPrimaryLink monochrome removeUnderline>
              <Text as="span" fontWeight="semibold">
                {orderName({ orderId, name }, t)}
              </Text>
            </Link>
          ),
        },
        ...(withAdvocate ? [advocate] : []),
        { title: t('rewards.worth'), cell: (reward) => worth(reward) },
        { title: t('rewards.state'), cell: (reward) => <RewardState reward={reward} />, wraps: true },
        { title: t('rewards.code'), cell: ({ code, issuedAt }) => (issuedAt === null ? '' : (code ?? '')) },
      ]}
    />
  );
}

function RewardState({ reward }: { reward: RewardRow }) {
  const { t, i18n } = useTranslation();
  const { day } = useFormats();
  const { state, held, lastError, dueAt, issuedAt, redeemedAt, expiresAt, revokedAt, revokedReason } = reward;
  const open = state === 'pending' || state === 'approved' || state === 'issuing';
  const failing = lastError !== null && state !== 'redeemed' && state !== 'expired';
  const revoked =
    revokedReason !== null && i18n.exists(`reason.${revokedReason}`) ? t(`reason.${revokedReason as 'order-refunded'}`) : null;
  const detail = failing
    ? lastError
    : open
      ? t(held ? 'rewards.held' : 'rewards.due', { day: day(dueAt) })
      : state === 'issued' && expiresAt !== null
        ? t('rewards.until', { day: day(expiresAt) })
        : [revoked, ...[redeemedAt, revokedAt, issuedAt].filter((at) => at !== null).map(day)]
            .filter((text) => text !== null)
            .slice(0, revoked === null ? 1 : 2)
            .join(', ');
  return (
    <BlockStack gap="100" inlineAlign="start">
      <RewardBadge state={state} failing={failing} />
      {detail !== '' && (
        <Text as="span" variant="bodySm" tone="subdued">
          {detail}
        </Text>
      )}
      {failing && <RetryReward rewardId={reward.id} />}
    </BlockStack>
  );
}
