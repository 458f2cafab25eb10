import { Banner, BlockStack, List, ProgressBar, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { RewardActs } from './use-reward-acts.ts';

/** How far a change of several rewards has come, and which were left as they are. */
export function ActResult({ acts: { busy, progress } }: { acts: RewardActs }) {
  const { t } = useTranslation();
  if (progress === null) return null;
  const { count, done, refused, stopped } = progress;
  if (busy && count > 1) {
    const tried = done + refused.length;
    const words = t('rewardLife.progress', { done: tried, count });
    return (
      <div role="status">
        <BlockStack gap="100">
          <Text as="p">{words}</Text>
          <ProgressBar progress={Math.round((100 * tried) / count)} size="small" ariaLabelledBy="act-progress" />
          <span id="act-progress" hidden>
            {words}
          </span>
        </BlockStack>
      </div>
    );
  }
  if (busy || (refused.length === 0 && !stopped)) return null;
  const reasons = [...new Set(refused)].map((why) => ({ why, times: refused.filter((other) => other === why).length }));
  return (
    <Banner tone="warning">
      <BlockStack gap="100">
        {stopped && <p>{t('rewardLife.stopped', { done, count })}</p>}
        {reasons.length > 0 && <p>{t('rewardLife.refused', { count: refused.length })}</p>}
        {reasons.length > 0 && (
          <List>
            {reasons.map(({ why, times }) => (
              <List.Item key={why}>{t('rewardLife.refusedLine', { count: times, why: t(`rewardLife.why.${why}`) })}</List.Item>
            ))}
          </List>
        )}
      </BlockStack>
    </Banner>
  );
}
