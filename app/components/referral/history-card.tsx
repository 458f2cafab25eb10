import { BlockStack, Card, InlineStack, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { ReferralDetail } from '../../queries/referral-detail.server.ts';
import { useFormats } from '../formats.ts';
import { useHistory } from './use-history.ts';

/** What happened to the order, its credit and its reward, in the order in which it happened. */
export function HistoryCard({ detail, userId }: { detail: ReferralDetail; userId: string | null }) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const events = useHistory(detail, userId);
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingSm">
          {t('history.title')}
        </Text>
        <ol className="timeline">
          {events.map(({ at, text, note }) => (
            <li key={`${at}-${text}`}>
              <InlineStack align="space-between" gap="200">
                <Text as="span">{text}</Text>
                <Text as="span" tone="subdued" variant="bodySm">
                  {moment(at)}
                </Text>
              </InlineStack>
              {note !== undefined && note !== null && (
                <Text as="p" tone="subdued">
                  “{note}”
                </Text>
              )}
            </li>
          ))}
        </ol>
      </BlockStack>
    </Card>
  );
}
