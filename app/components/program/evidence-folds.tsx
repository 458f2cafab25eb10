import { Checkbox } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { PrecedenceField } from './precedence-field.tsx';
import { ORDERLESS_KINDS } from '../../program-form-values.ts';
import { CountField } from './program-fields.tsx';
import { type FoldsProps, ProgramFold } from './program-fold.tsx';
import { RuleGroup } from './rule-fold.tsx';
import { ValueFields } from './value-fields.tsx';

/** Which evidence wins, and whether a sign-up alone earns anything. */
export function EvidenceFolds(props: FoldsProps) {
  const { t } = useTranslation();
  const { form, change } = props.fields;
  return (
    <RuleGroup title={t('rule.credit.title')} text={t('rule.credit.text')}>
      <ProgramFold name="precedence" {...props}>
        <PrecedenceField {...props.fields} />
      </ProgramFold>
      <ProgramFold name="signUps" {...props}>
        <Checkbox
          label={t('rule.signUps.credited')}
          helpText={t('rule.signUps.creditedHelp')}
          checked={form.signUpsCredited}
          onChange={(checked) => change('signUpsCredited', checked)}
        />
        {form.signUpsCredited && (
          <>
            <ValueFields
              owner="signUpValue"
              label={t('growth.earns')}
              kinds={ORDERLESS_KINDS}
              value={form.signUpValue}
              onChange={(value) => change('signUpValue', value)}
              fields={props.fields}
            />
            <CountField
              name="signUpWaitingDays"
              label={t('rule.signUps.waiting')}
              unit={t('program.days')}
              helpText={t('rule.signUps.waitingHelp')}
              fields={props.fields}
            />
          </>
        )}
      </ProgramFold>
    </RuleGroup>
  );
}
