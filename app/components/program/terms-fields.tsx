import { BlockStack, Checkbox, ChoiceList, Select } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { isCodeKind } from '../../domain/rewards.ts';
import { comesOff, isBilled, type TermsForm } from '../../program-form-values.ts';
import { kindsOf } from '../../program-promises.ts';
import { EitherField, type FieldsProps } from './program-fields.tsx';
import { GoodsField } from './goods-field.tsx';
import { LooseField } from './loose-field.tsx';

const CLASSES = ['order', 'product', 'shipping'] as const;
const COMBINES = { order: 'combinesOrder', product: 'combinesProduct', shipping: 'combinesShipping' } as const;

/** How a code may be used. */
export function TermsFields({ of, fields }: { of: 'offer' | 'reward'; fields: FieldsProps }) {
  const { t } = useTranslation();
  const owner = `${of}Terms` as const;
  const terms = fields.form[owner];
  const kinds = kindsOf(fields.form, of);
  const targeted = kinds.some(comesOff);
  // A discount on shipping is not used together with another one.
  const combines = kinds.some((kind) => kind !== 'free-shipping' && isCodeKind(kind));
  const classes = CLASSES.filter((name) => name !== 'shipping' || combines);
  const change = (changed: Partial<TermsForm>) => fields.change(owner, { ...terms, ...changed });
  return (
    <BlockStack gap="400">
      {targeted && (
        <Select
          id={`${owner}.on`}
          label={t('terms.on')}
          options={(['order', 'products', 'collections'] as const).map((on) => ({ value: on, label: t(`terms.target.${on}`) }))}
          value={terms.on}
          onChange={(on) => change({ on: on === 'products' || on === 'collections' ? on : 'order' })}
        />
      )}
      {targeted && terms.on !== 'order' && (
        <GoodsField
          of={terms.on}
          name={`${owner}.ids`}
          label={t(`terms.target.${terms.on}`)}
          labelHidden
          helpText={t('terms.idsHelp')}
          value={terms.ids}
          onChange={(ids) => change({ ids })}
          fields={fields}
        />
      )}
      <ChoiceList
        title={t('terms.combines')}
        allowMultiple
        choices={classes.map((name) => ({ value: name, label: t(`terms.${name}`) }))}
        selected={classes.filter((name) => terms[COMBINES[name]])}
        onChange={(chosen: string[]) => {
          const fields = classes.map((name) => [COMBINES[name], chosen.includes(name)] as const);
          change(Object.fromEntries(fields));
        }}
      />
      {of === 'offer' && (
        <Checkbox
          label={t('terms.once')}
          helpText={t('terms.onceHelp')}
          checked={terms.oncePerCustomer}
          onChange={(oncePerCustomer) => change({ oncePerCustomer })}
        />
      )}
      <EitherField
        title={t('terms.purchases')}
        value={terms.purchases}
        choices={(['one-time', 'subscriptions', 'both'] as const).map((value) => ({ value, label: t(`terms.${value}`) }))}
        onChange={(purchases) => change({ purchases })}
      />
      {terms.purchases !== 'one-time' && kinds.some(isBilled) && (
        <LooseField
          name={`${owner}.bills`}
          label={t('terms.bills')}
          placeholder={t('terms.allBills')}
          value={terms.bills}
          onChange={(bills) => change({ bills })}
          fields={fields}
        />
      )}
    </BlockStack>
  );
}
