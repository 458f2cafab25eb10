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

/** Whether advocates choose their codes. */
export function SharingFolds(props: FoldsProps) {
  const { t } = useTranslation();
  const { form, change } = props.fields;
  return (
    <RuleGroup title={t('rule.sharing.title')} text={t('rule.sharing.text')}>
      <ProgramFold name="ownCodes" {...props}>
        <Checkbox
          label={t('rule.ownCodes.allowed')}
          helpText={t('rule.ownCodes.allowedHelp')}
          checked={form.codesChosen}
          onChange={(checked) => change('codesChosen', checked)}
        />
        {form.codesChosen && (
          <CountField
            name="codeChoices"
            label={t('rule.ownCodes.choices')}
            unit={t('rule.ownCodes.times')}
            helpText={t('rule.ownCodes.choicesHelp')}
            fields={props.fields}
          />
        )}
      </ProgramFold>
    </RuleGroup>
  );
}
