import { BlockStack, ChoiceList } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { presetFields, STRICTNESSES, strictnessOf } from '../../program-presets.ts';
import type { FieldsProps } from './program-fields.tsx';

/** Sets every check, and the points from which a credit is held or refused, at once. */
export function StrictnessField({ form, change }: FieldsProps) {
  const { t } = useTranslation();
  const strictness = strictnessOf(form);
  return (
    <BlockStack>
      <ChoiceList
        title={t('rule.strictness.title')}
        choices={[
          ...STRICTNESSES.map((value) => ({
            value: value as string,
            label: t(`rule.strictness.${value}`),
            helpText: t(`rule.strictness.${value}Help`),
          })),
          ...(strictness === null
            ? [{ value: 'own', label: t('rule.strictness.own'), helpText: t('rule.strictness.ownHelp') }]
            : []),
        ]}
        selected={[strictness ?? 'own']}
        onChange={([chosen]) => {
          const found = STRICTNESSES.find((value) => value === chosen);
          if (found === undefined) return;
          const { checks, reviewFrom, refuseFrom } = presetFields(found);
          change('checks', checks);
          change('reviewFrom', reviewFrom);
          change('refuseFrom', refuseFrom);
        }}
      />
    </BlockStack>
  );
}
