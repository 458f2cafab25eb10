import { Autocomplete, BlockStack, Icon, InlineStack, Tag, Text } from '@shopify/polaris';
import { SearchIcon } from '@shopify/polaris-icons';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { COUNTRIES } from '../../countries.ts';
import { useCountryNames } from '../use-country-names.ts';
import { type FieldsProps, useProblemText } from './program-fields.tsx';

/** Countries by name: chosen ones stand below the search and can be taken out again. */
export function CountryField({ form: { countries }, problems, change }: FieldsProps) {
  const { t } = useTranslation();
  const nameOf = useCountryNames();
  const [search, setSearch] = useState('');
  const problem = useProblemText()(problems, 'countries');
  const all = useMemo(
    () => COUNTRIES.map((code) => ({ value: code, label: nameOf(code) })).sort((a, b) => a.label.localeCompare(b.label)),
    [nameOf],
  );
  const wanted = plain(search);
  const options = all.filter(({ label, value }) => plain(label).includes(wanted) || value.toLowerCase() === wanted);

  return (
    <BlockStack gap="200">
      <Autocomplete
        allowMultiple
        options={options}
        selected={countries}
        onSelect={(selected) => change('countries', selected)}
        emptyState={
          <Text as="p" tone="subdued" alignment="center">
            {t('rule.countries.none')}
          </Text>
        }
        textField={
          <Autocomplete.TextField
            label={t('rule.countries.add')}
            value={search}
            onChange={setSearch}
            prefix={<Icon source={SearchIcon} tone="subdued" />}
            autoComplete="off"
            {...(problem === undefined ? {} : { error: problem })}
          />
        }
      />
      {countries.length > 0 && (
        <InlineStack gap="100">
          {countries.map((code) => (
            <Tag
              key={code}
              onRemove={() =>
                change(
                  'countries',
                  countries.filter((other) => other !== code),
                )
              }
            >
              {nameOf(code)}
            </Tag>
          ))}
        </InlineStack>
      )}
    </BlockStack>
  );
}

/** Without accents and capitals: "cote" finds Côte d'Ivoire. */
function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .trim()
    .toLowerCase();
}
