import { BlockStack, Box, Button, Card, Icon, InlineStack, Text } from '@shopify/polaris';
import { AlertCircleIcon, CheckCircleIcon } from '@shopify/polaris-icons';
import { useTranslation } from 'react-i18next';
import type { OpenProblems } from '../../queries/open-problems.server.ts';
import { useFormats } from '../formats.ts';

/** What waits for the merchant, each with its next step; says so when nothing does. */
export function NeedsYou({ problems, missingScopes }: { problems: OpenProblems; missingScopes: string[] }) {
  const { t } = useTranslation();
  const { day } = useFormats();
  const { heldCredits, deadDeliveries, failingRewards, failedClaims, dataRequests, dataRequestDueAt } = problems;
  const items = [
    missingScopes.length > 0 && {
      text: t('needs.scopes', { scopes: missingScopes.join(', ') }),
      action: t('needs.open'),
      url: '/app/health',
    },
    heldCredits > 0 && {
      text: t('needs.held', { count: heldCredits }),
      action: t('needs.decide'),
      url: '/app/review',
    },
    failingRewards > 0 && {
      text: t('needs.rewards', { count: failingRewards }),
      action: t('needs.seeWhy'),
      url: '/app/rewards?state=failing',
    },
    failedClaims > 0 && {
      text: t('needs.claims', { count: failedClaims }),
      action: t('needs.seeWhy'),
      url: '/app/referrals/claims?state=failed',
    },
    deadDeliveries > 0 && {
      text: t('needs.deliveries', { count: deadDeliveries }),
      action: t('needs.tryAgain'),
      url: '/app/health',
    },
    dataRequests > 0 && {
      text: t('needs.data', { count: dataRequests, day: dataRequestDueAt === null ? '' : day(dataRequestDueAt) }),
      action: t('needs.answer'),
      url: '/app/health#privacy',
    },
  ].filter((item) => item !== false);

  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingSm">
          {t('needs.title')}
        </Text>
        {items.length === 0 && (
          <InlineStack gap="200" wrap={false}>
            <Box>
              <Icon source={CheckCircleIcon} tone="success" />
            </Box>
            <Text as="p" tone="subdued">
              {t('needs.nothing')}
            </Text>
          </InlineStack>
        )}
        {items.map(({ text, action, url }) => (
          <InlineStack key={text} gap="200" wrap={false} blockAlign="start">
            <Box>
              <Icon source={AlertCircleIcon} tone="caution" />
            </Box>
            <BlockStack gap="100" inlineAlign="start">
              <Text as="p">{text}</Text>
              <Button variant="plain" url={url}>
                {action}
              </Button>
            </BlockStack>
          </InlineStack>
        ))}
      </BlockStack>
    </Card>
  );
}
