/** The head of a list in the admin's manner: views as tabs, search and filters beside them, all kept in the address. */
import {
  Banner,
  Box,
  ChoiceList,
  IndexFilters,
  type IndexFiltersProps,
  IndexFiltersMode,
  useSetIndexFiltersMode,
} from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ListViews, useSavedViews } from './use-saved-views.ts';
import { type ListAddress, useSearchText } from './use-list-address.ts';

export type ListChoice = { value: string; label: string };
/** A column to sort by; `asc` and `desc` say what comes first. Each stands for the values `key-asc` and `key-desc` of `?sort=`. */
export type ListSort = { key: string; label: string; asc: string; desc: string };
export type ListFilter = { key: string; label: string; choices: ListChoice[] };

export function ListFilters({
  address,
  tabKey,
  tabs,
  tabsLabel,
  filters: others,
  searchHint,
  sorts = [],
  views,
}: {
  address: ListAddress;
  /** Name of the parameter that the tabs set; the first tab stands for its absence. */
  tabKey: string;
  tabs: ListChoice[];
  /** What the tabs choose between: while a merchant searches, the choice stands among the filters. */
  tabsLabel: string;
  filters: ListFilter[];
  searchHint?: string;
  /** The first, descending, is the order without a choice. */
  sorts?: ListSort[];
  /** Views that staff saved of this list. */
  views?: ListViews;
}) {
  const filters = others.length > 0 && tabs.length > 1 ? [{ key: tabKey, label: tabsLabel, choices: tabs }, ...others] : others;
  const { t } = useTranslation();
  const applied = filters.filter(({ key }) => address.read(key) !== null || (key === 'period' && address.read('from') !== null));
  const saved = useSavedViews(views, address);
  const open = (applied.some(({ key }) => key !== tabKey) && (saved.shown < 0 || saved.isChanged)) || address.read('q') !== null;
  const [openAtFirst] = useState(open);
  const { mode, setMode } = useSetIndexFiltersMode(open ? IndexFiltersMode.Filtering : IndexFiltersMode.Default);
  const { text, type } = useSearchText(address);
  const tabShown = tabs.findIndex(({ value }) => value === (address.read(tabKey) ?? ''));
  const selected = saved.shown < 0 ? Math.max(0, tabShown) : tabs.length + saved.shown;
  const select = (index: number) => {
    if (index >= tabs.length) return saved.open(index - tabs.length);
    const { value = '' } = tabs[index] ?? {};
    if (saved.shown >= 0) return address.replace(new URLSearchParams(value === '' ? [] : [[tabKey, value]]));
    address.change({ [tabKey]: value });
  };

  const removed = (key: string) => (key === 'period' ? { period: null, from: null, to: null } : { [key]: null });
  const removeAll = () => address.change(Object.assign({ view: null }, ...filters.map(({ key }) => removed(key))));
  const labelOf = ({ key, label, choices }: ListFilter) => {
    const value = address.read(key);
    const days = [address.read('from'), address.read('to')];
    const shown =
      value === null
        ? [...new Set(days)].join(' – ')
        : (choices.find((choice) => choice.value === value)?.label ?? t('views.gone'));
    return `${t('words.label', { label })} ${shown}`;
  };

  const shown: IndexFiltersProps['filters'] = filters.map(({ key, label, choices }) => ({
    key,
    label,
    shortcut: true,
    filter: (
      <ChoiceList
        title={label}
        titleHidden
        choices={choices}
        selected={[address.read(key) ?? '']}
        onChange={([value]) => address.change({ ...removed(key), [key]: value ?? null })}
      />
    ),
  }));

  const sortOptions = sorts.flatMap(({ key, label, asc, desc }) => [
    { label, value: `${key} asc` as const, directionLabel: asc },
    { label, value: `${key} desc` as const, directionLabel: desc },
  ]);
  const unsorted = `${sorts[0]?.key} desc`;
  const sorted = address.read('sort')?.replace('-', ' ') ?? unsorted;

  return (
    <div className="list-filters">
      <IndexFilters
        tabs={[
          ...tabs.map(({ value, label }, index) => ({ id: `${tabKey}-${value}`, content: label, isLocked: index === 0 })),
          ...saved.tabs,
        ]}
        selected={selected}
        onSelect={select}
        canCreateNewView={false}
        mode={mode}
        setMode={setMode}
        filters={shown}
        appliedFilters={applied.map((filter) => ({
          key: filter.key,
          label: labelOf(filter),
          onRemove: () => address.change(removed(filter.key)),
        }))}
        onClearAll={removeAll}
        hideQueryField={searchHint === undefined}
        hideFilters={filters.length === 0}
        queryValue={text}
        queryPlaceholder={searchHint ?? ''}
        onQueryChange={type}
        onQueryClear={() => type('')}
        {...(views === undefined
          ? {}
          : {
              primaryAction: {
                type: saved.isChanged ? ('save' as const) : ('save-as' as const),
                onAction: saved.save,
                disabled: !saved.isWorthSaving,
                loading: saved.busy,
              },
            })}
        cancelAction={{ onAction: () => (type(''), removeAll()) }}
        autoFocusSearchField={!openAtFirst}
        loading={address.busy}
        {...(sortOptions.length === 0
          ? {}
          : {
              sortOptions,
              sortSelected: [sortOptions.some(({ value }) => value === sorted) ? sorted : unsorted],
              onSort: ([chosen = unsorted]) => address.change({ sort: chosen === unsorted ? null : chosen.replace(' ', '-') }),
            })}
      />
      {saved.problem !== null && (
        <Box padding="300">
          <Banner tone="critical" title={t('views.failed')}>
            {saved.problem}
          </Banner>
        </Box>
      )}
    </div>
  );
}

/** The periods that every list offers. */
export function usePeriodFilter(label: string): ListFilter {
  const { t } = useTranslation();
  return {
    key: 'period',
    label,
    choices: (['7', '30', '90', '365'] as const).map((value) => ({ value, label: t(`period.last${value}`) })),
  };
}
