import { BlockStack, Box, Card, Icon, type IconProps, InlineStack, Text } from '@shopify/polaris';
import { AlertTriangleIcon, CheckCircleIcon, InfoIcon, QuestionCircleIcon } from '@shopify/polaris-icons';
import { useTranslation } from 'react-i18next';
import type { Finding } from '../../domain/risk/check.ts';
import { findingSentence } from '../../i18n/reasons.ts';
import { useShop } from '../shop-context.tsx';

const looks: Record<Finding['grade'], IconProps> = {
  clear: { source: CheckCircleIcon, tone: 'success' },
  note: { source: InfoIcon, tone: 'info' },
  review: { source: AlertTriangleIcon, tone: 'caution' },
  refuse: { source: AlertTriangleIcon, tone: 'caution' },
  'not-checked': { source: QuestionCircleIcon, tone: 'subdued' },
};

/** What every fraud check saw; a check that could not be made says so. */
export function CheckCard({ findings }: { findings: Finding[] }) {
  const { t } = useTranslation();
  const shop = useShop();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingSm">
          {t('checks.title')}
        </Text>
        {findings.length === 0 && (
          <Text as="p" tone="subdued">
            {t('checks.none')}
          </Text>
        )}
        {findings.map((finding) => (
          <InlineStack key={finding.check} gap="200" wrap={false} blockAlign="start">
            <Box>
              <Icon {...looks[finding.grade]} accessibilityLabel={t(`checks.${finding.grade}`)} />
            </Box>
            <Text as="p">{findingSentence(finding, shop)}</Text>
          </InlineStack>
        ))}
      </BlockStack>
    </Card>
  );
}
