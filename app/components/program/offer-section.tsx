import { Banner, InlineGrid } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { isCodeKind } from '../../domain/rewards.ts';
import { VALUE_KINDS } from '../../program-form-values.ts';
import { AmountField, CountField, EitherField, type FieldsProps, FormSection } from './program-fields.tsx';
import { ValueFields } from './value-fields.tsx';

/** What the friend gets: a code before the purchase, or a payout after it. */
export function OfferSection(fields: FieldsProps) {
  const { t } = useTranslation();
  const { form, change } = fields;
  const { kind } = form.offerValue;
  const isCode = isCodeKind(kind);
  const expires = isCode && form.offerMode === 'single-use';
  return (
    <FormSection title={t('program.offer.title')} text={t(isCode ? 'program.offer.text' : 'program.offer.payoutText')}>
      <ValueFields
        owner="offerValue"
        label={t('program.offer.kind')}
        kinds={VALUE_KINDS}
        value={form.offerValue}
        onChange={(value) => change('offerValue', value)}
        fields={fields}
      />
      {isCode && (
        <EitherField
          title={t('program.offer.mode')}
          value={form.offerMode}
          choices={[
            { value: 'single-use', label: t('program.offer.single'), helpText: t('program.offer.singleHelp') },
            { value: 'shared', label: t('program.offer.shared'), helpText: t('program.offer.sharedHelp') },
          ]}
          onChange={(mode) => change('offerMode', mode)}
        />
      )}
      {isCode && form.offerMode === 'shared' && <Banner tone="warning">{t('program.offer.sharedWarning')}</Banner>}
      <AmountField
        name="offerMinimum"
        label={t('program.offer.minimum')}
        placeholder={t('program.noMinimum')}
        helpText={t('program.offer.minimumHelp')}
        fields={fields}
      />
      <InlineGrid columns={{ xs: 1, sm: expires ? 2 : 1 }} gap="300">
        {expires && (
          <CountField
            name="offerValidDays"
            label={t('program.offer.validDays')}
            unit={t('program.days')}
            helpText={t('program.offer.validHelp')}
            fields={fields}
          />
        )}
        <CountField
          name="claimsPerLinkPerDay"
          label={t('program.offer.claims')}
          unit={t('program.perDay')}
          helpText={t('program.offer.claimsHelp')}
          fields={fields}
        />
      </InlineGrid>
    </FormSection>
  );
}
