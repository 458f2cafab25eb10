import { useRevalidator } from '@remix-run/react';
import { Badge, Box, Card, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { PrivacyRequestRow } from '../../queries/privacy-requests.server.ts';
import { DownloadButton } from '../download-button.tsx';
import { useFormats } from '../formats.ts';
import { SimpleTable } from '../simple-table.tsx';

/** Customers who asked for their data: the store owner downloads the file and sends it to them. */
export function PrivacyCard({ requests }: { requests: PrivacyRequestRow[] }) {
  const { t } = useTranslation();
  const { day, number } = useFormats();
  const { revalidate } = useRevalidator();
  return (
    <Card padding="0">
      <Box padding="400" id="privacy">
        <Text as="h2" variant="headingSm">
          {t('privacy.title')}
        </Text>
        <Text as="p" tone="subdued">
          {t(requests.length === 0 ? 'privacy.none' : 'privacy.text')}
        </Text>
      </Box>
      {requests.length > 0 && (
        <SimpleTable
          rows={requests}
          keyOf={({ id }) => id}
          names={{ singular: t('privacy.one'), plural: t('privacy.title') }}
          columns={[
            { title: t('privacy.request'), cell: ({ id }) => id },
            { title: t('privacy.received'), cell: ({ receivedAt }) => day(receivedAt) },
            { title: t('privacy.orders'), cell: ({ orders }) => number(orders) },
            {
              title: t('privacy.state'),
              cell: ({ answeredAt, dueAt }) =>
                answeredAt === null ? (
                  <Badge tone="attention">{t('privacy.due', { day: day(dueAt) })}</Badge>
                ) : (
                  <Badge tone="success">{t('privacy.answered', { day: day(answeredAt) })}</Badge>
                ),
            },
            {
              title: t('privacy.file'),
              cell: ({ id }) => (
                <DownloadButton url={`/app/privacy/${encodeURIComponent(id)}`} onDone={revalidate} variant="plain">
                  {t('privacy.download')}
                </DownloadButton>
              ),
            },
          ]}
        />
      )}
    </Card>
  );
}
