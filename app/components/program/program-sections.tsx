import { Checkbox } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { AmountField, CountField, EitherField, type FieldsProps, FormSection } from './program-fields.tsx';

export function StatusSection({ form, change }: FieldsProps) {
  const { t } = useTranslation();
  return (
    <FormSection title={t('program.status.title')} text={t('program.status.text')}>
      <EitherField
        title={t('program.status.label')}
        value={form.live ? 'live' : 'paused'}
        choices={[
          { value: 'live', label: t('program.live'), helpText: t('program.status.live') },
          { value: 'paused', label: t('program.paused'), helpText: t('program.status.paused') },
        ]}
        onChange={(value) => change('live', value === 'live')}
      />
    </FormSection>
  );
}

export function AttributionSection(fields: FieldsProps) {
  const { t } = useTranslation();
  const { form, change } = fields;
  return (
    <FormSection title={t('program.rules.title')} text={t('program.rules.text')}>
      <CountField
        name="windowDays"
        label={t('program.rules.window')}
        unit={t('program.days')}
        helpText={t('program.rules.windowHelp')}
        fields={fields}
      />
      <AmountField
        name="minimumSubtotal"
        label={t('program.rules.minimum')}
        placeholder={t('program.noMinimum')}
        helpText={t('program.rules.minimumHelp')}
        fields={fields}
      />
      <EitherField
        title={t('program.rules.touch')}
        value={form.touch}
        choices={[
          { value: 'last', label: t('program.rules.last'), helpText: t('program.rules.lastHelp') },
          { value: 'first', label: t('program.rules.first'), helpText: t('program.rules.firstHelp') },
        ]}
        onChange={(value) => change('touch', value)}
      />
      <Checkbox
        label={t('program.rules.newOnly')}
        helpText={t('program.rules.newOnlyHelp')}
        checked={form.newCustomersOnly}
        onChange={(checked) => change('newCustomersOnly', checked)}
      />
      <Checkbox
        label={t('program.rules.once')}
        helpText={t('program.rules.onceHelp')}
        checked={form.oneCreditPerFriend}
        onChange={(checked) => change('oneCreditPerFriend', checked)}
      />
    </FormSection>
  );
}
