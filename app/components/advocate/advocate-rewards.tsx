import { useTranslation } from 'react-i18next';
import type { RewardRow } from '../../queries/reward-list.server.ts';
import { RewardTable } from '../reward-table.tsx';
import { TitledList } from '../titled-list.tsx';

/** An advocate's newest rewards. */
export function AdvocateRewards({ page, code }: { page: { rows: RewardRow[]; next: string | null }; code: string }) {
  const { t } = useTranslation();
  return (
    <TitledList
      title={t('rewards.title')}
      allUrl={page.next === null ? null : `/app/rewards?q=${encodeURIComponent(code)}`}
      empty={page.rows.length === 0 ? t('advocates.noRewards') : null}
    >
      <RewardTable rows={page.rows} />
    </TitledList>
  );
}
