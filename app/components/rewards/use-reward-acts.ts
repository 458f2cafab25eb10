/** What staff do to rewards, sent in pieces to the one place that takes it (routes/app.rewards.act.ts). */
import { useFetcher } from '@remix-run/react';
import { useAppBridge } from '@shopify/app-bridge-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StaffAction, StaffRefusal } from '../../domain/staff-action.ts';

/** What the action answers. */
export type ActAnswer = { action: StaffAction; done: string[]; refused: { rewardId: string; why: StaffRefusal }[] };

export type ActProgress = {
  action: StaffAction;
  count: number;
  done: number;
  refused: StaffRefusal[];
  /** The connection was lost: some were not tried. */
  stopped: boolean;
};

export type RewardActs = {
  act(action: StaffAction, rewardIds: readonly string[], note: string): void;
  busy: boolean;
  /** Of the latest act; null before the first. */
  progress: ActProgress | null;
};

/** So many in one request, so that none takes long and what is done is told on the way. */
const PIECE = 25;

export function useRewardActs(): RewardActs {
  const { t } = useTranslation();
  const shopify = useAppBridge();
  const fetcher = useFetcher<ActAnswer>();
  const [progress, setProgress] = useState<ActProgress | null>(null);
  const waiting = useRef<{ action: StaffAction; note: string | null; rewardIds: readonly string[] } | null>(null);
  const asked = useRef(false);

  function send() {
    const rest = waiting.current;
    if (rest === null) return;
    const piece = rest.rewardIds.slice(0, PIECE);
    waiting.current = { ...rest, rewardIds: rest.rewardIds.slice(PIECE) };
    asked.current = true;
    const wish = { action: rest.action, rewardIds: piece, note: rest.note };
    fetcher.submit(wish, { method: 'post', action: '/app/rewards/act', encType: 'application/json' });
  }

  useEffect(() => {
    if (fetcher.state !== 'idle' || !asked.current || progress === null) return;
    asked.current = false;
    const answer = fetcher.data;
    const next: ActProgress =
      answer === undefined
        ? { ...progress, stopped: true }
        : {
            ...progress,
            done: progress.done + answer.done.length,
            refused: [...progress.refused, ...answer.refused.map(({ why }) => why)],
          };
    setProgress(next);
    if (!next.stopped && (waiting.current?.rewardIds.length ?? 0) > 0) return send();
    waiting.current = null;
    if (next.done > 0) shopify.toast.show(t(`rewardLife.done.${next.action}`, { count: next.done }));
    // Only an answer is news; the rest may be other objects at every drawing.
  }, [fetcher.state, fetcher.data]);

  return {
    act(action, rewardIds, note) {
      setProgress({ action, count: rewardIds.length, done: 0, refused: [], stopped: false });
      waiting.current = { action, note: note.trim() === '' ? null : note.trim(), rewardIds };
      send();
    },
    busy: fetcher.state !== 'idle' || (waiting.current?.rewardIds.length ?? 0) > 0,
    progress,
  };
}
