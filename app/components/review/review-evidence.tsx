import { BlockStack, Button, InlineGrid, InlineStack, Link, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { decisionSentences } from '../../i18n/reasons.ts';
import type { ReviewRow } from '../../queries/review-queue.server.ts';
import { advocateNames } from '../referral/advocate-names.ts';
import { EvidenceList } from '../referral/evidence-list.tsx';
import { FindingGroups } from '../referral/finding-groups.tsx';
import { useShop } from '../shop-context.tsx';
import type { VerdictKind } from '../verdict/use-verdict.ts';

/** The whole evidence of one held credit, with the two answers under it. */
export function ReviewEvidence({ row, underWay, onAsk }: { row: ReviewRow; underWay: boolean; onAsk(kind: VerdictKind): void }) {
  const { t } = useTranslation();
  const shop = useShop();
  const { outcome } = decisionSentences(row.decision, advocateNames(row.advocates, t('advocate.erased')), shop);
  return (
    <div className="review-evidence">
      <BlockStack gap="400">
        <Text as="p" fontWeight="medium">
          {outcome}
        </Text>
        <InlineGrid columns={{ xs: 1, md: 2 }} gap="600">
          <BlockStack gap="300">
            <Text as="h2" variant="headingSm">
              {t('checks.title')}
            </Text>
            <FindingGroups
              findings={row.decision.findings}
              score={row.score}
              reviewFrom={row.reviewFrom}
              refuseFrom={row.refuseFrom}
            />
          </BlockStack>
          <BlockStack gap="300">
            <Text as="h2" variant="headingSm">
              {t('evidence.title')}
            </Text>
            <EvidenceList decision={row.decision} advocates={row.advocates} />
          </BlockStack>
        </InlineGrid>
        <InlineStack gap="200" blockAlign="center">
          <Button variant="primary" disabled={underWay} onClick={() => onAsk('approve')}>
            {t('verdict.approve')}
          </Button>
          <Button disabled={underWay} onClick={() => onAsk('refuse')}>
            {t('verdict.refuse')}
          </Button>
          {underWay ? (
            <Text as="span" tone="subdued">
              {t('review.underWay')}
            </Text>
          ) : (
            <Link url={`/app/referrals/${row.orderId}`}>{t('review.open')}</Link>
          )}
        </InlineStack>
      </BlockStack>
    </div>
  );
}
