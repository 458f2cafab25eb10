import { BlockStack, Card, InlineStack, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { RewardDetail } from '../../queries/reward-detail.server.ts';
import { useFormats } from '../formats.ts';
import { useRewardLife } from './use-reward-life.ts';

/** What happened to the reward, in the order in which it happened, and what comes next. */
export function LifeCard({ detail, userId }: { detail: RewardDetail; userId: string | null }) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const moments = useRewardLife(detail, userId);
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingSm">
          {t('rewardLife.lifeTitle')}
        </Text>
        <ol className="timeline">
          {moments.map(({ at, text, note, ahead }) => (
            <li key={`${at}-${text}`}>
              <InlineStack align="space-between" gap="200">
                <Text as="span" {...(ahead ? { tone: 'subdued' as const } : {})}>
                  {text}
                </Text>
                <Text as="span" tone="subdued" variant="bodySm">
                  {at === null ? '' : moment(at)}
                </Text>
              </InlineStack>
              {note !== null && (
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
