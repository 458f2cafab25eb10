import { BlockStack, Checkbox } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { isCodeKind } from '../../domain/rewards.ts';
import { isBilled, VALUE_KINDS, type ValueKind } from '../../program-form-values.ts';
import { kindsOf } from '../../program-promises.ts';
import { AmountField, CountField, EitherField, type FieldsProps, FormSection, useProblemText } from './program-fields.tsx';
import { PayoutPermission, ValueDetails } from './value-fields.tsx';
import { WaitingFields } from './waiting-fields.tsx';

/** What the advocate earns, and when. */
export function RewardSection(fields: FieldsProps) {
  const { t } = useTranslation();
  const { form, change, problems } = fields;
  const { rewardValue } = form;
  const problem = useProblemText()(problems, 'rewardValue.kind');
  return (
    <FormSection title={t('program.reward.title')} text={t('program.reward.text')}>
      <EitherField
        title={t('rewardKind.label')}
        value={rewardValue.kind}
        choices={VALUE_KINDS.map((kind) => ({
          value: kind,
          label: t(`rewardKind.${kind}`),
          ...(isExplained(kind) ? { helpText: t(`rewardKind.${kind}Help`) } : {}),
        }))}
        onChange={(kind) => change('rewardValue', { ...rewardValue, kind })}
        {...(problem === undefined ? {} : { error: problem })}
      />
      <PayoutPermission owner="rewardValue" fields={fields} />
      <ValueDetails owner="rewardValue" value={rewardValue} onChange={(value) => change('rewardValue', value)} fields={fields} />
      <WaitingFields {...fields} />
      {kindsOf(form, 'reward').some(isCodeKind) && (
        <BlockStack gap="400">
          <AmountField
            name="rewardMinimum"
            label={t('program.reward.minimum')}
            placeholder={t('program.noMinimum')}
            helpText={t('program.reward.minimumHelp')}
            fields={fields}
          />
          <Checkbox
            label={t('program.reward.expires')}
            checked={form.rewardExpires}
            onChange={(checked) => change('rewardExpires', checked)}
          />
          {form.rewardExpires && (
            <CountField name="rewardValidDays" label={t('program.reward.validDays')} unit={t('program.days')} fields={fields} />
          )}
        </BlockStack>
      )}
    </FormSection>
  );
}

/** The section's text says what all discounts have in common. */
function isExplained(kind: ValueKind): kind is Exclude<ValueKind, 'percentage' | 'fixed-amount' | 'free-shipping'> {
  return !isBilled(kind);
}
