import { BlockStack, InlineGrid, InlineStack, Link, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { CheckTable } from './check-table.tsx';
import { CountField, EitherField, type FieldsProps, ListField } from './program-fields.tsx';
import { type FoldsProps, ProgramFold } from './program-fold.tsx';
import { RuleGroup } from './rule-fold.tsx';
import { StrictnessField } from './strictness-field.tsx';

/** What each fraud check means, from how many points a credit is held or refused, and the limits that checks compare with. */
export function FraudFolds(props: FoldsProps) {
  const { t } = useTranslation();
  return (
    <RuleGroup title={t('rule.fraud.title')} text={t('rule.fraud.text')}>
      <ProgramFold name="checks" {...props}>
        <StrictnessField {...props.fields} />
        <CheckTable {...props.fields} />
      </ProgramFold>
      <ProgramFold name="review" {...props}>
        <ReviewFields {...props.fields} />
      </ProgramFold>
      <ProgramFold name="limits" {...props}>
        <LimitFields {...props.fields} />
      </ProgramFold>
    </RuleGroup>
  );
}

function ReviewFields(fields: FieldsProps) {
  const { t } = useTranslation();
  const { form, change } = fields;
  const unit = t('rule.checks.pointsUnit');
  return (
    <>
      <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
        <CountField
          name="reviewFrom"
          label={t('rule.review.reviewFrom')}
          unit={unit}
          helpText={t('rule.review.fromHelp')}
          fields={fields}
        />
        <CountField name="refuseFrom" label={t('rule.review.refuseFrom')} unit={unit} fields={fields} />
      </InlineGrid>
      <EitherField
        title={t('rule.review.then')}
        value={form.unlookedThen}
        choices={(['wait', 'approve', 'refuse'] as const).map((value) => ({
          value,
          label: t(`rule.review.${value}`),
          helpText: t(`rule.review.${value}Help`),
        }))}
        onChange={(value) => change('unlookedThen', value)}
      />
      {form.unlookedThen !== 'wait' && (
        <CountField name="unlookedAfter" label={t('rule.review.after')} unit={t('program.days')} fields={fields} />
      )}
    </>
  );
}

const limits = ['advocatePerDay', 'advocatePer30Days', 'networkPerWeek', 'leakClaimsPerHour'] as const;

function LimitFields(fields: FieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      <BlockStack gap="200">
        <Text as="p" tone="subdued">
          {t('rule.limits.help')}
        </Text>
        <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
          {limits.map((name) => (
            <CountField key={name} name={name} label={t(`rule.limits.${name}`)} fields={fields} />
          ))}
        </InlineGrid>
      </BlockStack>
      <ListField name="bannedReferrers" label={t('rule.limits.banned')} helpText={t('rule.limits.bannedHelp')} fields={fields} />
      <InlineStack gap="100">
        <Text as="p">{t('rule.limits.blockListText')}</Text>
        <Link url="/app/review/block-list">{t('rule.limits.blockList')}</Link>
      </InlineStack>
    </>
  );
}
