import { BlockStack, Card, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { ReferralDetail } from '../../queries/referral-detail.server.ts';
import { FindingGroups } from './finding-groups.tsx';

/** What every fraud check saw; a check that could not be made says so. */
export function CheckCard({ detail }: { detail: ReferralDetail }) {
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingSm">
          {t('checks.title')}
        </Text>
        <FindingGroups
          findings={detail.decision.findings}
          score={detail.score}
          reviewFrom={detail.reviewFrom}
          refuseFrom={detail.refuseFrom}
        />
      </BlockStack>
    </Card>
  );
}
