import { BlockStack, Box, Card, Link, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { decisionSentences } from '../../i18n/reasons.ts';
import type { AsReal as AsRealTold, ReferralDetail } from '../../queries/referral-detail.server.ts';
import { useFormats } from '../formats.ts';
import { useValueWords } from '../reward-value.ts';
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
        {detail.asReal !== null && <AsReal asReal={detail.asReal} detail={detail} />}
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

/** A test order: what a real one like it would have come to. */
function AsReal({ asReal: { decision, reward }, detail }: { asReal: AsRealTold; detail: ReferralDetail }) {
  const { t } = useTranslation();
  const shop = useShop();
  const words = useValueWords();
  const { outcome } = decisionSentences(decision, advocateNames(detail.advocates, t('advocate.erased')), shop);
  return (
    <Box background="bg-surface-info" borderRadius="200" padding="300">
      <BlockStack gap="100">
        <Text as="p" fontWeight="medium">
          {t('referral.asReal')}
        </Text>
        <Text as="p">
          {outcome}
          {reward !== null && ` ${t('referral.asRealEarns', { value: words(reward.value, reward.currency) })}`}
        </Text>
      </BlockStack>
    </Box>
  );
}
