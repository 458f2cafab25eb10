import { Badge, BlockStack, Card, Divider, InlineStack, Link, Text } from '@shopify/polaris';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { decisionSentences } from '../../i18n/reasons.ts';
import type { ReferralDetail } from '../../queries/referral-detail.server.ts';
import { useShop } from '../shop-context.tsx';
import { advocateNames } from './advocate-names.ts';

const tones = { won: { tone: 'success' }, supports: { tone: 'info' }, lost: {} } as const;

/** Every piece of evidence and what became of it: the winner, then who was passed over and why. */
export function EvidenceCard({ detail }: { detail: ReferralDetail }) {
  const { t } = useTranslation();
  const shop = useShop();
  const { candidates } = decisionSentences(detail.decision, advocateNames(detail.advocates, t('advocate.erased')), shop);
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingSm">
          {t('evidence.title')}
        </Text>
        {candidates.length === 0 && (
          <Text as="p" tone="subdued">
            {t('evidence.none')}
          </Text>
        )}
        {detail.decision.candidates.map((candidate, index) => {
          const advocate = detail.advocates.find(({ id }) => id === candidate.advocateId);
          const part = candidate.verdict === 'won' ? 'won' : candidate.reason.code === 'same-advocate' ? 'supports' : 'lost';
          return (
            <Fragment key={`${candidate.signal.kind}-${index}`}>
              {index > 0 && <Divider />}
              <BlockStack gap="100">
                <InlineStack gap="200" blockAlign="center">
                  <Text as="h3" variant="bodyMd" fontWeight="semibold">
                    {t(`evidenceKind.${candidate.signal.kind}`)}
                  </Text>
                  <Badge {...tones[part]}>{t(`evidence.${part}`)}</Badge>
                </InlineStack>
                <Text as="p">{candidates[index] ?? ''}</Text>
                {advocate !== undefined && (
                  <InlineStack>
                    <Link url={`/app/advocates/${advocate.id}`}>
                      {advocate.name ?? t('advocate.erased')} ({advocate.code})
                    </Link>
                  </InlineStack>
                )}
              </BlockStack>
            </Fragment>
          );
        })}
      </BlockStack>
    </Card>
  );
}
