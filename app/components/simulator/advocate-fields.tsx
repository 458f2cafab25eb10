import { Checkbox, InlineGrid, TextField } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { FormSection } from '../program/program-fields.tsx';
import type { PretendProps } from './simulator.tsx';

/** How busy Anna's link is, and whether she may earn at all. */
export function AdvocateFields({ order, problems, change }: PretendProps) {
  const { t } = useTranslation();
  const counts = [
    { name: 'creditsToday', label: t('simulator.anna.today') },
    { name: 'claimsLastHour', label: t('simulator.anna.claims') },
  ] as const;
  return (
    <FormSection title={t('simulator.anna.title')}>
      <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
        {counts.map(({ name, label }) => (
          <TextField
            key={name}
            label={label}
            value={order[name]}
            onChange={(value) => change({ [name]: value })}
            inputMode="numeric"
            autoComplete="off"
            {...(problems.includes(name) ? { error: t('simulator.anna.problem') } : {})}
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
