import { useFetcher } from '@remix-run/react';
import { BlockStack, ChoiceList, InlineError, Text, TextField } from '@shopify/polaris';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AdvocateRow } from '../../queries/advocate-list.server.ts';

const shown = 6;
const pause = 350;

/** Finds an advocate as the advocates list does, and lets one be chosen: active ones, unless others may be, too. */
export function AdvocatePicker({
  chosen,
  onChoose,
  error,
  none,
  mayBe,
}: {
  chosen: string | null;
  onChoose(advocateId: string | null, row: AdvocateRow | null): void;
  error?: string;
  /** What to say when nobody is found; absent: that only advocates can be credited. */
  none?: string;
  /** Which rows may be chosen, where it is not the active ones alone. */
  mayBe?(row: AdvocateRow): boolean;
}) {
  const { t } = useTranslation();
  const fetcher = useFetcher<{ page: { rows: AdvocateRow[] } }>();
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const [text, setText] = useState('');
  const errorId = useId();
  useEffect(() => () => clearTimeout(timer.current ?? undefined), []);

  const asked = text.trim() !== '';
  const rows = asked ? (fetcher.data?.page.rows ?? null) : null;
  const found = rows !== null && mayBe !== undefined ? rows.filter(mayBe) : rows;
  const choices = (found ?? []).slice(0, shown).map(({ id, name, email, code }) => ({
    value: id,
    label: name ?? code,
    helpText: [email, code].filter((part) => part !== null).join(' · '),
  }));

  function type(next: string) {
    setText(next);
    onChoose(null, null);
    clearTimeout(timer.current ?? undefined);
    const query = new URLSearchParams({ index: '', ...(mayBe === undefined ? { state: 'active' } : {}), q: next.trim() });
    if (next.trim() !== '') timer.current = setTimeout(() => fetcher.load(`/app/advocates?${query.toString()}`), pause);
  }

  return (
    <BlockStack gap="200">
      <TextField
        label={t('assign.search')}
        helpText={t('assign.searchHelp')}
        value={text}
        onChange={type}
        autoComplete="off"
        type="search"
        maxLength={100}
        loading={fetcher.state !== 'idle'}
        {...(error === undefined ? {} : { error: true, ariaDescribedBy: errorId })}
      />
      {error !== undefined && <InlineError message={error} fieldID={errorId} />}
      <div aria-live="polite">
        {found !== null && choices.length === 0 && fetcher.state === 'idle' && (
          <Text as="p" tone="subdued">
            {none ?? t('assign.none')}
          </Text>
        )}
        {choices.length > 0 && (
          <ChoiceList
            title={t('assign.results')}
            choices={choices}
            selected={chosen === null ? [] : [chosen]}
            onChange={([value]) => onChoose(value ?? null, found?.find(({ id }) => id === value) ?? null)}
          />
        )}
      </div>
    </BlockStack>
  );
}
