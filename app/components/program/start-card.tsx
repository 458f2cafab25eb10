import { BlockStack, Button, Card, ChoiceList, Collapsible, InlineStack, Text } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Money } from '../../domain/money.ts';
import type { ProgramRules } from '../../domain/program.ts';
import { STARTING_POINTS, startFrom, startingPointOf } from '../../starting-points.ts';
import { useValueWords } from '../reward-value.ts';

type Props = {
  /** What the form says; null while something is wrong with it: then the rules in force are started from. */
  read: ProgramRules | null;
  inForce: ProgramRules;
  usual: Money;
  /** The merchant has chosen nothing yet. */
  isNew: boolean;
  onStart: (rules: ProgramRules) => void;
};

/** Offers and rewards to start from, each with its amounts. Fills the form; nothing is saved. */
export function StartCard({ read, inForce, usual, isNew, onStart }: Props) {
  const { t } = useTranslation();
  const words = useValueWords();
  const [open, setOpen] = useState(isNew);
  const rules = read ?? inForce;
  const point = read === null ? null : startingPointOf(read, usual);
  const choices = STARTING_POINTS.map((value) => {
    const { currency, offer, reward } = startFrom(value, rules, usual);
    const benefits = { offer: words(offer.value, currency), reward: words(reward.value, currency) };
    const best = reward.tiers?.steps.at(-1);
    return {
      value: value as string,
      label: t(`start.${value}`),
      helpText: [
        t('start.benefits', benefits),
        ...(best === undefined
          ? []
          : [t('example.fromFriend', { count: Number(best.from), ordinal: true, value: words(best.value, currency) })]),
        t(`start.${value}Help`),
      ].join(' '),
    };
  });
  return (
    <Card>
      <BlockStack gap="200">
        <InlineStack align="space-between" blockAlign="center" gap="200" wrap={false}>
          <Text as="h2" variant="headingSm">
            {t(isNew ? 'start.title' : 'start.again')}
          </Text>
          {!isNew && (
            <Button
              variant="tertiary"
              disclosure={open ? 'up' : 'down'}
              ariaExpanded={open}
              ariaControls="starting-points"
              onClick={() => setOpen(!open)}
            >
              {t(open ? 'start.hide' : 'start.show')}
            </Button>
          )}
        </InlineStack>
        <Collapsible id="starting-points" open={open} transition={false}>
          <BlockStack gap="300">
            <Text as="p" tone="subdued">
              {t('start.text')}
            </Text>
            <ChoiceList
              title={t('start.title')}
              titleHidden
              choices={choices}
              selected={point === null ? [] : [point]}
              onChange={([chosen]) => {
                const found = STARTING_POINTS.find((value) => value === chosen);
                if (found !== undefined) onStart(startFrom(found, rules, usual));
              }}
            />
          </BlockStack>
        </Collapsible>
      </BlockStack>
    </Card>
  );
}
