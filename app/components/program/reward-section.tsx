import { Banner, BlockStack, Checkbox, Divider, InlineGrid, Select, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { payoutKindOf } from '../../domain/payout-scopes.ts';
import { isCodeKind } from '../../domain/rewards.ts';
import { REWARD_FORM_KINDS } from '../../program-form.ts';
import { AskPermission } from '../ask-permission.tsx';
import { AmountField, CountField, EitherField, Field, type FieldsProps, FormSection, useProblemText } from './program-fields.tsx';

/** What the advocate earns, when, and how much at most. @param scopes what Shopify has granted, comma-separated */
export function RewardSection({ fields, scopes }: { fields: FieldsProps; scopes: string }) {
  const { t } = useTranslation();
  const { form, change, problems } = fields;
  const unit = t('program.days');
  const textOf = useProblemText();
  const problem = textOf(problems, 'rewardKind');
  return (
    <FormSection title={t('program.reward.title')} text={t('program.reward.text')}>
      <EitherField
        title={t('rewardKind.label')}
        value={form.rewardKind}
        choices={REWARD_FORM_KINDS.map((kind) => ({
          value: kind,
          label: t(`rewardKind.${kind}`),
          helpText: t(`rewardKind.${kind}Help`),
        }))}
        onChange={(kind) => change('rewardKind', kind)}
        {...(problem === undefined ? {} : { error: problem })}
      />
      <AskPermission kind={payoutKindOf(form.rewardKind, form.rewardPaidAs)} scopes={scopes} text={t('permission.text')} />
      <RewardValueFields {...fields} />
      {form.rewardKind === 'gift-card' || (form.rewardKind === 'order-share' && form.rewardPaidAs === 'gift-card') ? (
        <ClawBackField {...fields} />
      ) : null}
      <CountField
        name="rewardWaitingDays"
        label={t('program.reward.waiting')}
        unit={unit}
        helpText={t('program.reward.waitingHelp')}
        fields={fields}
      />
      {isCodeKind(form.rewardKind) && (
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
            <CountField name="rewardValidDays" label={t('program.reward.validDays')} unit={unit} fields={fields} />
          )}
        </>
      )}
      <Divider />
      <CapFields {...fields} />
    </FormSection>
  );
}

function RewardValueFields(fields: FieldsProps) {
  const { t } = useTranslation();
  const { form, change } = fields;
  switch (form.rewardKind) {
    case 'percentage':
      return <Field name="rewardPercent" label={t('rewardKind.off')} suffix="%" fields={fields} />;
    case 'fixed-amount':
    case 'store-credit':
    case 'gift-card':
      return <AmountField name="rewardAmount" label={t('rewardKind.amount')} fields={fields} />;
    case 'free-shipping':
      return null;
    case 'order-share':
      return (
        <>
          <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
            <Field name="rewardPercent" label={t('rewardKind.percent')} suffix="%" fields={fields} />
            <Select
              id="rewardPaidAs"
              label={t('rewardKind.paidAs')}
              options={[
                { value: 'store-credit', label: t('rewardKind.asStoreCredit') },
                { value: 'gift-card', label: t('rewardKind.asGiftCard') },
              ]}
              value={form.rewardPaidAs}
              onChange={(value) => change('rewardPaidAs', value === 'gift-card' ? 'gift-card' : 'store-credit')}
            />
          </InlineGrid>
          <AmountField
            name="rewardMost"
            label={t('rewardKind.most')}
            placeholder={t('rewardKind.noLimit')}
            helpText={t('rewardKind.mostHelp')}
            fields={fields}
          />
        </>
      );
  }
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
  return (
    <BlockStack gap="400">
      <BlockStack gap="100">
        <Text as="h3" variant="headingSm">
          {t('caps.title')}
        </Text>
        <Text as="p" tone="subdued">
          {t('caps.text')}
        </Text>
      </BlockStack>
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
        helpText={t('caps.shareHelp')}
        suffix="%"
        fields={fields}
      />
    </BlockStack>
  );
}
