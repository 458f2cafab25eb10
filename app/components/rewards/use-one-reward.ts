/** What staff can do on one reward's page. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StaffAction } from '../../domain/staff-action.ts';
import type { RewardDetail } from '../../queries/reward-detail.server.ts';
import type { ActQuestion } from './act-dialog.tsx';
import { type RewardActs, useRewardActs } from './use-reward-acts.ts';

export type OneReward = {
  /** For the head of the page. */
  actions: { content: string; destructive?: boolean; disabled: boolean; onAction(): void }[];
  acts: RewardActs;
  question: ActQuestion | null;
  act(question: ActQuestion, note: string): void;
  close(): void;
};

export function useOneReward(detail: RewardDetail): OneReward {
  const { t } = useTranslation();
  const acts = useRewardActs();
  const [question, setQuestion] = useState<ActQuestion | null>(null);
  const ask = (action: StaffAction) => setQuestion({ action, stakes: [detail], leftOut: 0, capped: false });
  return {
    actions: detail.actions.map((action) => ({
      content: t(`rewardLife.action.${action}`),
      ...(action === 'revoke' ? { destructive: true } : {}),
      disabled: acts.busy,
      onAction: () => ask(action),
    })),
    acts,
    question,
    act({ action }, note) {
      setQuestion(null);
      acts.act(action, [detail.id], note);
    },
    close: () => setQuestion(null),
  };
}
