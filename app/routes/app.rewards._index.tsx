import { type ActionFunctionArgs, json, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { Page } from '@shopify/polaris';
import { GiftCardIcon } from '@shopify/polaris-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { openAdmin, orNotFound, PAGE_SIZE } from '../admin-request.server.ts';
import { DownloadButton } from '../components/download-button.tsx';
import { useFormats } from '../components/formats.ts';
import { ListCard } from '../components/list-card.tsx';
import { ListFilters, usePeriodFilter } from '../components/list-filters.tsx';
import { useOwedFilter } from '../components/owed/use-owed-filter.ts';
import { GiveDialog } from '../components/rewards/give-dialog.tsx';
import { RewardIndex } from '../components/rewards/reward-index.tsx';
import { useRewardFilters } from '../components/rewards/use-reward-filters.ts';
import { useListAddress } from '../components/use-list-address.ts';
import { viewsOf } from '../open-with-view.server.ts';
import { countOpenRewards, listRewards } from '../queries/reward-list.server.ts';
import { readBulkTask } from '../queries/tasks.server.ts';
import { rewardFilterOf } from '../reward-filter.server.ts';
import { retryReward } from '../services/retry-reward.server.ts';
import { acting } from '../staff-acts.server.ts';

export { PageError as ErrorBoundary } from '../components/page-error.tsx';

export async function loader({ request }: LoaderFunctionArgs) {
  const admin = await openAdmin(request);
  const { context, shop, place, reveal } = admin;
  const views = await viewsOf(admin, request, 'rewards');
  const [page, counts, task] = await Promise.all([
    listRewards(context.db.prisma, shop, rewardFilterOf(admin), place, PAGE_SIZE, reveal),
    countOpenRewards(context.db.prisma, shop.id),
    readBulkTask(context.db.prisma, shop.id, 'act-on-rewards'),
  ]);
  return json({ page, counts, task, views, scopes: shop.scopes });
}

/** Tries a refused reward again. */
export async function action({ request }: ActionFunctionArgs) {
  const admin = await openAdmin(request);
  const asked = z.guid().safeParse((await request.formData()).get('rewardId'));
  const rewardId = orNotFound(asked.success ? asked.data : null);
  return acting(admin, { act: 'reward-retried', subjects: [rewardId] }, async () => {
    const queued = await retryReward(admin.context, admin.shop, rewardId);
    orNotFound(queued ? true : null);
    return json({ queued });
  });
}

export default function Rewards() {
  const { page, counts, task, views, scopes } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const { number } = useFormats();
  const address = useListAddress();
  const [giving, setGiving] = useState(false);
  const withCount = (words: string, count: number) => (count === 0 ? words : `${words} (${number(count)})`);
  const tabs = [
    { value: '', label: t('list.all') },
    { value: 'owed', label: withCount(t('rewards.owed'), counts.owed) },
    { value: 'issued', label: t('reward.issued') },
    { value: 'redeemed', label: t('reward.redeemed') },
    { value: 'expired', label: t('reward.expired') },
    { value: 'revoked', label: t('reward.revoked') },
    { value: 'failing', label: withCount(t('reward.failing'), counts.failing) },
  ];
  return (
    <Page
      title={t('rewards.title')}
      subtitle={t('rewards.subtitle')}
      backAction={{ content: t('nav.home'), url: '/app' }}
      secondaryActions={[
        { content: t('rewardLife.give'), onAction: () => setGiving(true) },
        { content: t('owed.title'), url: '/app/rewards/owed' },
      ]}
      primaryAction={<DownloadButton url={`/app/export/rewards${address.filters}`}>{t('export.button')}</DownloadButton>}
    >
      <TitleBar title={t('rewards.title')} />
      <ListCard
        address={address}
        page={page}
        filters={
          <ListFilters
            address={address}
            tabKey="state"
            tabs={tabs}
            tabsLabel={t('rewards.state')}
            filters={[usePeriodFilter(t('rewards.earned')), useOwedFilter(), ...useRewardFilters()]}
            views={{ list: 'rewards', rows: views }}
            searchHint={t('rewards.search')}
          />
        }
        empty={{ icon: GiftCardIcon, title: t('rewards.emptyTitle'), text: t('rewards.emptyText') }}
      >
        <RewardIndex rows={page.rows} task={task} filters={address.filters} more={page.next !== null || page.previous !== null} />
      </ListCard>
      <GiveDialog open={giving} advocate={null} scopes={scopes} onClose={() => setGiving(false)} />
    </Page>
  );
}
