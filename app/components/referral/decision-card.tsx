import { BlockStack, Box, Card, Link, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { decisionSentences } from '../../i18n/reasons.ts';
import type { ReferralDetail } from '../../queries/referral-detail.server.ts';
import { useFormats } from '../formats.ts';
import { useShop } from '../shop-context.tsx';
import { ReversalText } from './reversal-text.tsx';
import { advocateNames } from './advocate-names.ts';

/** The answer in one sentence, with when and by which rules it was given. */
export function DecisionCard({ detail }: { detail: ReferralDetail }) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const shop = useShop();
  const { outcome } = decisionSentences(detail.decision, advocateNames(detail.advocates, t('advocate.erased')), shop);
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingSm">
          {t('referral.why')}
        </Text>
        <Text as="p" variant="headingMd" fontWeight="medium">
          {outcome}
        </Text>
        {detail.referralState === 'reversed' && (
          <Box background="bg-surface-warning" borderRadius="200" padding="300">
            <ReversalText reason={detail.reversedReason} at={detail.reversedAt} />
          </Box>
        )}
        <Text as="p" tone="subdued" variant="bodySm">
          {t('referral.decided', { at: moment(detail.decidedAt) })}{' '}
          <Link url="/app/program">{t('referral.version', { version: detail.programVersion })}</Link>
        </Text>
      </BlockStack>
    </Card>
  );
}
