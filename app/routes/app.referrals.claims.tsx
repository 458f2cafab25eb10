import { type ActionFunctionArgs, json, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { BlockStack, Page, Text } from '@shopify/polaris';
import { DiscountIcon } from '@shopify/polaris-icons';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { oneOf, openAdmin, orNotFound, PAGE_SIZE } from '../admin-request.server.ts';
import { AdvocateName } from '../components/advocate-name.tsx';
import { DownloadButton } from '../components/download-button.tsx';
import { useFormats } from '../components/formats.ts';
import { ListCard } from '../components/list-card.tsx';
import { ListFilters, usePeriodFilter } from '../components/list-filters.tsx';
import { RepairOffer } from '../components/repair-offer.tsx';
import { SimpleTable } from '../components/simple-table.tsx';
import { ClaimBadge } from '../components/state-badges.tsx';
import { useListAddress } from '../components/use-list-address.ts';
import { problemText } from '../i18n/problem-text.ts';
import { CLAIM_STATES, type ClaimRow, listClaims } from '../queries/arrivals.server.ts';
import { repairOffer } from '../services/repair-offer.server.ts';
import { acting } from '../staff-acts.server.ts';

export { PageError as ErrorBoundary } from '../components/page-error.tsx';

export async function loader({ request }: LoaderFunctionArgs) {
  const { context, shop, search, period, place, reveal } = await openAdmin(request);
  const filter = { period, state: oneOf(CLAIM_STATES, search.get('state')) };
  return json({ page: await listClaims(context.db.prisma, shop, filter, place, PAGE_SIZE, reveal) });
}

const wishSchema = z.object({ claimId: z.guid() });

/** Staff have the discount behind an offer put right. */
export async function action({ request }: ActionFunctionArgs) {
  const admin = await openAdmin(request);
  const asked = wishSchema.safeParse(Object.fromEntries(await request.formData()));
  if (!asked.success) throw new Response('Not a claim', { status: 400 });
  const { claimId } = asked.data;
  return acting(admin, { act: 'claim-repaired', subjects: [claimId] }, async () =>
    json(orNotFound(await repairOffer(admin.context, admin.shop, claimId))),
  );
}

export default function Claims() {
  const { page } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const { moment, day } = useFormats();
  const address = useListAddress();
  const codeText = (gives: ClaimRow['gives'], code: string | null) =>
    gives === 'shared' ? t('claims.shared', { code: code ?? '' }) : (code ?? t('claims.noCode'));
  const problemOf = ({ state, lastError, trouble }: Pick<ClaimRow, 'state' | 'lastError' | 'trouble'>) =>
    trouble === null ? (state === 'failed' && lastError !== null ? problemText(t, lastError) : null) : t(`claims.${trouble}`);
  const tabs = [
    { value: '', label: t('list.all') },
    ...(['ready', 'used', 'failed'] as const).map((value) => ({ value, label: t(`claim.${value}`) })),
  ];
  return (
    <Page
      title={t('claims.title')}
      subtitle={t('claims.subtitle')}
      backAction={{ content: t('nav.referrals'), url: '/app/referrals' }}
      primaryAction={<DownloadButton url={`/app/export/claims${address.filters}`}>{t('export.button')}</DownloadButton>}
    >
      <TitleBar title={t('claims.title')} />
      <ListCard
        address={address}
        page={page}
        filters={
          <ListFilters
            address={address}
            tabKey="state"
            tabs={tabs}
            tabsLabel={t('claims.state')}
            filters={[usePeriodFilter(t('claims.time'))]}
          />
        }
        empty={{ icon: DiscountIcon, title: t('claims.emptyTitle'), text: t('claims.emptyText') }}
      >
        <SimpleTable
          rows={page.rows}
          keyOf={({ id }) => id}
          names={{ singular: t('claims.one'), plural: t('claims.many') }}
          columns={[
            { title: t('claims.code'), cell: ({ gives, offerCode }) => codeText(gives, offerCode) },
            { title: t('claims.time'), cell: ({ claimedAt }) => moment(claimedAt) },
            {
              title: t('claims.advocate'),
              cell: ({ advocateId, advocateName, advocateCode }) => (
                <AdvocateName id={advocateId} name={advocateName} code={advocateCode} />
              ),
            },
            {
              title: t('claims.state'),
              wraps: true,
              cell: (claim) => (
                <BlockStack gap="100" inlineAlign="start">
                  <ClaimBadge state={claim.state} />
                  {problemOf(claim) !== null && (
                    <Text as="span" variant="bodySm" tone="subdued">
                      {problemOf(claim)}
                    </Text>
                  )}
                  {claim.trouble === 'edited' && <RepairOffer claimId={claim.id} code={claim.offerCode ?? ''} />}
                </BlockStack>
              ),
            },
            { title: t('claims.expires'), cell: ({ expiresAt }) => (expiresAt === null ? '' : day(expiresAt)) },
          ]}
        />
      </ListCard>
    </Page>
  );
}
