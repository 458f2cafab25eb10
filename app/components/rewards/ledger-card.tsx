import { BlockStack, Box, Card, InlineStack, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { RewardDetail } from '../../queries/reward-detail.server.ts';
import { useFormats } from '../formats.ts';
import { SimpleTable } from '../simple-table.tsx';

/** The reward's lines of the ledger in plain words, and where its amounts lie now. */
export function LedgerCard({ detail: { entries, balances, currency } }: { detail: RewardDetail }) {
  const { t } = useTranslation();
  const { moment, money } = useFormats();
  return (
    <Card padding="0">
      <Box padding="400" paddingBlockEnd="200">
        <BlockStack gap="200">
          <Text as="h2" variant="headingSm">
            {t('rewardLife.ledgerTitle')}
          </Text>
          <Text as="p" tone="subdued">
            {t(entries.length === 0 ? 'rewardLife.ledgerEmpty' : 'rewardLife.ledgerText')}
          </Text>
        </BlockStack>
      </Box>
      {entries.length > 0 && (
        <>
          <SimpleTable
            rows={entries}
            keyOf={({ key }) => key}
            names={{ singular: t('rewardLife.entry'), plural: t('rewardLife.entries') }}
            columns={[
              {
                title: t('statement.what'),
                wraps: true,
                cell: ({ key, movement }) =>
                  key.startsWith('reduced') ? t('rewardLife.reduced') : t(`statement.movement.${movement}`),
              },
              {
                title: t('statement.fromTo'),
                wraps: true,
                cell: ({ from, to }) =>
                  t('statement.route', { from: t(`statement.accounts.${from}`), to: t(`statement.accounts.${to}`) }),
              },
              { title: t('rewardLife.ledgerWhen'), cell: ({ at }) => moment(at) },
              { title: t('statement.amount'), alignment: 'end', cell: ({ minor, currency: of }) => money(minor, of) },
            ]}
          />
          <Box padding="400">
            <BlockStack gap="100">
              <Text as="h3" variant="headingXs">
                {t('rewardLife.ledgerNow')}
              </Text>
              {balances.map(({ account, minor }) => (
                <InlineStack key={account} align="space-between" gap="200">
                  <Text as="span">{t(`statement.accounts.${account}`)}</Text>
                  <Text as="span" numeric>
                    {money(minor, currency)}
                  </Text>
                </InlineStack>
              ))}
            </BlockStack>
          </Box>
        </>
      )}
    </Card>
  );
}
