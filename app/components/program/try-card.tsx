import { BlockStack, Button, Card, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';

/** Two ways to see what rules do before they are saved. */
export function TryCard() {
  const { t } = useTranslation();
  function toWhatIf() {
    const heading = document.getElementById('what-if');
    heading?.scrollIntoView({ block: 'start' });
    heading?.focus({ preventScroll: true });
  }
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingSm">
          {t('whatIf.try')}
        </Text>
        <Text as="p" tone="subdued">
          {t('whatIf.tryText')}
        </Text>
        <Button onClick={toWhatIf}>{t('whatIf.tryOrders')}</Button>
        <Button url="/app/program/simulator">{t('whatIf.tryPretend')}</Button>
      </BlockStack>
    </Card>
  );
}
