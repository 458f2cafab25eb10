/** Staff's verdict on credits, sent to the one place that takes verdicts (the review page's action). */
import { useFetcher } from '@remix-run/react';
import { useAppBridge } from '@shopify/app-bridge-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';

export type VerdictKind = 'approve' | 'refuse';
/** What the action answers: whether a task was begun for many of them, or order ids whose verdict was taken, and those that needed none any more. */
export type VerdictAnswer = Given | { started: boolean };
type Given = { kind: VerdictKind; given: string[]; refused: string[] };

export type Verdict = {
  give(kind: VerdictKind, orderIds: string[], note: string): void;
  busy: boolean;
  /** The latest answer; null before the first and while one is awaited. */
  answer: Given | null;
  /** Many were not begun with: the same kind of work is under way. */
  isTaken: boolean;
};

export function useVerdict(): Verdict {
  const { t } = useTranslation();
  const shopify = useAppBridge();
  const fetcher = useFetcher<VerdictAnswer>();
  const latest = fetcher.state === 'idle' ? (fetcher.data ?? null) : null;
  const answer = latest === null || 'started' in latest ? null : latest;

  useEffect(() => {
    if (answer === null || answer.given.length === 0) return;
    shopify.toast.show(t(answer.kind === 'approve' ? 'verdict.approved' : 'verdict.refused', { count: answer.given.length }));
  }, [answer, shopify, t]);

  return {
    give(kind, orderIds, note) {
      const asked = { kind, orderIds, note: note.trim() === '' ? null : note.trim() };
      fetcher.submit(asked, { method: 'post', action: '/app/review', encType: 'application/json' });
    },
    busy: fetcher.state !== 'idle',
    answer,
    isTaken: latest !== null && 'started' in latest && !latest.started,
  };
}
