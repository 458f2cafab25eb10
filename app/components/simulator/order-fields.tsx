import { BlockStack, Checkbox, InlineGrid, Select, TextField } from '@shopify/polaris';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { COUNTRIES } from '../../countries.ts';
import type { ProgramRules } from '../../domain/program.ts';
import { FormSection } from '../program/program-fields.tsx';
import { useCountryNames } from '../use-country-names.ts';
import { oneOf } from './one-of.ts';
import type { PretendProps } from './simulator.tsx';

const kinds = ['order', 'sign-up'] as const;
const channels = ['web', 'pos', 'shopify_draft_order', 'renewal'] as const;
const risks = ['low', 'medium', 'high'] as const;
const states = ['test', 'unpaid', 'disputed'] as const;

/** What is bought, where and how. Products are asked for only where the rules choose them. */
export function OrderFields({ order, problems, change, rules }: PretendProps & { rules: ProgramRules }) {
  const { t } = useTranslation();
  const nameOf = useCountryNames();
  const countries = useMemo(
    () => COUNTRIES.map((code) => ({ value: code, label: nameOf(code) })).sort((a, b) => a.label.localeCompare(b.label)),
    [nameOf],
  );
  return (
    <FormSection title={t('simulator.order.title')}>
      <Select
        label={t('simulator.order.kind')}
        options={kinds.map((value) => ({ value, label: t(`simulator.order.${value}`) }))}
        value={order.kind}
        onChange={(value) => change({ kind: oneOf(kinds, value) })}
      />
      {order.kind === 'order' && (
        <>
          <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
            <TextField
              id="pretend-subtotal"
              label={t('simulator.order.subtotal')}
              prefix={rules.currency}
              value={order.subtotal}
              onChange={(value) => change({ subtotal: value })}
              inputMode="decimal"
              autoComplete="off"
              {...(problems.includes('subtotal')
                ? { error: t('simulator.order.subtotalProblem', { currency: rules.currency }) }
                : {})}
            />
            <Select
              label={t('simulator.order.channel')}
              options={channels.map((value) => ({ value, label: t(`simulator.order.${value}`) }))}
              value={order.channel}
              onChange={(value) => change({ channel: oneOf(channels, value) })}
            />
            <Select
              label={t('simulator.order.country')}
              options={[{ value: '', label: t('simulator.order.noCountry') }, ...countries]}
              value={order.country}
              onChange={(country) => change({ country })}
            />
            <Select
              label={t('simulator.order.risk')}
              options={risks.map((value) => ({ value, label: t(`simulator.order.${value}`) }))}
              value={order.risk}
              onChange={(value) => change({ risk: oneOf(risks, value) })}
            />
            {rules.eligibility.products.mode !== 'all' && (
              <>
                <TextField
                  label={t('simulator.order.product')}
                  value={order.productId}
                  onChange={(productId) => change({ productId })}
                  inputMode="numeric"
                  autoComplete="off"
                />
                <TextField
                  label={t('simulator.order.tags')}
                  helpText={t('simulator.order.tagsHelp')}
                  value={order.productTags}
                  onChange={(productTags) => change({ productTags })}
                  autoComplete="off"
                />
              </>
            )}
          </InlineGrid>
          <BlockStack>
            {states.map((name) => (
              <Checkbox
                key={name}
                label={t(`simulator.order.${name}`)}
                checked={order[name]}
                onChange={(checked) => change({ [name]: checked })}
              />
            ))}
          </BlockStack>
        </>
      )}
    </FormSection>
  );
}
