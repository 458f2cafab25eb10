import { BlockStack, Card, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { ReferralDetail } from '../../queries/referral-detail.server.ts';
import { EvidenceList } from './evidence-list.tsx';

/** Every piece of evidence on the order and what became of it. */
export function EvidenceCard({ detail }: { detail: ReferralDetail }) {
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingSm">
          {t('evidence.title')}
        </Text>
        <EvidenceList decision={detail.decision} advocates={detail.advocates} />
      </BlockStack>
    </Card>
  );
}
