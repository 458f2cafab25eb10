import { BlockStack, Checkbox } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { CountryField } from './country-field.tsx';
import { GoodsList } from './goods-field.tsx';
import { ChoiceField, CountField, EitherField, type FieldsProps, ListField } from './program-fields.tsx';
import { RuleGroup } from './rule-fold.tsx';
import { type FoldsProps, ProgramFold } from './program-fold.tsx';

/** What an order must be to count: its products, where it was sold, where it goes, whether it renews a subscription. */
export function EligibilityFolds(props: FoldsProps) {
  const { t } = useTranslation();
  const { fields } = props;
  return (
    <RuleGroup title={t('rule.which.title')} text={t('rule.which.text')}>
      <ProgramFold name="basis" {...props}>
        <BasisFields {...fields} />
      </ProgramFold>
      <ProgramFold name="products" {...props}>
        <ProductFields {...fields} />
      </ProgramFold>
      <ProgramFold name="channels" {...props}>
        <ChannelFields {...fields} />
      </ProgramFold>
      <ProgramFold name="countries" {...props}>
        <ChoiceField
          name="countriesMode"
          label={t('rule.countries.title')}
          labelHidden
          helpText={t('rule.countries.help')}
          fields={fields}
        />
        {fields.form.countriesMode !== 'all' && <CountryField {...fields} />}
      </ProgramFold>
      <ProgramFold name="renewals" {...props}>
        <CountField
          name="renewals"
          label={t('rule.renewals.label')}
          unit={t('rule.renewals.unit')}
          helpText={t('rule.renewals.help')}
          fields={fields}
        />
      </ProgramFold>
    </RuleGroup>
  );
}

function BasisFields({ form, change }: FieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      <EitherField
        title={t('rule.basis.of')}
        value={form.minimumOf}
        choices={(['after-discounts', 'before-discounts'] as const).map((value) => ({ value, label: t(`rule.basis.${value}`) }))}
        onChange={(value) => change('minimumOf', value)}
      />
      <BlockStack>
        <Checkbox
          label={t('rule.basis.giftCards')}
          checked={form.countsGiftCards}
          onChange={(checked) => change('countsGiftCards', checked)}
        />
        <Checkbox
          label={t('rule.basis.tax')}
          helpText={t('rule.basis.taxHelp')}
          checked={form.countsTax}
          onChange={(checked) => change('countsTax', checked)}
        />
      </BlockStack>
    </>
  );
}

function ProductFields(fields: FieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      <ChoiceField
        name="productsMode"
        label={t('rule.products.title')}
        labelHidden
        helpText={t('rule.products.help')}
        fields={fields}
      />
      {fields.form.productsMode !== 'all' && (
        <>
          <BlockStack gap="100">
            <ListField name="productIds" label={t('rule.products.ids')} helpText={t('rule.products.idsHelp')} fields={fields} />
            <GoodsList of="products" text={fields.form.productIds} />
          </BlockStack>
          <BlockStack gap="100">
            <ListField
              name="collectionIds"
              label={t('rule.products.collections')}
              helpText={t('rule.products.collectionsHelp')}
              fields={fields}
            />
            <GoodsList of="collections" text={fields.form.collectionIds} />
          </BlockStack>
          <ListField name="productTags" label={t('rule.products.tags')} helpText={t('rule.products.tagsHelp')} fields={fields} />
        </>
      )}
    </>
  );
}

function ChannelFields(fields: FieldsProps) {
  const { t } = useTranslation();
  const { form, change } = fields;
  return (
    <>
      <BlockStack>
        <Checkbox
          label={t('rule.channels.pointOfSale')}
          checked={form.pointOfSale}
          onChange={(checked) => change('pointOfSale', checked)}
        />
        <Checkbox
          label={t('rule.channels.drafts')}
          helpText={t('rule.channels.draftsHelp')}
          checked={form.drafts}
          onChange={(checked) => change('drafts', checked)}
        />
        <Checkbox
          label={t('rule.channels.testOrders')}
          helpText={t('rule.channels.testOrdersHelp')}
          checked={form.testOrders}
          onChange={(checked) => change('testOrders', checked)}
        />
      </BlockStack>
      <ChoiceField name="channelsMode" label={t('rule.channels.others')} fields={fields} />
      {form.channelsMode !== 'all' && (
        <ListField name="channelNames" label={t('rule.channels.names')} helpText={t('rule.channels.namesHelp')} fields={fields} />
      )}
    </>
  );
}
