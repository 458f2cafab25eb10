/** What an act on rewards costs, before it is done. */
import { useTranslation } from 'react-i18next';
import { isCodeKind } from '../../domain/rewards.ts';
import { useFormats } from '../formats.ts';
import { useWorth } from '../reward-value.ts';
import { countTexts } from '../verdict/verdict-dialog.tsx';
import type { ActQuestion, RewardStake } from './act-dialog.tsx';

type ActWords = { title: string; button: string; consequences: string[] };

export function useActWords(question: ActQuestion | null): ActWords {
  const { t } = useTranslation();
  const { money, number, list } = useFormats();
  const worth = useWorth();
  if (question === null) return { title: '', button: '', consequences: [] };
  const { action, stakes, leftOut, capped } = question;
  const count = stakes.length;
  const left = leftOut > 0 ? [t('rewardLife.cost.leftOut', { count: leftOut })] : [];
  const title = t(`rewardLife.ask.${action}`, { count: Math.max(count, 1) });
  const button = t(`rewardLife.action.${action}`);
  if (count === 0) return { title, button, consequences: [t('rewardLife.cost.none')] };

  const rewards = list(
    countTexts(stakes.map((stake) => worth(stake))).map(([text, times]) =>
      times === 1 ? text : t('verdict.times', { count: times, reward: text }),
    ),
  );
  const sums = sumsOf(stakes);
  const amounts = list(sums.map(({ currency, minor }) => money(minor, currency)));
  const costs = action === 'revoke' ? revokeCosts(stakes) : ([action] as const);
  return {
    title,
    button,
    consequences: [
      t('rewardLife.cost.about', { rewards }),
      ...(count > 1 && sums.length > 0 ? [t('rewardLife.cost.sum', { amounts })] : []),
      ...costs.map((cost) => t(`rewardLife.cost.${cost}`)),
      ...left,
      ...(capped ? [t('rewardLife.cost.capped', { number: number(count + leftOut) })] : []),
    ],
  };
}

/** By what Shopify has of them. */
function revokeCosts(stakes: RewardStake[]) {
  const issued = stakes.filter(({ state }) => state === 'issuing' || state === 'issued');
  const codes = issued.filter(({ kind }) => isCodeKind(kind));
  return [
    ...(issued.length < stakes.length ? (['revokeWaiting'] as const) : []),
    ...(codes.length > 0 ? (['revokeCode'] as const) : []),
    ...(codes.length < issued.length ? (['revokePaid'] as const) : []),
    'revokeUndo' as const,
  ];
}

/** Of those that have an amount. */
function sumsOf(stakes: RewardStake[]): { currency: string; minor: string }[] {
  const sums = new Map<string, bigint>();
  for (const { currency, amountMinor } of stakes)
    if (amountMinor !== null) sums.set(currency, (sums.get(currency) ?? 0n) + BigInt(amountMinor));
  return [...sums].map(([currency, minor]) => ({ currency, minor: minor.toString() }));
}
