import { BlockStack, InlineGrid, Select } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { VALUE_KINDS, type ValueForm, type ValueKind } from '../../program-form-values.ts';
import { firstPayoutOf } from '../../program-promises.ts';
import { AskPermission } from '../ask-permission.tsx';
import { GoodsField } from './goods-field.tsx';
import { LooseField } from './loose-field.tsx';
import { type FieldsProps, useProblemText } from './program-fields.tsx';

/** What one person gets, as fields: those that its kind needs. */
export type ValueFieldsProps = {
  /** Where its fields stand (`rewardValue`, `tier0` …). */
  owner: string;
  value: ValueForm;
  kinds: readonly ValueKind[];
  /** Of the choice of the kind. */
  label: string;
  onChange(value: ValueForm): void;
  fields: FieldsProps;
};

/** The choice of the kind, and the fields that it needs. */
export function ValueFields({ owner, value, kinds, label, onChange, fields }: ValueFieldsProps) {
  const { t } = useTranslation();
  const problem = useProblemText()(fields.problems, `${owner}.kind`);
  return (
    <BlockStack gap="400">
      <Select
        id={`${owner}.kind`}
        label={label}
        options={kinds.map((kind) => ({ value: kind, label: t(`valueKind.${kind}`) }))}
        value={value.kind}
        onChange={(chosen) => onChange({ ...value, kind: VALUE_KINDS.find((kind) => kind === chosen) ?? value.kind })}
        helpText={t(`valueKind.${value.kind}Help`)}
        {...(problem === undefined ? {} : { error: problem })}
      />
      <PayoutPermission owner={owner} fields={fields} />
      <ValueDetails owner={owner} value={value} onChange={onChange} fields={fields} />
    </BlockStack>
  );
}

/** Asks for what Shopify has to allow for this kind of payout, once: beside the first promise that needs it. */
export function PayoutPermission({ owner, fields }: { owner: string; fields: FieldsProps }) {
  const { t } = useTranslation();
  const kind = firstPayoutOf(fields.form, owner);
  return <AskPermission kind={kind} scopes={fields.scopes} text={t('permission.text')} />;
}

/** The fields that the kind needs. */
export function ValueDetails({ owner, value, onChange, fields }: Omit<ValueFieldsProps, 'kinds' | 'label'>) {
  const { t } = useTranslation();
  const text = (field: Exclude<keyof ValueForm, 'kind' | 'paidAs' | 'buysOf'>) => ({
    name: `${owner}.${field}` as const,
    value: value[field],
    onChange: (typed: string) => onChange({ ...value, [field]: typed }),
    fields,
  });
  switch (value.kind) {
    case 'percentage':
      return <LooseField {...text('percent')} label={t('program.percent')} suffix="%" />;
    case 'fixed-amount':
    case 'store-credit':
    case 'gift-card':
      return <LooseField {...text('amount')} label={t('program.amount')} prefix={fields.currency} />;
    case 'free-shipping':
      return null;
    case 'free-product':
      return (
        <BlockStack gap="400">
          <GoodsField
            of="products"
            {...text('products')}
            label={t('valueKind.products')}
            helpText={t('valueKind.productsHelp')}
          />
          <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
            <LooseField {...text('quantity')} label={t('valueKind.quantity')} />
            <LooseField {...text('spend')} label={t('valueKind.spend')} prefix={fields.currency} />
          </InlineGrid>
          <Select
            id={`${owner}.buysOf`}
            label={t('valueKind.buys')}
            options={(['collections', 'products'] as const).map((of) => ({ value: of, label: t(`terms.target.${of}`) }))}
            value={value.buysOf}
            onChange={(of) => onChange({ ...value, buysOf: of === 'products' ? 'products' : 'collections' })}
          />
          <GoodsField
            of={value.buysOf}
            {...text('buys')}
            label={t(`terms.target.${value.buysOf}`)}
            labelHidden
            helpText={t('terms.idsHelp')}
          />
        </BlockStack>
      );
    case 'order-share':
      return (
        <BlockStack gap="400">
          <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
            <LooseField {...text('percent')} label={t('rewardKind.percent')} suffix="%" />
            <Select
              id={`${owner}.paidAs`}
              label={t('rewardKind.paidAs')}
              options={[
                { value: 'store-credit', label: t('rewardKind.asStoreCredit') },
                { value: 'gift-card', label: t('rewardKind.asGiftCard') },
              ]}
              value={value.paidAs}
              onChange={(chosen) => onChange({ ...value, paidAs: chosen === 'gift-card' ? 'gift-card' : 'store-credit' })}
            />
          </InlineGrid>
          <LooseField
            {...text('most')}
            label={t('rewardKind.most')}
            placeholder={t('rewardKind.noLimit')}
            helpText={t('rewardKind.mostHelp')}
            prefix={fields.currency}
          />
        </BlockStack>
      );
  }
}
