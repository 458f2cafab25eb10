import { Banner, BlockStack, List } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { RewardActs } from './use-reward-acts.ts';

/** Which rewards were left as they were, and why; nothing when all was done. */
export function ActResult({ acts: { busy, refused, isTaken, isLost } }: { acts: RewardActs }) {
  const { t } = useTranslation();
  const whys = refused ?? [];
  if (busy || (whys.length === 0 && !isTaken && !isLost)) return null;
  const reasons = [...new Set(whys)].map((why) => ({ why, times: whys.filter((other) => other === why).length }));
  return (
    <Banner tone="warning" {...(isTaken ? { title: t('bulk.busyTitle') } : {})}>
      <BlockStack gap="100">
        {isTaken && <p>{t('bulk.busy')}</p>}
        {isLost && <p>{t('rewardLife.lost')}</p>}
        {reasons.length > 0 && <p>{t('rewardLife.refused', { count: whys.length })}</p>}
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
