import { Checkbox } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { payoutKindOf } from '../../domain/payout-scopes.ts';
import { isCodeKind } from '../../domain/rewards.ts';
import { VALUE_KINDS } from '../../program-form-values.ts';
import { AskPermission } from '../ask-permission.tsx';
import { AmountField, CountField, EitherField, type FieldsProps, FormSection, useProblemText } from './program-fields.tsx';
import { ValueDetails } from './value-fields.tsx';
import { WaitingFields } from './waiting-fields.tsx';

/** What the advocate earns, and when. @param scopes what Shopify has granted, comma-separated */
export function RewardSection({ fields, scopes }: { fields: FieldsProps; scopes: string }) {
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
          helpText: t(`rewardKind.${kind}Help`),
        }))}
        onChange={(kind) => change('rewardValue', { ...rewardValue, kind })}
        {...(problem === undefined ? {} : { error: problem })}
      />
      <AskPermission kind={payoutKindOf(rewardValue.kind, rewardValue.paidAs)} scopes={scopes} text={t('permission.text')} />
      <ValueDetails owner="rewardValue" value={rewardValue} onChange={(value) => change('rewardValue', value)} fields={fields} />
      <WaitingFields {...fields} />
      {isCodeKind(rewardValue.kind) && (
        <>
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
        </>
      )}
    </FormSection>
  );
}
