/** What staff do to rewards, sent to the one place that takes it (routes/app.rewards.act.ts). Many of them become a task. */
import { useFetcher } from '@remix-run/react';
import { useAppBridge } from '@shopify/app-bridge-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StaffAction, StaffRefusal } from '../../domain/staff-action.ts';

/** What the action answers. `started`: whether a task was begun; false: another one is under way. */
export type ActAnswer =
  { action: StaffAction; done: string[]; refused: { rewardId: string; why: StaffRefusal }[] } | { started: boolean };

export type RewardActs = {
  act(action: StaffAction, rewardIds: readonly string[], note: string): void;
  busy: boolean;
  /** Of the latest act, why some were left as they were; null before the first, and while one is under way. */
  refused: StaffRefusal[] | null;
  /** The latest act was not begun: the same kind of work is under way. */
  isTaken: boolean;
  /** The connection was lost before there was an answer. */
  isLost: boolean;
};

export function useRewardActs(): RewardActs {
  const { t } = useTranslation();
  const shopify = useAppBridge();
  const fetcher = useFetcher<ActAnswer>();
  const [asked, setAsked] = useState(false);
  const busy = fetcher.state !== 'idle';
  const answer = busy ? undefined : fetcher.data;

  useEffect(() => {
    if (answer === undefined || 'started' in answer || answer.done.length === 0) return;
    shopify.toast.show(t(`rewardLife.done.${answer.action}`, { count: answer.done.length }));
    // Only an answer is news; the rest may be other objects at every drawing.
  }, [answer]);

  return {
    act(action, rewardIds, note) {
      setAsked(true);
      const wish = { action, rewardIds: [...rewardIds], note: note.trim() === '' ? null : note.trim() };
      fetcher.submit(wish, { method: 'post', action: '/app/rewards/act', encType: 'application/json' });
    },
    busy,
    refused: answer !== undefined && 'refused' in answer ? answer.refused.map(({ why }) => why) : null,
    isTaken: answer !== undefined && 'started' in answer && !answer.started,
    isLost: asked && !busy && answer === undefined,
  };
}
