import { json, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { BlockStack, Layout, Page } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { openAdmin, orNotFound } from '../admin-request.server.ts';
import { useFormats } from '../components/formats.ts';
import { CheckCard } from '../components/referral/check-card.tsx';
import { DecisionCard } from '../components/referral/decision-card.tsx';
import { EvidenceCard } from '../components/referral/evidence-card.tsx';
import { HistoryCard } from '../components/referral/history-card.tsx';
import { MoneyCard } from '../components/referral/money-card.tsx';
import { useReferralActions } from '../components/referral/referral-actions.tsx';
import { RewardCard } from '../components/referral/reward-card.tsx';
import { NotesCard } from '../components/notes-card.tsx';
import { StandingBadge } from '../components/state-badges.tsx';
import { readReferralDetail } from '../queries/referral-detail.server.ts';
import { listStaffNotes } from '../queries/staff-notes.server.ts';

export { PageError as ErrorBoundary } from '../components/page-error.tsx';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { context, shop, reveal, userId } = await openAdmin(request);
  const detail = await readReferralDetail(context.db.prisma, shop.id, params['orderId'] ?? '', reveal);
  const { orderId } = orNotFound(detail);
  const notes = await listStaffNotes(context.db.prisma, shop.id, { orderId }, reveal);
  return json({ detail: orNotFound(detail), notes, userId });
}

/** Why this order was or was not credited. */
export default function Referral() {
  const { detail, notes, userId } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const { moment } = useFormats();
  const { actions, card, dialogs } = useReferralActions(detail);
  const signUp = detail.kind === 'sign-up';
  const title = signUp ? t('referral.signUp') : t('referral.title', { order: detail.name });
  const inShopify = signUp
    ? { content: t('advocates.inShopify'), url: `shopify://admin/customers/${detail.customerId}` }
    : { content: t('referral.inShopify'), url: `shopify://admin/orders/${detail.orderId}` };
  return (
    <Page
      title={title}
      subtitle={moment(detail.placedAt)}
      titleMetadata={<StandingBadge standing={detail.referralState ?? 'not-credited'} />}
      backAction={{ content: t('nav.referrals'), url: '/app/referrals' }}
      secondaryActions={[
        ...actions,
        ...(signUp && detail.customerId === null ? [] : [{ ...inShopify, target: '_top' as const, external: true }]),
      ]}
    >
      <TitleBar title={title} />
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            {card}
            <DecisionCard detail={detail} />
            <EvidenceCard detail={detail} />
            <CheckCard detail={detail} />
            <HistoryCard detail={detail} userId={userId} />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            <MoneyCard detail={detail} />
            <RewardCard detail={detail} of="advocate" />
            {(detail.friendReward !== null || detail.friendUnrewarded !== null) && <RewardCard detail={detail} of="friend" />}
            <NotesCard notes={notes} about={{ orderId: detail.orderId }} userId={userId} />
          </BlockStack>
        </Layout.Section>
      </Layout>
      {dialogs}
    </Page>
  );
}
