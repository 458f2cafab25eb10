/** What the rules would do with one order, and with the friends after it, in sentences. */
import { useTranslation } from 'react-i18next';
import type { Money } from '../../domain/money.ts';
import type { ProgramRules } from '../../domain/program.ts';
import { isCodeKind, type PlannedReward } from '../../domain/rewards.ts';
import { exampleOf, offerFrom, type ProgramExample } from '../../program-example.ts';
import { useFormats } from '../formats.ts';
import { useRuleWords } from '../use-rule-words.ts';
import { useUnrewardedText } from '../use-unrewarded-text.ts';

export type ExampleLine = { label: string; texts: string[] };

/** @param spends the friend's cart @param now when the friend orders and pays, epoch milliseconds */
export function useExampleLines(): (rules: ProgramRules, spends: Money, now: number) => ExampleLine[] {
  const { t } = useTranslation();
  const { money, longDay } = useFormats();
  const words = useRuleWords();
  const unrewardedText = useUnrewardedText();
  const amount = ({ minor, currency }: Money) => money(minor.toString(), currency);

  function when({ dueAt }: PlannedReward, { waitsFrom, waitingDays }: ProgramRules['reward']): string {
    if (waitsFrom !== 'paid') return t(`example.from.${waitsFrom}`, { count: waitingDays });
    return dueAt === null || waitingDays === 0 ? t('example.atOnce') : t('example.onDay', { day: longDay(dueAt) });
  }
  const worth = ({ value, currency }: PlannedReward) => words.value(value, currency);

  function friend(rules: ProgramRules, cart: Money, { offered, saves, pays, friendReward, unrewarded }: ProgramExample): string {
    const spends = amount(cart);
    const { value } = rules.offer;
    if (!offered) {
      const minimum = money(offerFrom(rules).toString(), rules.currency);
      return t(isCodeKind(value.kind) ? 'example.noOffer' : 'example.noPayout', { minimum });
    }
    if (saves !== null) return t('example.saves', { spends, saves: amount(saves), pays: amount(pays) });
    if (value.kind === 'free-product')
      return t('example.gets', { spends, value: t('worth.freeProducts', { count: value.quantity }) });
    if (isCodeKind(value.kind))
      return t('example.gets', { spends, value: words.benefit(value, rules.offer.terms, rules.currency) });
    if (friendReward !== null) {
      return t('example.getsLater', { spends, value: worth(friendReward), when: when(friendReward, rules.reward) });
    }
    return unrewarded === 'minimum' ? t('example.getsNothingBelow', { spends }) : t('example.getsNothing', { spends });
  }

  function advocate(rules: ProgramRules, { reward, unrewarded }: ProgramExample): string {
    if (reward !== null) return t('example.earns', { value: worth(reward), when: when(reward, rules.reward) });
    if (unrewarded === 'share' || unrewarded === 'nothing') return unrewardedText(unrewarded, rules);
    return t('example.noReward', { minimum: money(rules.attribution.minimumSubtotalMinor, rules.currency) });
  }

  function later({ currency, reward: { tiers } }: ProgramRules): string[] {
    return (tiers?.steps ?? []).map(({ from, value }) =>
      tiers?.by === 'revenue'
        ? t('example.fromRevenue', { spent: money(from, currency), value: words.value(value, currency) })
        : t('example.fromFriend', { count: Number(from), ordinal: true, value: words.value(value, currency) }),
    );
  }

  function bonuses({ currency, reward: { milestones } }: ProgramRules): string[] {
    return milestones.map(({ at, value }) =>
      t('example.atFriend', { count: at, ordinal: true, value: words.value(value, currency) }),
    );
  }

  return (rules, spends, now) => {
    const example = exampleOf(rules, spends, now);
    return [
      { label: t('example.friend'), texts: [friend(rules, spends, example)] },
      { label: t('example.advocate'), texts: [advocate(rules, example)] },
      { label: t('example.later'), texts: later(rules) },
      { label: t('example.bonus'), texts: bonuses(rules) },
    ].filter(({ texts }) => texts.length > 0);
  };
}
