/** Link, what came of it, and rewards that can be used. */
import { RewardsList } from '../../sharing-source/rewards-list.tsx';
import { SharePanel } from '../../sharing-source/share-panel.tsx';
import type { Standing } from '../../sharing-source/standing.ts';
import type { Translate } from '../../sharing-source/translate.ts';

type Props = {
  standing: Standing;
  translate: Translate;
  formatDate: (date: Date) => string;
  show: { qr: boolean; rewards: boolean };
};

export function StandingView({ standing: { share, friends, pending, rewards }, translate, formatDate, show }: Props) {
  return (
    <s-stack gap="large">
      {share === null ? (
        <s-text>{translate('standing.resting')}</s-text>
      ) : (
        <SharePanel share={share} translate={translate} showQr={show.qr} />
      )}
      <s-stack gap="small-300">
        <s-text>{friends === 0 ? translate('standing.noFriends') : translate('standing.friends', { count: friends })}</s-text>
        {pending === 0 ? null : <s-text>{translate('standing.pending', { count: pending })}</s-text>}
      </s-stack>
      {show.rewards && rewards.length > 0 ? (
        <s-stack gap="base">
          <s-heading>{translate('rewards.heading')}</s-heading>
          <RewardsList rewards={rewards} translate={translate} formatDate={formatDate} />
        </s-stack>
      ) : null}
    </s-stack>
  );
}
