/** The fields of the program form: text in, problems beside the field. */
import { BlockStack, Card, ChoiceList, FormLayout, Select, Text, TextField, type TextFieldProps } from '@shopify/polaris';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldName, ProgramForm, ProgramFormProblems } from '../../program-form.ts';
import { useFormats } from '../formats.ts';

/** What every section of the form is given. */
export type FieldsProps = {
  form: ProgramForm;
  problems: ProgramFormProblems;
  /** ISO 4217; amounts are in it. */
  currency: string;
  /** What Shopify has granted, comma-separated. */
  scopes: string;
  change<Field extends keyof ProgramForm>(field: Field, value: ProgramForm[Field]): void;
  /** The merchant leaves the field: now it may be called wrong. */
  check(field: FieldName): void;
};

type TextKey = { [Key in keyof ProgramForm]: ProgramForm[Key] extends string ? Key : never }[keyof ProgramForm];

export function FormSection({ title, text, children }: { title: string; text?: string; children: ReactNode }) {
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {title}
          </Text>
          {text !== undefined && (
            <Text as="p" tone="subdued">
              {text}
            </Text>
          )}
        </BlockStack>
        <FormLayout>{children}</FormLayout>
      </BlockStack>
    </Card>
  );
}

export function useProblemText(): (problems: ProgramFormProblems, field: FieldName) => string | undefined {
  const { t } = useTranslation();
  const { money, number } = useFormats();
  return (problems, field) => {
    const found = problems[field];
    if (found === undefined) return undefined;
    switch (found.problem) {
      case 'range':
        return t('program.problem.range', { min: number(found.min), max: number(found.max) });
      case 'amount':
        return t('program.problem.amount', { currency: found.currency });
      case 'decimals':
        return t('program.problem.decimals', { count: found.digits, currency: found.currency });
      case 'positive':
        return t('program.problem.positive');
      case 'permission':
        return t('permission.problem');
      case 'entry':
        return t('program.problem.entry', { entry: found.entry });
      case 'entries':
        return t('program.problem.entries', { most: found.most });
      case 'unsold':
        return t('program.problem.unsold', { currency: found.currency });
      case 'card':
        return t('program.problem.card', { most: money(found.most, found.currency) });
      case 'none':
      case 'currency':
      case 'own':
      case 'empty':
      case 'increasing':
      case 'repeated':
        return t(`program.problem.${found.problem}`);
    }
  };
}

/** One line of text bound to a field. */
export function Field({
  name,
  label,
  fields: { form, problems, change, check },
  ...rest
}: { name: TextKey; label: string; fields: FieldsProps } & Pick<
  TextFieldProps,
  'helpText' | 'suffix' | 'prefix' | 'placeholder' | 'disabled'
>) {
  const textOf = useProblemText();
  const problem = textOf(problems, name);
  return (
    <TextField
      id={name}
      name={name}
      label={label}
      value={form[name]}
      onChange={(value) => change(name, value)}
      onBlur={() => check(name)}
      autoComplete="off"
      inputMode="decimal"
      {...(problem === undefined ? {} : { error: problem })}
      {...rest}
    />
  );
}

/** A whole number of days (or of something else, said by `unit`). */
export function CountField(props: {
  name: TextKey;
  label: string;
  unit?: string;
  helpText?: string;
  placeholder?: string;
  fields: FieldsProps;
}) {
  const { unit, ...rest } = props;
  return <Field {...rest} {...(unit === undefined ? {} : { suffix: unit })} />;
}

/** An amount in the shop's currency. */
export function AmountField(props: {
  name: TextKey;
  label: string;
  helpText?: string;
  placeholder?: string;
  fields: FieldsProps;
}) {
  return <Field {...props} prefix={props.fields.currency} />;
}

/** Several lines of text, an entry each. */
export function ListField({
  name,
  label,
  helpText,
  fields: { form, problems, change, check },
}: {
  name: TextKey;
  label: string;
  helpText: string;
  fields: FieldsProps;
}) {
  const problem = useProblemText()(problems, name);
  return (
    <TextField
      id={name}
      name={name}
      label={label}
      helpText={helpText}
      multiline={3}
      maxHeight={240}
      value={form[name]}
      onChange={(value) => change(name, value)}
      onBlur={() => check(name)}
      autoComplete="off"
      {...(problem === undefined ? {} : { error: problem })}
    />
  );
}

/** All, only some, or all but some. */
export function ChoiceField({
  name,
  label,
  labelHidden = false,
  helpText,
  fields,
}: {
  name: 'productsMode' | 'channelsMode' | 'countriesMode';
  label: string;
  /** What stands above it says the same. */
  labelHidden?: boolean;
  helpText?: string;
  fields: FieldsProps;
}) {
  const { t } = useTranslation();
  const modes = ['all', 'only', 'except'] as const;
  return (
    <Select
      id={name}
      label={label}
      labelHidden={labelHidden}
      options={modes.map((mode) => ({ value: mode, label: t(`rule.choice.${mode}`) }))}
      value={fields.form[name]}
      onChange={(value) => fields.change(name, modes.find((mode) => mode === value) ?? 'all')}
      {...(helpText === undefined ? {} : { helpText })}
    />
  );
}

/** One of a few, each with its consequence in words. */
export function EitherField<Value extends string>({
  title,
  value,
  choices,
  onChange,
  error,
}: {
  title: string;
  value: Value;
  choices: { value: Value; label: string; helpText?: string }[];
  onChange(value: Value): void;
  error?: string;
}) {
  return (
    <ChoiceList
      title={title}
      choices={choices}
      selected={[value]}
      {...(error === undefined ? {} : { error })}
      onChange={([chosen]) => {
        const found = choices.find((choice) => choice.value === chosen);
        if (found !== undefined) onChange(found.value);
      }}
    />
  );
}
