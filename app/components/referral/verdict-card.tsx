import { BlockStack, Button, Card, InlineStack, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { ReferralDetail } from '../../queries/referral-detail.server.ts';
import { useWaitingWords } from '../review/use-waiting-words.ts';
import type { VerdictKind } from '../verdict/use-verdict.ts';
import { advocateNames } from './advocate-names.ts';

/** A held credit asks for its verdict at the top of its page. */
export function VerdictCard({ detail, busy, onAsk }: { detail: ReferralDetail; busy: boolean; onAsk(kind: VerdictKind): void }) {
  const { t } = useTranslation();
  const words = useWaitingWords();
  const advocate = advocateNames(detail.advocates, t('advocate.erased')).advocate(detail.concernedAdvocateId ?? '');
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingSm">
          {t('verdict.heldTitle')}
        </Text>
        <BlockStack gap="050">
          <Text as="p">{t('verdict.heldText', { advocate })}</Text>
          <Text as="p" tone="subdued">
            {words.otherwise(detail)}
          </Text>
        </BlockStack>
        <InlineStack gap="200">
          <Button variant="primary" loading={busy} onClick={() => onAsk('approve')}>
            {t('verdict.approve')}
          </Button>
          <Button disabled={busy} onClick={() => onAsk('refuse')}>
            {t('verdict.refuse')}
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
