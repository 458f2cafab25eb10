import { BlockStack, InlineStack, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../formats.ts';

/** The points of the fraud checks against the points from which a credit is held or refused. The drawing says nothing that the text does not. */
export function ScoreMeter({
  score,
  reviewFrom,
  refuseFrom,
}: {
  score: number;
  reviewFrom: number | null;
  refuseFrom: number | null;
}) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const limits = [
    ...(reviewFrom === null ? [] : [{ at: reviewFrom, text: t('checks.heldFrom', { points: number(reviewFrom) }) }]),
    ...(refuseFrom === null ? [] : [{ at: refuseFrom, text: t('checks.refusedFrom', { points: number(refuseFrom) }) }]),
  ];
  const end = Math.max(score, ...limits.map(({ at }) => at), 1) * 1.1;
  const share = (points: number) => `${Math.min(100, (points / end) * 100)}%`;
  const strong = reviewFrom !== null && score >= reviewFrom;
  return (
    <BlockStack gap="150">
      <InlineStack align="space-between" blockAlign="baseline" gap="200">
        <Text as="span" fontWeight="semibold">
          {t('checks.score', { count: score, points: number(score) })}
        </Text>
        <Text as="span" tone="subdued" variant="bodySm">
          {limits.length === 0 ? t('checks.noLimits') : limits.map(({ text }) => text).join(' · ')}
        </Text>
      </InlineStack>
      <div className="score-meter" aria-hidden="true">
        <div className={strong ? 'score-fill score-strong' : 'score-fill'} style={{ width: share(score) }} />
        {limits.map(({ at, text }) => (
          <div key={text} className="score-mark" style={{ insetInlineStart: share(at) }} />
        ))}
      </div>
    </BlockStack>
  );
}
