/** What staff can do about one order: approve or refuse its credit, or credit somebody by hand. */
import { Banner } from '@shopify/polaris';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReferralDetail } from '../../queries/referral-detail.server.ts';
import { AssignDialog } from '../verdict/assign-dialog.tsx';
import { type VerdictKind, useVerdict } from '../verdict/use-verdict.ts';
import { type Question, VerdictDialog } from '../verdict/verdict-dialog.tsx';
import { VerdictCard } from './verdict-card.tsx';

export type ReferralActions = {
  /** For the head of the page. */
  actions: { content: string; destructive?: boolean; onAction(): void }[];
  /** For the top of the page: the question of a held credit, and what went wrong. */
  card: ReactNode;
  dialogs: ReactNode;
};

export function useReferralActions(detail: ReferralDetail): ReferralActions {
  const { t } = useTranslation();
  const verdict = useVerdict();
  const [question, setQuestion] = useState<Question | null>(null);
  const [assigning, setAssigning] = useState(false);
  const { orderId, name, currency, totalMinor, reward, friendReward, verdicts, referralState, kind } = detail;

  function ask(asked: VerdictKind) {
    const standing = referralState === 'held' || referralState === 'credited' ? referralState : 'refused';
    const rewards = [reward, friendReward].filter((promised) => promised !== null);
    setQuestion({ kind: asked, standing, stakes: [{ orderId, name, currency, totalMinor, rewards }] });
  }
  function give(asked: Question, note: string) {
    setQuestion(null);
    verdict.give(asked.kind, [orderId], note);
  }

  const held = referralState === 'held';
  const refusable = !held && verdicts.includes('refuse');
  const creditable = !held && verdicts.includes('approve');
  return {
    actions: [
      ...(refusable ? [{ content: t('referral.refuse'), destructive: true, onAction: () => ask('refuse') }] : []),
      ...(creditable ? [{ content: t('verdict.anyway'), onAction: () => ask('approve') }] : []),
      ...(referralState === null && kind === 'order'
        ? [{ content: t('assign.button'), onAction: () => setAssigning(true) }]
        : []),
    ],
    card: (
      <>
        {(verdict.answer?.refused.length ?? 0) > 0 && <Banner tone="warning">{t('verdict.notOpen')}</Banner>}
        {held && <VerdictCard detail={detail} busy={verdict.busy} onAsk={ask} />}
      </>
    ),
    dialogs: (
      <>
        <VerdictDialog question={question} onGive={give} onClose={() => setQuestion(null)} />
        <AssignDialog open={assigning} order={{ id: orderId, name }} onClose={() => setAssigning(false)} />
      </>
    ),
  };
}
