import { useTranslation } from 'react-i18next';
import type { ReferralRow } from '../../queries/referral-list.server.ts';
import { ReferralTable } from '../referral-table.tsx';
import { TitledList } from '../titled-list.tsx';

/** The newest orders that an advocate's evidence came with. */
export function AdvocateReferrals({ page, code }: { page: { rows: ReferralRow[]; next: string | null }; code: string }) {
  const { t } = useTranslation();
  return (
    <TitledList
      title={t('referrals.title')}
      allUrl={page.next === null ? null : `/app/referrals?q=${encodeURIComponent(code)}`}
      empty={page.rows.length === 0 ? t('advocates.noReferrals') : null}
    >
      <ReferralTable rows={page.rows} withAdvocate={false} />
    </TitledList>
  );
}
