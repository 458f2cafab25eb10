import { Badge, BlockStack, Divider, InlineStack, Link, Text } from '@shopify/polaris';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { Candidate, Decision } from '../../domain/attribution.ts';
import { decisionSentences } from '../../i18n/reasons.ts';
import type { NamedAdvocate } from '../../queries/advocate-names.server.ts';
import { useShop } from '../shop-context.tsx';
import { advocateNames } from './advocate-names.ts';

const tones = { won: { tone: 'success' }, held: { tone: 'attention' }, supports: { tone: 'info' }, lost: {} } as const;

function partOf({ verdict, reason }: Candidate, outcome: Decision['outcome']): keyof typeof tones {
  if (verdict === 'won') return outcome === 'review' ? 'held' : 'won';
  return reason.code === 'same-advocate' ? 'supports' : 'lost';
}

/** Every piece of evidence and what became of it: the winner, then who was passed over and why. @param linked advocates have pages */
export function EvidenceList({
  decision,
  advocates,
  linked = true,
}: {
  decision: Decision;
  advocates: NamedAdvocate[];
  linked?: boolean;
}) {
  const { t } = useTranslation();
  const shop = useShop();
  const { candidates } = decisionSentences(decision, advocateNames(advocates, t('advocate.erased')), shop);
  if (candidates.length === 0)
    return (
      <Text as="p" tone="subdued">
        {t('evidence.none')}
      </Text>
    );
  return (
    <BlockStack gap="300">
      {decision.candidates.map((candidate, index) => {
        const advocate = advocates.find(({ id }) => id === candidate.advocateId);
        const part = partOf(candidate, decision.outcome);
        return (
          <Fragment key={`${candidate.signal.kind}-${index}`}>
            {index > 0 && <Divider />}
            <BlockStack gap="100">
              <InlineStack gap="200" blockAlign="center">
                <Text as="h3" variant="bodyMd" fontWeight="semibold">
                  {t(`evidenceKind.${candidate.signal.kind}`)}
                </Text>
                <Badge {...tones[part]}>{t(`evidence.${part}`)}</Badge>
                <Origin candidate={candidate} />
              </InlineStack>
              <Text as="p">{candidates[index] ?? ''}</Text>
              {linked && advocate !== undefined && (
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
  );
}

/** How far the evidence can be believed, and how the link was shared. */
function Origin({ candidate: { signal } }: { candidate: Candidate }) {
  const { t } = useTranslation();
  const { trust, channel } = signal;
  return (
    <Text as="span" variant="bodySm" tone={trust === 'forged' ? 'caution' : 'subdued'}>
      {channel === null
        ? t(`trust.${trust}`)
        : t('evidence.sharedBy', { trust: t(`trust.${trust}`), channel: t(`channel.${channel}`) })}
    </Text>
  );
}
