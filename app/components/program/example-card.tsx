import { BlockStack, Box, Card, InlineStack, Text, TextField } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { parseMoney } from '../../domain/money.ts';
import type { ProgramRules } from '../../domain/program.ts';
import { exampleOf, usualSpend } from '../../program-example.ts';
import { isCodeKind, type PlannedReward } from '../../domain/rewards.ts';
import { typedDecimal } from '../../typed-amount.ts';
import { useFormats } from '../formats.ts';
import { useRuleWords } from '../use-rule-words.ts';
import { useUnrewardedText } from '../use-unrewarded-text.ts';

/** What the rules in the form would do with one order. Speaks only while the form is valid. @param now epoch milliseconds */
export function ExampleCard({ rules, currency, now }: { rules: ProgramRules | null; currency: string; now: number }) {
  const { t } = useTranslation();
  const [spend, setSpend] = useState(usualSpend(currency));
  const spends = readSpend(spend, currency);

  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingSm">
          {t('example.title')}
        </Text>
        <TextField
          id="example-spend"
          label={t('example.spend')}
          prefix={currency}
          inputMode="decimal"
          value={spend}
          onChange={setSpend}
          autoComplete="off"
        />
        <div aria-live="polite">
          {rules === null || spends === null ? (
            <Text as="p" tone="subdued">
              {t('example.invalid')}
            </Text>
          ) : (
            <ExampleSentences rules={rules} spends={spends} now={now} />
          )}
        </div>
      </BlockStack>
    </Card>
  );
}

function ExampleSentences({
  rules,
  spends,
  now,
}: {
  rules: ProgramRules;
  spends: { minor: bigint; currency: string };
  now: number;
}) {
  const { t } = useTranslation();
  const { money, longDay } = useFormats();
  const words = useRuleWords();
  const unrewardedText = useUnrewardedText();
  const { offered, saves, pays, friendReward, reward, unrewarded } = exampleOf(rules, spends, now);
  const amount = (value: { minor: bigint; currency: string }) => money(value.minor.toString(), value.currency);
  const { waitsFrom, waitingDays, tiers, milestones } = rules.reward;
  const when = (of: PlannedReward) => {
    if (waitsFrom !== 'paid') return t(`example.from.${waitsFrom}`, { count: waitingDays });
    return of.dueAt === null || waitingDays === 0 ? t('example.atOnce') : t('example.onDay', { day: longDay(of.dueAt) });
  };
  const friend = () => {
    if (!offered) return t('example.noOffer', { minimum: money(rules.offer.minimumSubtotalMinor, rules.currency) });
    if (saves !== null) return t('example.saves', { spends: amount(spends), saves: amount(saves), pays: amount(pays) });
    if (isCodeKind(rules.offer.value.kind)) {
      return t('example.gets', { spends: amount(spends), value: words.value(rules.offer.value, rules.currency) });
    }
    return friendReward === null
      ? t('example.getsNothing', { spends: amount(spends) })
      : t('example.getsLater', {
          spends: amount(spends),
          value: words.value(friendReward.value, friendReward.currency),
          when: when(friendReward),
        });
  };
  const [step] = tiers?.steps ?? [];
  const [bonus] = milestones;
  const lines = [
    { label: t('example.friend'), text: friend() },
    {
      label: t('example.advocate'),
      text:
        reward !== null
          ? t('example.earns', { value: words.value(reward.value, reward.currency), when: when(reward) })
          : unrewarded === 'share' || unrewarded === 'nothing'
            ? unrewardedText(unrewarded, rules)
            : t('example.noReward', { minimum: money(rules.attribution.minimumSubtotalMinor, rules.currency) }),
    },
    ...(tiers === null || step === undefined
      ? []
      : [
          {
            label: t('example.later'),
            text:
              tiers.by === 'referrals'
                ? t('example.fromFriend', {
                    count: Number(step.from),
                    ordinal: true,
                    value: words.value(step.value, rules.currency),
                  })
                : t('example.fromRevenue', {
                    spent: money(step.from, rules.currency),
                    value: words.value(step.value, rules.currency),
                  }),
          },
        ]),
    ...(bonus === undefined
      ? []
      : [
          {
            label: t('example.bonus'),
            text: t('example.atFriend', { count: bonus.at, ordinal: true, value: words.value(bonus.value, rules.currency) }),
          },
        ]),
  ];
  return (
    <BlockStack gap="300">
      {lines.map(({ label, text }) => (
        <Box key={label} background="bg-surface-secondary" borderRadius="200" padding="300">
          <BlockStack gap="050">
            <InlineStack>
              <Text as="span" variant="bodySm" tone="subdued">
                {label}
              </Text>
            </InlineStack>
            <Text as="p">{text}</Text>
          </BlockStack>
        </Box>
      ))}
      {!rules.live && (
        <Text as="p" tone="subdued" variant="bodySm">
          {t('example.paused')}
        </Text>
      )}
    </BlockStack>
  );
}

function readSpend(text: string, currency: string): { minor: bigint; currency: string } | null {
  try {
    const money = parseMoney(typedDecimal(text), currency);
    return money.minor > 0n ? money : null;
  } catch {
    return null;
  }
}
