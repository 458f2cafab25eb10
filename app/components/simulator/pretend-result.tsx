import { BlockStack, Card, InlineStack, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { Decision } from '../../domain/attribution.ts';
import type { OrderFacts } from '../../domain/facts.ts';
import type { ProgramRules } from '../../domain/program.ts';
import { type PlannedReward, planRewards } from '../../domain/rewards.ts';
import { decisionSentences } from '../../i18n/reasons.ts';
import { PRETEND_ADVOCATES } from '../../pretend-order.ts';
import { useFormats } from '../formats.ts';
import { EvidenceList } from '../referral/evidence-list.tsx';
import { FindingGroups } from '../referral/finding-groups.tsx';
import { useShop } from '../shop-context.tsx';
import { StandingBadge } from '../state-badges.tsx';
import { useRuleWords } from '../use-rule-words.ts';
import { useUnrewardedText } from '../use-unrewarded-text.ts';

type Result = { facts: OrderFacts; decision: Decision };
/** `result` is null while the form cannot be read. */
type ResultProps = { result: Result | null; rules: ProgramRules };

/** The answer in the same sentence as on an order's page, and the reward it promises. */
export function PretendDecision({ result, rules }: ResultProps) {
  const { t } = useTranslation();
  const shop = useShop();
  const names = usePretendNames();
  const rewards = useRewardTexts();
  return (
    <Card>
      <BlockStack gap="200">
        <InlineStack gap="200" blockAlign="center">
          <Text as="h2" variant="headingSm">
            {t('simulator.result.title')}
          </Text>
          {result !== null && (
            <StandingBadge standing={result.decision.outcome === 'review' ? 'held' : result.decision.outcome} />
          )}
        </InlineStack>
        {result === null ? (
          <Text as="p" tone="subdued">
            {t('simulator.result.invalid')}
          </Text>
        ) : (
          <>
            <Text as="p" variant="bodyLg" fontWeight="medium">
              {decisionSentences(result.decision, names, shop).outcome}
            </Text>
            {rewards(result, rules).map((text) => (
              <Text key={text} as="p" tone="subdued">
                {text}
              </Text>
            ))}
          </>
        )}
      </BlockStack>
    </Card>
  );
}

/** Every piece of evidence and every fraud check, as on an order's page. */
export function PretendDetails({ result, rules }: ResultProps) {
  const { t } = useTranslation();
  const names = usePretendNames();
  if (result === null) return null;
  const advocates = PRETEND_ADVOCATES.map((id) => ({ id, code: '', state: 'active', name: names.advocate(id) }));
  const { findings, score } = result.decision;
  return (
    <BlockStack gap="400">
      <Card>
        <BlockStack gap="300">
          <Text as="h2" variant="headingSm">
            {t('simulator.result.evidence')}
          </Text>
          <EvidenceList decision={result.decision} advocates={advocates} linked={false} />
        </BlockStack>
      </Card>
      <Card>
        <BlockStack gap="300">
          <Text as="h2" variant="headingSm">
            {t('simulator.result.checks')}
          </Text>
          <FindingGroups
            findings={findings}
            score={score}
            reviewFrom={rules.risk.reviewFrom}
            refuseFrom={rules.risk.refuseFrom}
          />
        </BlockStack>
      </Card>
    </BlockStack>
  );
}

function usePretendNames(): { advocate(advocateId: string): string } {
  const { t } = useTranslation();
  return {
    advocate: (advocateId) => t(advocateId === 'b' ? 'simulator.advocate.b' : 'simulator.advocate.a'),
  };
}

/** What the advocate gets, then the friend, each in a sentence of their own. */
function useRewardTexts(): (result: Result, rules: ProgramRules) => string[] {
  const { t } = useTranslation();
  const { longDay } = useFormats();
  const words = useRuleWords();
  const unrewardedText = useUnrewardedText();
  const names = usePretendNames();
  function promised({ value, currency, dueAt }: PlannedReward, name: string, held: boolean): string {
    const told = { name, value: words.value(value, currency) };
    if (dueAt === null) return t(held ? 'simulator.result.laterHeld' : 'simulator.result.later', told);
    return t(held ? 'simulator.result.rewardHeld' : 'simulator.result.rewardOf', { ...told, day: longDay(dueAt) });
  }
  return ({ facts, decision }, rules) => {
    const { advocate, friend } = planRewards(facts, rules, decision);
    if (decision.advocateId === null) return [t('rewardCard.none')];
    const plans = [
      { ...advocate, name: names.advocate(decision.advocateId) },
      { ...friend, name: t('simulator.result.friend') },
    ];
    return plans.flatMap(({ reward, unrewarded, name }) => {
      if (reward !== null) return [promised(reward, name, decision.outcome === 'review')];
      return unrewarded === null ? [] : [unrewardedText(unrewarded, rules)];
    });
  };
}
