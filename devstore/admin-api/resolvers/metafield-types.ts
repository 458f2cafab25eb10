/** What a metafield of a type may hold. Types: shopify.dev, "List of metafield data types". */
import { notImitated } from '#devstore/admin-api/answers.ts';

const checks: Record<string, (value: string) => boolean> = {
  single_line_text_field: (value) => !/[\r\n]/.test(value),
  multi_line_text_field: () => true,
  number_integer: (value) => /^-?\d{1,16}$/.test(value),
  number_decimal: (value) => /^-?\d{1,13}(\.\d{1,9})?$/.test(value),
  boolean: (value) => value === 'true' || value === 'false',
  url: (value) => URL.canParse(value) && /^(https?|mailto|sms|tel):/.test(value),
  date: (value) => /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value)),
  date_time: (value) => /^\d{4}-\d{2}-\d{2}T/.test(value) && !Number.isNaN(Date.parse(value)),
  json: isJson,
  money: (value) => isJson(value) && /"amount"/.test(value) && /"currency_code"/.test(value),
};

/** What is wrong with `value`, or null. Throws for a type that is not imitated. */
export function checkMetafieldValue(type: string, value: string): string | null {
  if (type.startsWith('list.')) {
    if (!isJson(value) || !Array.isArray(JSON.parse(value))) return 'Value must be a JSON array.';
    const items: unknown[] = JSON.parse(value);
    return items.map((item) => checkMetafieldValue(type.slice(5), String(item))).find((problem) => problem !== null) ?? null;
  }
  const check = checks[type];
  if (check === undefined) throw notImitated(`the metafield type ${type}`);
  return check(value) ? null : `Value is not a valid ${type}.`;
}

function isJson(value: string): boolean {
  try {
    JSON.parse(value);
    return true;
  } catch {
    return false;
  }
}
