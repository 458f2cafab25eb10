/** The files of the referrals list: every order with its decision, in the sentences that the screens show and, for programs, in codes and numbers. */
import type { TFunction } from 'i18next';
import type { CsvColumn } from './csv-stream.server.ts';
import type { Candidate } from './domain/attribution.ts';
import { formatDecimal } from './domain/money.ts';
import { orderName } from './i18n/order-name.ts';
import { type DecisionSentences, decisionSentences, reasonSentence, type SentenceSetting } from './i18n/reasons.ts';
import type { DecisionRow } from './queries/decision-list.server.ts';
import type { ReferralRow } from './queries/referral-list.server.ts';

type Words = { t: TFunction; setting: SentenceSetting; time(at: string): string | null };

/** One line of a cell per sentence. */
const LINES = '\n';

const amount = (minor: string, currency: string) => formatDecimal({ minor: BigInt(minor), currency });

/** Advocates are called by their code: names stand in a column of their own. */
function sentencesOf(row: DecisionRow, setting: SentenceSetting): DecisionSentences {
  const names = { advocate: (id: string) => row.advocates.find((advocate) => advocate.id === id)?.code ?? id };
  return decisionSentences(row.decision, names, setting);
}

/** Of a credit that was taken back only the reason's code is kept; one that we no longer know stands for itself. */
function nameOf(t: TFunction, code: string | null): string | null {
  return code === null ? null : t(`reason.${code}` as 'reason.order-refunded', { defaultValue: code });
}

/** How a reward stands, or the limit that stood in its way. */
function rewardText(t: TFunction, state: ReferralRow['rewardState'], unrewarded: ReferralRow['unrewarded']): string | null {
  if (state !== null) return t(`reward.${state}`);
  return unrewarded === null ? null : t(`unrewarded.short.${unrewarded}`);
}

export function referralColumns({ t, setting, time }: Words): CsvColumn<DecisionRow>[] {
  return [
    { header: t('referrals.order'), value: (row) => orderName(row, t) },
    { header: t('csv.orderId'), value: ({ orderId }) => orderId },
    { header: t('csv.placed', { timeZone: setting.timeZone }), value: ({ placedAt }) => time(placedAt) },
    { header: t('referrals.outcome'), value: ({ standing }) => t(`standing.${standing}`) },
    { header: t('csv.reasonCode'), value: ({ reason }) => reason.code },
    { header: t('referrals.reason'), value: ({ reason }) => reasonSentence(reason, setting) },
    { header: t('csv.reversal'), value: ({ reversedReason }) => nameOf(t, reversedReason) },
    { header: t('referrals.advocate'), value: ({ advocateName }) => advocateName },
    { header: t('csv.advocateCode'), value: ({ advocateCode }) => advocateCode },
    { header: t('csv.currency'), value: ({ currency }) => currency },
    { header: t('referrals.total'), value: ({ totalMinor, currency }) => amount(totalMinor, currency) },
    { header: t('csv.refunded'), value: ({ refundedMinor, currency }) => amount(refundedMinor, currency) },
    { header: t('referrals.reward'), value: ({ rewardState, unrewarded }) => rewardText(t, rewardState, unrewarded) },
    {
      header: t('rewardLife.friendTitle'),
      value: ({ friendRewardState, friendUnrewarded }) => rewardText(t, friendRewardState, friendUnrewarded),
    },
    { header: t('csv.kind'), value: ({ kind }) => t(`referrals.kind.${kind}`) },
    { header: t('evidence.title'), value: (row) => sentencesOf(row, setting).candidates.join(LINES) },
    { header: t('checks.title'), value: (row) => sentencesOf(row, setting).findings.join(LINES) },
    { header: t('csv.score'), value: ({ decision }) => decision.score },
  ];
}

/** One order as JSON: codes and numbers, and the same sentences. Amounts are decimal strings, times ISO 8601 in UTC. */
export function referralRecord(row: DecisionRow, setting: SentenceSetting): Record<string, unknown> {
  const { decision, advocates, currency } = row;
  const sentences = sentencesOf(row, setting);
  const codeOf = (id: string | null) => advocates.find((advocate) => advocate.id === id)?.code ?? null;
  return {
    order: row.name,
    orderId: row.orderId,
    kind: row.kind,
    placedAt: row.placedAt,
    standing: row.standing,
    outcome: decision.outcome,
    reason: decision.reason,
    reversedReason: row.reversedReason,
    advocate: row.advocateId === null ? null : { id: row.advocateId, code: row.advocateCode, name: row.advocateName },
    currency,
    total: amount(row.totalMinor, currency),
    refunded: amount(row.refundedMinor, currency),
    reward: row.rewardState,
    unrewarded: row.unrewarded,
    friendReward: row.friendRewardState,
    friendUnrewarded: row.friendUnrewarded,
    programVersion: decision.programVersion,
    score: decision.score,
    sentence: sentences.outcome,
    evidence: decision.candidates.map((candidate, index) => evidenceRecord(candidate, codeOf, sentences.candidates[index] ?? '')),
    checks: decision.findings.map((finding, index) => ({ ...finding, sentence: sentences.findings[index] ?? '' })),
  };
}

function evidenceRecord(
  { signal, advocateId, verdict, reason }: Candidate,
  codeOf: (advocateId: string | null) => string | null,
  sentence: string,
): Record<string, unknown> {
  return {
    kind: signal.kind,
    received: signal.rawCode,
    at: signal.at === null ? null : new Date(signal.at).toISOString(),
    trust: signal.trust,
    channel: signal.channel,
    advocate: advocateId === null ? null : { id: advocateId, code: codeOf(advocateId) },
    verdict,
    reason,
    sentence,
  };
}
