import { type ActionFunctionArgs, json, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { BlockStack, Layout, Page } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { openAdmin, orNotFound } from '../admin-request.server.ts';
import { AdvocateReferrals } from '../components/advocate/advocate-referrals.tsx';
import { AdvocateRewards } from '../components/advocate/advocate-rewards.tsx';
import { AdvocateSummary } from '../components/advocate/advocate-summary.tsx';
import { BlockCard } from '../components/advocate/block-card.tsx';
import { LinkCard } from '../components/advocate/link-card.tsx';
import { MergeDialog } from '../components/advocate/merge-dialog.tsx';
import { changeAdvocate } from '../change-advocate.server.ts';
import { NotesCard } from '../components/notes-card.tsx';
import { GiveDialog } from '../components/rewards/give-dialog.tsx';
import { AdvocateBadge } from '../components/state-badges.tsx';
import { referralLink } from '../domain/referral-link.ts';
import { sharedRef, signedRef } from '../link-signer.server.ts';
import { readAdvocateProfile } from '../queries/advocate-profile.server.ts';
import { listReferrals } from '../queries/referral-list.server.ts';
import { listStaffNotes } from '../queries/staff-notes.server.ts';
import { listRewards } from '../queries/reward-list.server.ts';

export { PageError as ErrorBoundary } from '../components/page-error.tsx';

const shown = 10;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { context, shop, reveal, userId } = await openAdmin(request);
  const { prisma } = context.db;
  const advocate = orNotFound(await readAdvocateProfile(prisma, shop, params['id'] ?? '', reveal));
  const filter = { advocateId: advocate.id };
  const [referrals, rewards, notes] = await Promise.all([
    listReferrals(prisma, shop, filter, null, shown, reveal),
    listRewards(prisma, shop, filter, null, shown, reveal),
    listStaffNotes(prisma, shop.id, { advocateId: advocate.id }, reveal),
  ]);
  const chosenCode = advocate.chosenCodes.find(({ current }) => current)?.code ?? null;
  const ref = signedRef(context.env, shop.id, sharedRef({ madeCode: advocate.code, chosenCode }), 'copy');
  const link = referralLink(shop.storefrontUrl, ref);
  return json({ advocate, link, referrals, rewards, notes, userId, scopes: shop.scopes });
}

export async function action({ request, params }: ActionFunctionArgs) {
  return changeAdvocate(await openAdmin(request), await request.formData(), params['id'] ?? '');
}

export default function Advocate() {
  const { advocate, link, referrals, rewards, notes, userId, scopes } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const [giving, setGiving] = useState(false);
  const [merging, setMerging] = useState(false);
  const name = advocate.name ?? advocate.code;
  const whyBlocked = notes.find(({ kind }) => kind === 'blocked')?.text ?? null;
  return (
    <Page
      title={name}
      {...(advocate.email === null ? {} : { subtitle: advocate.email })}
      titleMetadata={<AdvocateBadge state={advocate.state} />}
      backAction={{ content: t('nav.advocates'), url: '/app/advocates' }}
      secondaryActions={[
        ...(advocate.state === 'active' ? [{ content: t('rewardLife.give'), onAction: () => setGiving(true) }] : []),
        ...(advocate.state === 'redacted' ? [] : [{ content: t('merge.action'), onAction: () => setMerging(true) }]),
        ...(advocate.customerId === null
          ? []
          : [
              {
                content: t('advocates.inShopify'),
                url: `shopify://admin/customers/${advocate.customerId}`,
                target: '_top' as const,
                external: true,
              },
            ]),
      ]}
    >
      <TitleBar title={name} />
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            <AdvocateSummary advocate={advocate} />
            <AdvocateReferrals page={referrals} code={advocate.code} />
            <AdvocateRewards page={rewards} code={advocate.code} />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            <LinkCard advocate={advocate} link={link} />
            {advocate.state !== 'redacted' && (
              <>
                <NotesCard notes={notes} about={{ advocateId: advocate.id }} userId={userId} />
                <BlockCard name={name} state={advocate.state} reason={whyBlocked} />
              </>
            )}
          </BlockStack>
        </Layout.Section>
      </Layout>
      <GiveDialog open={giving} advocate={{ id: advocate.id, name }} scopes={scopes} onClose={() => setGiving(false)} />
      <MergeDialog open={merging} advocate={advocate} onClose={() => setMerging(false)} />
    </Page>
  );
}
