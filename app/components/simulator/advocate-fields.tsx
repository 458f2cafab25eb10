import { Checkbox, InlineGrid, TextField } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { ProgramRules } from '../../domain/program.ts';
import { FormSection } from '../program/program-fields.tsx';
import type { PretendProps } from './simulator.tsx';

/** How busy Anna's link is, and whether she may earn at all. */
export function AdvocateFields({ order, problems, change, rules }: PretendProps & { rules: ProgramRules }) {
  const { t } = useTranslation();
  const { tiers } = rules.reward;
  const counts = [
    ...(tiers === null ? [] : [{ name: 'broughtBefore' as const, label: t(`simulator.anna.before.${tiers.by}`) }]),
    { name: 'creditsToday', label: t('simulator.anna.today') },
    { name: 'claimsLastHour', label: t('simulator.anna.claims') },
  ] as { name: 'broughtBefore' | 'creditsToday' | 'claimsLastHour'; label: string }[];
  const isMoney = (name: string) => name === 'broughtBefore' && tiers?.by === 'revenue';
  return (
    <FormSection title={t('simulator.anna.title')}>
      <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
        {counts.map(({ name, label }) => (
          <TextField
            key={name}
            label={label}
            value={order[name]}
            onChange={(value) => change({ [name]: value })}
            inputMode={isMoney(name) ? 'decimal' : 'numeric'}
            autoComplete="off"
            {...(isMoney(name) ? { prefix: rules.currency } : {})}
            {...(problems.includes(name) ? { error: t(isMoney(name) ? 'simulator.anna.amount' : 'simulator.anna.problem') } : {})}
          />
        ))}
      </InlineGrid>
      <Checkbox
        label={t('simulator.anna.blocked')}
        checked={order.blockedAdvocate}
        onChange={(blockedAdvocate) => change({ blockedAdvocate })}
      />
    </FormSection>
  );
}
