import { BlockStack, Box, Card, InlineGrid, Link, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { MailRow, MailSummary } from '../../queries/mail-list.server.ts';
import { useFormats } from '../formats.ts';
import { MailState } from '../mails/mail-state.tsx';
import { SimpleTable } from '../simple-table.tsx';

/** Whether the app's e-mails reach customers; those that did not are listed with the reason. */
export function MailCard({ hasServer, summary, mails }: { hasServer: boolean; summary: MailSummary; mails: MailRow[] }) {
  const { t } = useTranslation();
  const { number, moment } = useFormats();
  const figures = [
    { label: t('mail.sentLately'), value: summary.sent },
    { label: t('mail.waiting'), value: summary.waiting },
    { label: t('mail.troubled'), value: summary.troubled },
  ];
  return (
    <Card padding="0">
      <Box padding="400" id="mails">
        <BlockStack gap="300">
          <BlockStack gap="100">
            <Text as="h2" variant="headingSm">
              {t('mail.title')}
            </Text>
            <Text as="p" tone="subdued">
              {t(hasServer ? 'mail.text' : 'mail.noServer')}
            </Text>
          </BlockStack>
          {hasServer && (
            <InlineGrid columns={3} gap="300">
              {figures.map(({ label, value }) => (
                <BlockStack key={label}>
                  <Text as="span" variant="bodySm" tone="subdued">
                    {label}
                  </Text>
                  <Text as="span" variant="headingSm" numeric>
                    {number(value)}
                  </Text>
                </BlockStack>
              ))}
            </InlineGrid>
          )}
        </BlockStack>
      </Box>
      {mails.length > 0 && (
        <SimpleTable
          rows={mails}
          keyOf={({ id }) => id}
          names={{ singular: t('mail.one'), plural: t('mail.title') }}
          columns={[
            {
              title: t('mail.about'),
              cell: ({ kind, rewardId }) => (
                <Link url={`/app/rewards/${rewardId}`} dataPrimaryLink monochrome removeUnderline>
                  {t(`mail.kind.${kind}`)}
                </Link>
              ),
            },
            { title: t('mail.at'), cell: ({ endedAt, createdAt }) => moment(endedAt ?? createdAt) },
            { title: t('mail.outcome'), cell: (mail) => <MailState mail={mail} />, wraps: true },
          ]}
        />
      )}
    </Card>
  );
}
