/** Products or collections by their numbers, with what they are called. */
import { useFetcher } from '@remix-run/react';
import { BlockStack, Text } from '@shopify/polaris';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldName } from '../../program-form.ts';
import { collectionEntry, productEntry, wordsOf } from '../../program-form-lists.ts';
import { useFormats } from '../formats.ts';
import type { FieldsProps } from './program-fields.tsx';
import { LooseField } from './loose-field.tsx';

/** What the app answers: names by number, null while Shopify does not answer. `asked`: of which. */
export type GoodsNames = { asked: string; names: Record<string, string> | null };

/** Milliseconds without a key stroke. */
const PAUSE = 400;
/** More names than this are no help. */
const NAMED = 10;

export function GoodsField({
  of,
  ...field
}: {
  of: 'products' | 'collections';
  name: FieldName;
  label: string;
  labelHidden?: boolean;
  helpText: string;
  value: string;
  onChange(value: string): void;
  fields: FieldsProps;
}) {
  return (
    <BlockStack gap="100">
      <LooseField {...field} lines />
      <GoodsList of={of} text={field.value} />
    </BlockStack>
  );
}

/** What is named in a field, and which numbers the store does not have. @param text as it is typed */
export function GoodsList({ of, text }: { of: 'products' | 'collections'; text: string }) {
  const { t } = useTranslation();
  const { list, number } = useFormats();
  const { load, data } = useFetcher<GoodsNames>();
  const read = of === 'products' ? productEntry : collectionEntry;
  const ids = [...new Set(wordsOf(text).flatMap((word) => read(word) ?? []))].slice(0, 250);
  const asked = ids.length === 0 ? '' : `${of}:${ids.join(',')}`;

  useEffect(() => {
    if (asked === '') return;
    const timer = setTimeout(() => load(`/app/goods?of=${of}&ids=${asked.slice(of.length + 1)}`), PAUSE);
    return () => clearTimeout(timer);
  }, [asked, of, load]);

  const names = asked !== '' && data?.asked === asked ? data.names : null;
  const found = ids.flatMap((id) => names?.[id] ?? []);
  const missing = names === null ? [] : ids.filter((id) => names[id] === undefined);
  const more = found.length - NAMED;
  return (
    <div aria-live="polite">
      {found.length > 0 && (
        <Text as="p" variant="bodySm">
          {list([...found.slice(0, NAMED), ...(more > 0 ? [t('goods.more', { count: more, number: number(more) })] : [])])}
        </Text>
      )}
      {missing.length > 0 && (
        <Text as="p" variant="bodySm" tone="caution">
          {t(`goods.missing.${of}`, { count: missing.length, list: list(missing.slice(0, NAMED)) })}
        </Text>
      )}
    </div>
  );
}
