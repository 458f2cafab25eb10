import { Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { TierTold } from '../../queries/referral-detail.server.ts';
import { useFormats } from '../formats.ts';
import { useRuleWords } from '../use-rule-words.ts';

/** Which step of the scale the order was on, and by what count: "Referral no. 5 of this advocate: $15.00 off from no. 5 on." */
export function TierText({ tier }: { tier: TierTold }) {
  const { t } = useTranslation();
  const { money, number } = useFormats();
  const words = useRuleWords();
  const { by, days, reached, from, currency, kept } = tier;
  const amount = (minor: string) => (by === 'revenue' ? money(minor, currency) : number(Number(minor)));
  const sentences = [
    t(`tier.${by}`, { reached: amount(reached), from: amount(from), value: words.value(tier.value, currency) }),
    ...(days === null ? [] : [t('tier.days', { count: days })]),
    ...(kept ? [t('tier.kept')] : []),
  ];
  return (
    <Text as="p" tone="subdued">
      {sentences.join(' ')}
    </Text>
  );
}
