import { TextField } from '@shopify/polaris';
import type { FieldName } from '../../program-form.ts';
import { type FieldsProps, useProblemText } from './program-fields.tsx';

/** A text field that is no field of the form by itself, but of one of its parts. */
export function LooseField({
  name,
  label,
  value,
  onChange,
  fields: { problems, check },
  lines = false,
  ...rest
}: {
  name: FieldName;
  label: string;
  value: string;
  onChange(value: string): void;
  fields: FieldsProps;
  /** What stands above it says the same. */
  labelHidden?: boolean;
  /** Several lines, an entry each. */
  lines?: boolean;
  prefix?: string;
  suffix?: string;
  placeholder?: string;
  helpText?: string;
  /** What kind of keyboard a telephone shows; of digits where nothing is said. */
  inputMode?: 'text';
}) {
  const problem = useProblemText()(problems, name);
  return (
    <TextField
      id={name}
      name={name}
      label={label}
      value={value}
      onChange={onChange}
      onBlur={() => check(name)}
      autoComplete="off"
      {...(lines ? { multiline: 3, maxHeight: 240 } : { inputMode: 'decimal' as const })}
      {...(problem === undefined ? {} : { error: problem })}
      {...rest}
    />
  );
}
