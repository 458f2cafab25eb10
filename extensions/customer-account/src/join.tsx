/** For somebody who is no advocate yet: what joining brings, and a button. */
import { useEffect, useState } from 'preact/hooks';
import { askToShare, type DoorAnswer, type SessionToken } from '../../sharing-source/door.ts';
import { SharePanel } from '../../sharing-source/share-panel.tsx';
import type { Translate } from '../../sharing-source/translate.ts';

type Props = { sessionToken: SessionToken; language: string; translate: Translate; showQr: boolean };

export function Join({ sessionToken, language, translate, showQr }: Props) {
  const [door, setDoor] = useState<DoorAnswer | null | 'asking'>('asking');
  const [joining, setJoining] = useState<'not-yet' | 'joining' | 'failed'>('not-yet');
  useEffect(() => {
    let isCurrent = true;
    void askToShare(sessionToken, language, { order: null, discountCodes: [], join: false }).then((answer) => {
      if (isCurrent) setDoor(answer);
    });
    return () => {
      isCurrent = false;
    };
  }, [sessionToken, language]);

  async function join(): Promise<void> {
    if (joining === 'joining') return;
    setJoining('joining');
    const answer = await askToShare(sessionToken, language, { order: null, discountCodes: [], join: true });
    const hasJoined = answer !== null && answer.share !== null;
    if (hasJoined) setDoor(answer);
    setJoining(hasJoined ? 'not-yet' : 'failed');
  }

  if (door === 'asking') return <s-skeleton-paragraph />;
  if (door === null) return <s-text>{translate('page.later')}</s-text>;
  if (door.share !== null) return <SharePanel share={door.share} translate={translate} showQr={showQr} />;
  if (door.invitation === null) return <s-text>{translate('standing.resting')}</s-text>;
  return (
    <s-stack gap="base">
      <s-text>{translate('share.friendGets', { offer: door.invitation.offer })}</s-text>
      <s-text>{translate('share.youGet', { reward: door.invitation.reward })}</s-text>
      <s-button variant="primary" loading={joining === 'joining'} onClick={() => void join()}>
        {translate('page.join')}
      </s-button>
      <s-stack accessibilityRole="status">{joining === 'failed' ? <s-text>{translate('page.later')}</s-text> : null}</s-stack>
    </s-stack>
  );
}
