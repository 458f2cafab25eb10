import { useTranslation } from 'react-i18next';
import type { RewardRow } from '../queries/reward-list.server.ts';
import { RewardReason, RewardStanding, RewardWorth } from './rewards/reward-cells.tsx';
import { SimpleTable } from './simple-table.tsx';

/** Rewards of one advocate with where each stands; one that Shopify refused shows why and can be tried again. */
export function RewardTable({ rows }: { rows: RewardRow[] }) {
  const { t } = useTranslation();
  return (
    <SimpleTable
      rows={rows}
      keyOf={({ id }) => id}
      names={{ singular: t('rewards.one'), plural: t('rewards.many') }}
      columns={[
        { title: t('rewards.worth'), cell: (reward) => <RewardWorth reward={reward} /> },
        { title: t('rewardLife.for'), cell: (reward) => <RewardReason reward={reward} /> },
        { title: t('rewards.state'), cell: (reward) => <RewardStanding reward={reward} />, wraps: true },
        { title: t('rewards.code'), cell: ({ code, issuedAt }) => (issuedAt === null ? '' : (code ?? '')) },
      ]}
    />
  );
}
