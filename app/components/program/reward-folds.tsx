import { Banner, BlockStack, Checkbox, InlineGrid, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { isCodeKind } from '../../domain/rewards.ts';
import { kindsOf, promisesCards, smallestEarning } from '../../program-promises.ts';
import { CurrencyFields, MilestoneFields, TierFields } from './growth-fields.tsx';
import { useFormats } from '../formats.ts';
import { AmountField, CountField, EitherField, Field, type FieldsProps } from './program-fields.tsx';
import { type FoldsProps, ProgramFold } from './program-fold.tsx';
import { RuleGroup } from './rule-fold.tsx';
import { TermsFields } from './terms-fields.tsx';

/** What most merchants leave as it is: terms of codes, scales, bonuses, limits, refunds. */
export function RewardFolds(props: FoldsProps) {
  const { t } = useTranslation();
  const { form, change } = props.fields;
  const hasCodes = kindsOf(form, 'reward').some(isCodeKind);
  const base = [form.rewardValue, form.offerValue].find(({ kind }) => kind === 'store-credit');
  return (
    <RuleGroup title={t('rule.rewards.title')} text={t('rule.rewards.text')}>
      {isCodeKind(form.offerValue.kind) && (
        <ProgramFold name="offerTerms" {...props}>
          <TermsFields of="offer" fields={props.fields} />
        </ProgramFold>
      )}
      {hasCodes && (
        <ProgramFold name="rewardTerms" {...props}>
          <EitherField
            title={t('terms.codes')}
            value={form.rewardCodes}
            choices={[
              { value: 'pool', label: t('terms.pool'), helpText: t('terms.poolHelp') },
              { value: 'locked', label: t('terms.locked'), helpText: t('terms.lockedHelp') },
            ]}
            onChange={(codes) => change('rewardCodes', codes)}
          />
          <TermsFields of="reward" fields={props.fields} />
        </ProgramFold>
      )}
      <ProgramFold name="tiers" {...props}>
        <TierFields {...props.fields} />
      </ProgramFold>
      <ProgramFold name="milestones" {...props}>
        <MilestoneFields {...props.fields} />
      </ProgramFold>
      <ProgramFold name="caps" {...props}>
        <CapFields {...props.fields} />
      </ProgramFold>
      <ProgramFold name="refunds" {...props}>
        <EitherField
          title={t('refunds.partial')}
          value={form.partialRefunds}
          choices={[
            { value: 'keep', label: t('refunds.keep'), helpText: t('refunds.keepHelp') },
            { value: 'proportional', label: t('refunds.proportional'), helpText: t('refunds.proportionalHelp') },
          ]}
          onChange={(value) => change('partialRefunds', value)}
        />
        {promisesCards(form) && <ClawBackField {...props.fields} />}
      </ProgramFold>
      <ProgramFold name="telling" {...props}>
        <EitherField
          title={t('telling.label')}
          value={form.notify}
          choices={(['shopify', 'app', 'none'] as const).map((value) => ({
            value,
            label: t(`telling.${value}`),
            helpText: t(`telling.${value}Help`),
          }))}
          onChange={(notify) => change('notify', notify)}
        />
      </ProgramFold>
      {base !== undefined && (
        <ProgramFold name="currencies" {...props}>
          <CurrencyFields base={base.amount} fields={props.fields} />
        </ProgramFold>
      )}
    </RuleGroup>
  );
}

function ClawBackField({ form, change }: FieldsProps) {
  const { t } = useTranslation();
  return (
    <BlockStack gap="200">
      <Checkbox
        label={t('rewardKind.clawBack')}
        helpText={t('rewardKind.clawBackHelp')}
        checked={form.clawsBackGiftCards}
        onChange={(checked) => change('clawsBackGiftCards', checked)}
      />
      {form.clawsBackGiftCards && <Banner tone="warning">{t('rewardKind.clawBackWarning')}</Banner>}
    </BlockStack>
  );
}

function CapFields(fields: FieldsProps) {
  const { t } = useTranslation();
  const { money } = useFormats();
  const least = smallestEarning(fields.form, fields.currency);
  return (
    <BlockStack gap="400">
      <Text as="p">{t('caps.text')}</Text>
      <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
        <Field name="capRewards" label={t('caps.rewards')} placeholder={t('caps.none')} fields={fields} />
        <CountField name="capDays" label={t('caps.days')} unit={t('program.days')} fields={fields} />
      </InlineGrid>
      <AmountField
        name="capMonth"
        label={t('caps.month')}
        placeholder={t('caps.none')}
        helpText={t('caps.monthHelp')}
        fields={fields}
      />
      <Field
        name="capShare"
        label={t('caps.share')}
        placeholder={t('caps.none')}
        helpText={
          least === null ? t('caps.shareHelp') : t('caps.shareFrom', { minimum: money(least.toString(), fields.currency) })
        }
        suffix="%"
        fields={fields}
      />
    </BlockStack>
  );
}
