import { Badge, BlockStack, Card, InlineStack, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { ApiBudget } from '../../queries/tracking-health.server.ts';
import { useFormats } from '../formats.ts';

/** A call that waits longer holds somebody up. Milliseconds. */
const LONG = 5_000;
/** Shorter ones are nobody's business. */
const SHORT = 100;

/** What is left of the points that Shopify gives the app, and how long calls waited for them. */
export function BudgetCard({ budget }: { budget: ApiBudget | null }) {
  const { t } = useTranslation();
  const { number, moment } = useFormats();
  const isTight = budget !== null && (budget.available < budget.maximum / 10 || budget.longestWaitMs >= LONG);
  return (
    <Card>
      <BlockStack gap="200">
        <InlineStack align="space-between" blockAlign="center">
          <Text as="h2" variant="headingSm">
            {t('budget.title')}
          </Text>
          {budget !== null && (
            <Badge tone={isTight ? 'attention' : 'success'}>{t(isTight ? 'budget.tight' : 'budget.good')}</Badge>
          )}
        </InlineStack>
        <Text as="p" tone="subdued">
          {budget === null
            ? t('budget.never')
            : t('budget.left', {
                available: number(Math.round(budget.available)),
                maximum: number(Math.round(budget.maximum)),
                rate: number(Math.round(budget.restoreRate)),
                at: moment(budget.at),
              })}
        </Text>
        {budget !== null && (
          <Text as="p" tone="subdued">
            {budget.longestWaitMs < SHORT
              ? t('budget.noWait')
              : t('budget.wait', {
                  seconds: number(Math.round(budget.longestWaitMs / 100) / 10),
                  at: moment(budget.longestWaitAt),
                })}
          </Text>
        )}
      </BlockStack>
    </Card>
  );
}
