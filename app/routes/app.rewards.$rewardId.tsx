import { json, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { BlockStack, Layout, Page } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { openAdmin, orNotFound } from '../admin-request.server.ts';
import { RewardMailsCard } from '../components/mails/reward-mails-card.tsx';
import { ActDialog } from '../components/rewards/act-dialog.tsx';
import { ActResult } from '../components/rewards/act-result.tsx';
import { LedgerCard } from '../components/rewards/ledger-card.tsx';
import { LifeCard } from '../components/rewards/life-card.tsx';
import { NowCard } from '../components/rewards/now-card.tsx';
import { StuckBanners } from '../components/rewards/stuck-banners.tsx';
import { useOneReward } from '../components/rewards/use-one-reward.ts';
import { WhyCard } from '../components/rewards/why-card.tsx';
import { useWorth } from '../components/reward-value.ts';
import { RewardBadge } from '../components/state-badges.tsx';
import { listRewardMails } from '../queries/mail-list.server.ts';
import { readRewardDetail } from '../queries/reward-detail.server.ts';

export { PageError as ErrorBoundary } from '../components/page-error.tsx';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { context, shop, reveal, userId } = await openAdmin(request);
  const id = z.guid().safeParse(params['rewardId']);
  const detail = id.success ? await readRewardDetail(context.db.prisma, shop.id, id.data, reveal) : null;
  const mails = detail === null ? [] : await listRewardMails(context.db.prisma, shop.id, detail.id);
  return json({ detail: orNotFound(detail), mails, userId, scopes: shop.scopes });
}

/** One reward, from its promise to its end. */
export default function Reward() {
  const { detail, mails, userId, scopes } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const worth = useWorth()(detail);
  const { actions, acts, question, act, close } = useOneReward(detail);
  const failing = detail.lastError !== null && detail.state !== 'redeemed' && detail.state !== 'expired';
  return (
    <Page
      title={worth}
      titleMetadata={<RewardBadge state={detail.state} failing={failing} />}
      backAction={{ content: t('rewards.title'), url: '/app/rewards' }}
      secondaryActions={actions}
    >
      <TitleBar title={t('rewardLife.title', { worth })} />
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            <ActResult acts={acts} />
            <StuckBanners detail={detail} failing={failing} scopes={scopes} />
            <LifeCard detail={detail} userId={userId} />
            <RewardMailsCard mails={mails} />
            <LedgerCard detail={detail} />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            <NowCard detail={detail} />
            <WhyCard detail={detail} />
          </BlockStack>
        </Layout.Section>
      </Layout>
      <ActDialog question={question} onAct={act} onClose={close} />
    </Page>
  );
}
