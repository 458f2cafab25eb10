import { BlockStack, Box, Card, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { ACCOUNTS } from '../../domain/ledger.ts';
import type { CurrencyStatement } from '../../queries/statement-rows.ts';
import { useFormats } from '../formats.ts';
import { SimpleTable } from '../simple-table.tsx';

/** One currency of a month: every account at its start and end, and what moved between them. */
export function StatementCard({ statement }: { statement: CurrencyStatement }) {
  const { t } = useTranslation();
  const { money, number } = useFormats();
  const { currency, opening, closing, lines } = statement;
  const accounts = ACCOUNTS.filter((account) => opening[account] !== '0' || closing[account] !== '0');
  const of = (minor: bigint) => money(minor.toString(), currency);
  const moved = lines.filter(({ entries }) => entries > 0);
  const all = (balances: CurrencyStatement['opening']) => ACCOUNTS.reduce((sum, account) => sum + BigInt(balances[account]), 0n);
  const rows = [
    ...accounts.map((account) => ({
      key: account,
      label: t(`statement.accounts.${account}`),
      opening: BigInt(opening[account]),
      closing: BigInt(closing[account]),
    })),
    { key: 'sum', label: t('statement.sum'), opening: all(opening), closing: all(closing) },
  ];
  return (
    <Card padding="0">
      <Box padding="400" paddingBlockEnd="200">
        <Text as="h2" variant="headingMd">
          {currency}
        </Text>
      </Box>
      <SimpleTable
        rows={rows}
        keyOf={({ key }) => key}
        names={{ singular: t('statement.account'), plural: t('statement.account') }}
        columns={[
          {
            title: t('statement.account'),
            cell: ({ key, label }) => (
              <Text as="span" {...(key === 'sum' ? { fontWeight: 'semibold' } : {})}>
                {label}
              </Text>
            ),
          },
          { title: t('statement.opening'), alignment: 'end', cell: (row) => of(row.opening) },
          { title: t('statement.change'), alignment: 'end', cell: (row) => of(row.closing - row.opening) },
          { title: t('statement.closing'), alignment: 'end', cell: (row) => of(row.closing) },
        ]}
      />
      <Box paddingInline="400" paddingBlock="300">
        <BlockStack gap="300">
          <Text as="p" tone="subdued" variant="bodySm">
            {t('statement.sumText')}
          </Text>
          <Text as="h3" variant="headingSm">
            {t('statement.movementsTitle')}
          </Text>
          {moved.length === 0 && (
            <Text as="p" tone="subdued">
              {t('statement.quiet')}
            </Text>
          )}
        </BlockStack>
      </Box>
      {moved.length > 0 && (
        <SimpleTable
          rows={moved}
          keyOf={({ from, to }) => `${from} ${to}`}
          names={{ singular: t('statement.what'), plural: t('statement.what') }}
          columns={[
            { title: t('statement.what'), wraps: true, cell: ({ movement }) => t(`statement.movement.${movement}`) },
            {
              title: t('statement.fromTo'),
              wraps: true,
              cell: ({ from, to }) =>
                t('statement.route', { from: t(`statement.accounts.${from}`), to: t(`statement.accounts.${to}`) }),
            },
            { title: t('statement.entries'), alignment: 'end', cell: ({ entries }) => number(entries) },
            { title: t('statement.amount'), alignment: 'end', cell: ({ minor }) => money(minor, currency) },
          ]}
        />
      )}
    </Card>
  );
}
