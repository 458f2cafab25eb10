import { BlockStack, InlineGrid, Select } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { CountField, type FieldsProps } from './program-fields.tsx';

const STARTS = ['paid', 'fulfilled', 'delivered', 'returnable'] as const;

/** From when on the waiting time counts, and how long it is. */
export function WaitingFields(fields: FieldsProps) {
  const { t } = useTranslation();
  const { form, change } = fields;
  const unit = t('program.days');
  return (
    <BlockStack gap="400">
      <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
        <CountField
          name="rewardWaitingDays"
          label={t('program.reward.waiting')}
          unit={unit}
          helpText={t(`waitsFrom.${form.waitsFrom}Help`)}
          fields={fields}
        />
        <Select
          id="waitsFrom"
          label={t('waitsFrom.label')}
          options={STARTS.map((value) => ({ value, label: t(`waitsFrom.${value}`) }))}
          value={form.waitsFrom}
          onChange={(value) => change('waitsFrom', STARTS.find((start) => start === value) ?? 'paid')}
        />
      </InlineGrid>
      {form.waitsFrom === 'returnable' && (
        <CountField
          name="returnWindowDays"
          label={t('waitsFrom.window')}
          unit={unit}
          helpText={t('waitsFrom.windowHelp')}
          fields={fields}
        />
      )}
      {(form.waitsFrom === 'delivered' || form.waitsFrom === 'returnable') && (
        <CountField
          name="assumedDeliveryDays"
          label={t('waitsFrom.assumed')}
          unit={unit}
          helpText={t('waitsFrom.assumedHelp')}
          fields={fields}
        />
      )}
    </BlockStack>
  );
}
