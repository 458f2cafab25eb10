import { BlockStack, Box, Button, Checkbox, InlineGrid, InlineStack, Text } from '@shopify/polaris';
import { DeleteIcon, PlusIcon } from '@shopify/polaris-icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ORDERLESS_KINDS, VALUE_KINDS } from '../../program-form-values.ts';
import { CountField, EitherField, type FieldsProps, useProblemText } from './program-fields.tsx';
import { LooseField } from './loose-field.tsx';
import { ValueFields } from './value-fields.tsx';

const MOST_ROWS = 10;

/** The more an advocate has brought, the more the next friend earns them. */
export function TierFields(fields: FieldsProps) {
  const { t } = useTranslation();
  const { form, change, problems } = fields;
  const { tiersBy, tierSteps, rewardValue } = form;
  const missing = useProblemText()(problems, 'tierSteps');
  const put = (place: number, step: (typeof tierSteps)[number] | null) =>
    change(
      'tierSteps',
      tierSteps.flatMap((one, at) => (at !== place ? [one] : step === null ? [] : [step])),
    );
  return (
    <BlockStack gap="400">
      <EitherField
        title={t('growth.tiersBy')}
        value={tiersBy}
        choices={(['none', 'referrals', 'revenue'] as const).map((value) => ({ value, label: t(`growth.${value}`) }))}
        onChange={(value) => {
          change('tiersBy', value);
          if (value !== 'none' && tierSteps.length === 0) {
            change('tierSteps', [{ from: value === 'referrals' ? '5' : '', value: rewardValue }]);
          }
        }}
        {...(missing === undefined ? {} : { error: missing })}
      />
      {tiersBy !== 'none' && (
        <>
          {tierSteps.map((step, place) => (
            <Row
              key={place}
              title={t('growth.step', { number: place + 1 })}
              remove={t('growth.removeStep', { number: place + 1 })}
              onRemove={() => put(place, null)}
            >
              <LooseField
                name={`tier${place}.from`}
                label={t(tiersBy === 'referrals' ? 'growth.fromFriend' : 'growth.fromRevenue')}
                value={step.from}
                onChange={(from) => put(place, { ...step, from })}
                fields={fields}
                {...(tiersBy === 'revenue' ? { prefix: fields.currency } : {})}
              />
              <ValueFields
                owner={`tier${place}`}
                label={t('growth.earns')}
                kinds={VALUE_KINDS}
                value={step.value}
                onChange={(value) => put(place, { ...step, value })}
                fields={fields}
              />
            </Row>
          ))}
          {tierSteps.length < MOST_ROWS && (
            <AddRow
              label={t('growth.addStep')}
              onAdd={() => change('tierSteps', [...tierSteps, { from: '', value: rewardValue }])}
            />
          )}
          <CountField
            name="tiersDays"
            label={t('growth.days')}
            unit={t('program.days')}
            placeholder={t('growth.allTime')}
            fields={fields}
          />
          <Checkbox
            label={t('growth.keeps')}
            helpText={t('growth.keepsHelp')}
            checked={form.tiersKeep}
            onChange={(keep) => change('tiersKeep', keep)}
          />
        </>
      )}
    </BlockStack>
  );
}

/** A bonus for the nth friend. */
export function MilestoneFields(fields: FieldsProps) {
  const { t } = useTranslation();
  const { form, change } = fields;
  const { milestones, rewardValue } = form;
  const put = (place: number, row: (typeof milestones)[number] | null) =>
    change(
      'milestones',
      milestones.flatMap((one, at) => (at !== place ? [one] : row === null ? [] : [row])),
    );
  const fresh = { ...rewardValue, kind: rewardValue.kind === 'order-share' ? ('store-credit' as const) : rewardValue.kind };
  return (
    <BlockStack gap="400">
      <Text as="p">{t('growth.bonusText')}</Text>
      {milestones.map((row, place) => (
        <Row
          key={place}
          title={t('growth.bonus', { number: place + 1 })}
          remove={t('growth.removeBonus', { number: place + 1 })}
          onRemove={() => put(place, null)}
        >
          <LooseField
            name={`milestone${place}.at`}
            label={t('growth.atFriend')}
            value={row.at}
            onChange={(at) => put(place, { ...row, at })}
            fields={fields}
          />
          <ValueFields
            owner={`milestone${place}`}
            label={t('growth.earns')}
            kinds={ORDERLESS_KINDS}
            value={row.value}
            onChange={(value) => put(place, { ...row, value })}
            fields={fields}
          />
        </Row>
      ))}
      {milestones.length < MOST_ROWS && (
        <AddRow
          label={t('growth.addBonus')}
          onAdd={() => change('milestones', [...milestones, { at: milestones.length === 0 ? '5' : '', value: fresh }])}
        />
      )}
    </BlockStack>
  );
}

/** Store credit in the currency that the customer shops in. @param base what is typed as its amount in the program's currency */
export function CurrencyFields({ base, fields }: { base: string; fields: FieldsProps }) {
  const { t } = useTranslation();
  const { form, change } = fields;
  const { currencyAmounts } = form;
  const put = (place: number, row: (typeof currencyAmounts)[number] | null) =>
    change(
      'currencyAmounts',
      currencyAmounts.flatMap((one, at) => (at !== place ? [one] : row === null ? [] : [row])),
    );
  return (
    <BlockStack gap="300">
      <Text as="p">{t('growth.currencyText', { amount: `${base} ${fields.currency}` })}</Text>
      {currencyAmounts.map((row, place) => (
        <InlineGrid key={place} columns="1fr 1fr auto" gap="300">
          <LooseField
            name={`currency${place}.currency`}
            label={t('growth.currency')}
            placeholder={fields.currency === 'EUR' ? 'GBP' : 'EUR'}
            inputMode="text"
            value={row.currency}
            onChange={(currency) => put(place, { ...row, currency })}
            fields={fields}
          />
          <LooseField
            name={`currency${place}.amount`}
            label={t('program.amount')}
            value={row.amount}
            onChange={(amount) => put(place, { ...row, amount })}
            fields={fields}
          />
          <Box paddingBlockStart="600">
            <Button
              icon={DeleteIcon}
              accessibilityLabel={t('growth.removeCurrency', { number: place + 1 })}
              onClick={() => put(place, null)}
            />
          </Box>
        </InlineGrid>
      ))}
      <AddRow
        label={t('growth.addCurrency')}
        onAdd={() => change('currencyAmounts', [...currencyAmounts, { currency: '', amount: '' }])}
      />
    </BlockStack>
  );
}

function Row({ title, remove, onRemove, children }: { title: string; remove: string; onRemove(): void; children: ReactNode }) {
  return (
    <Box as="section" aria-label={title} background="bg-surface-secondary" borderRadius="200" padding="300">
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center">
          <Text as="h4" variant="headingSm">
            {title}
          </Text>
          <Button variant="plain" icon={DeleteIcon} onClick={onRemove}>
            {remove}
          </Button>
        </InlineStack>
        {children}
      </BlockStack>
    </Box>
  );
}

function AddRow({ label, onAdd }: { label: string; onAdd(): void }) {
  return (
    <InlineStack>
      <Button icon={PlusIcon} onClick={onAdd}>
        {label}
      </Button>
    </InlineStack>
  );
}
