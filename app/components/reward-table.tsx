import { useTranslation } from 'react-i18next';
import type { RewardRow } from '../queries/reward-list.server.ts';
import { AdvocateName } from './advocate-name.tsx';
import { RewardReason, RewardStanding, RewardWorth } from './rewards/reward-cells.tsx';
import { type Column, SimpleTable } from './simple-table.tsx';

/** Rewards with where each stands; one that Shopify refused shows why and can be tried again. */
export function RewardTable({ rows, withAdvocate = true }: { rows: RewardRow[]; withAdvocate?: boolean }) {
  const { t } = useTranslation();
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
        { title: t('rewards.worth'), cell: (reward) => <RewardWorth reward={reward} /> },
        { title: t('rewardLife.for'), cell: (reward) => <RewardReason reward={reward} /> },
        ...(withAdvocate ? [advocate] : []),
        { title: t('rewards.state'), cell: (reward) => <RewardStanding reward={reward} />, wraps: true },
        { title: t('rewards.code'), cell: ({ code, issuedAt }) => (issuedAt === null ? '' : (code ?? '')) },
      ]}
    />
  );
}
