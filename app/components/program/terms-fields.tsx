import { BlockStack, Checkbox, Select, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { isCodeKind } from '../../domain/rewards.ts';
import { comesOff, isBilled, type TermsForm } from '../../program-form-values.ts';
import { kindsOf } from '../../program-promises.ts';
import { EitherField, type FieldsProps } from './program-fields.tsx';
import { LooseField } from './value-fields.tsx';

/** How a code may be used. */
export function TermsFields({ of, fields }: { of: 'offer' | 'reward'; fields: FieldsProps }) {
  const { t } = useTranslation();
  const owner = `${of}Terms` as const;
  const terms = fields.form[owner];
  const kinds = kindsOf(fields.form, of);
  const targeted = kinds.some(comesOff);
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
        <LooseField
          name={`${owner}.ids`}
          label={t(`terms.target.${terms.on}`)}
          helpText={t('terms.idsHelp')}
          value={terms.ids}
          onChange={(ids) => change({ ids })}
          fields={fields}
          lines
        />
      )}
      <BlockStack gap="100">
        <Text as="p">{t('terms.combines')}</Text>
        <Checkbox label={t('terms.order')} checked={terms.combinesOrder} onChange={(on) => change({ combinesOrder: on })} />
        <Checkbox label={t('terms.product')} checked={terms.combinesProduct} onChange={(on) => change({ combinesProduct: on })} />
        {kinds.some((kind) => kind !== 'free-shipping' && isCodeKind(kind)) && (
          <Checkbox
            label={t('terms.shipping')}
            checked={terms.combinesShipping}
            onChange={(on) => change({ combinesShipping: on })}
          />
        )}
      </BlockStack>
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
