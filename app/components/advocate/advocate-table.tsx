import { BlockStack, InlineStack, Link, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { AdvocateRow } from '../../queries/advocate-list.server.ts';
import { useFormats } from '../formats.ts';
import { SimpleTable } from '../simple-table.tsx';
import { AdvocateBadge } from '../state-badges.tsx';

/** Advocates with what they brought. */
export function AdvocateTable({ rows }: { rows: AdvocateRow[] }) {
  const { t } = useTranslation();
  const { number, money, day } = useFormats();
  return (
    <SimpleTable
      rows={rows}
      keyOf={({ id }) => id}
      names={{ singular: t('advocates.one'), plural: t('advocates.many') }}
      narrow={(row) => (
        <BlockStack gap="050" inlineAlign="start">
          <InlineStack gap="200" blockAlign="center">
            <ProfileLink row={row} />
            {(row.merged || row.state !== 'active') && <AdvocateBadge state={stateOf(row)} />}
          </InlineStack>
          <Contact row={row} />
          <Text as="span" variant="bodySm">
            {[t('advocates.brought', { count: row.referrals }), money(row.revenueMinor)].join(' · ')}
          </Text>
        </BlockStack>
      )}
      columns={[
        {
          title: t('advocates.name'),
          cell: (row) => (
            <BlockStack>
              <ProfileLink row={row} />
              <Contact row={row} />
            </BlockStack>
          ),
        },
        { title: t('advocates.state'), cell: (row) => <AdvocateBadge state={stateOf(row)} /> },
        { title: t('advocates.since'), wideOnly: true, cell: ({ enrolledAt }) => day(enrolledAt) },
        { title: t('advocates.visits'), alignment: 'end', wideOnly: true, cell: ({ visits }) => number(visits) },
        { title: t('advocates.referrals'), alignment: 'end', cell: ({ referrals }) => number(referrals) },
        { title: t('advocates.revenue'), alignment: 'end', cell: ({ revenueMinor }) => money(revenueMinor) },
        { title: t('advocates.rewards'), alignment: 'end', wideOnly: true, cell: ({ rewards }) => number(rewards) },
      ]}
    />
  );
}

const stateOf = ({ merged, state }: AdvocateRow) => (merged ? 'merged' : state);

function ProfileLink({ row: { id, name, code } }: { row: AdvocateRow }) {
  return (
    <Link url={`/app/advocates/${id}`} dataPrimaryLink monochrome removeUnderline>
      <Text as="span" fontWeight="semibold">
        {name ?? code}
      </Text>
    </Link>
  );
}

function Contact({ row: { email, code } }: { row: AdvocateRow }) {
  return (
    <Text as="span" tone="subdued" variant="bodySm">
      {email ?? code}
    </Text>
  );
}
