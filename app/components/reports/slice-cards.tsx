import { useFetcher } from '@remix-run/react';
import { Link } from '@shopify/polaris';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChannelRow, CountryRow, LeaderRow, ProductRow } from '../../queries/report-slices.server.ts';
import { NOT_TOLD } from '../../domain/channel.ts';
import { AdvocateName } from '../advocate-name.tsx';
import { useFormats } from '../formats.ts';
import type { GoodsNames } from '../program/goods-field.tsx';
import { type Column, SimpleTable } from '../simple-table.tsx';
import { TitledList } from '../titled-list.tsx';
import { useCountryNames } from '../use-country-names.ts';

/** Orders and revenue, which every table ends with; both open their rows. @param rowsOf filter of the list of referrals */
function useSums<Row extends { orders: number; revenueMinor: string }>(rowsOf: (row: Row) => string): Column<Row>[] {
  const { t } = useTranslation();
  const { number, money } = useFormats();
  return [
    { title: t('reports.funnel.orders'), cell: (row) => <Rows of={rowsOf(row)}>{number(row.orders)}</Rows>, alignment: 'end' },
    {
      title: t('reports.funnel.revenue'),
      cell: (row) => <Rows of={rowsOf(row)}>{money(row.revenueMinor)}</Rows>,
      alignment: 'end',
    },
  ];
}

function Rows({ of, children }: { of: string; children: string }) {
  return (
    <Link url={`/app/referrals?outcome=credited&kind=order&${of}`} removeUnderline>
      {children}
    </Link>
  );
}

/** What was asked for: the days as `from=…&to=…`. */
type Cut<Row> = { rows: Row[]; span: string };

function SliceCard<Row>(props: {
  title: string;
  rows: Row[];
  keyOf(row: Row): string;
  columns: Column<Row>[];
  file: string;
  allUrl?: string;
}) {
  const { t } = useTranslation();
  const { title, rows, keyOf, columns, file, allUrl = null } = props;
  return (
    <TitledList
      title={title}
      allUrl={allUrl}
      file={`/app/export/report-${file}`}
      empty={rows.length === 0 ? t('reports.nothing') : null}
    >
      <SimpleTable rows={rows} keyOf={keyOf} columns={columns} names={{ singular: title, plural: title }} />
    </TitledList>
  );
}

export function ChannelCard({ rows, span }: Cut<ChannelRow>) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const columns: Column<ChannelRow>[] = [
    {
      title: t('reports.channels.channel'),
      cell: ({ channel }) => (channel === null ? t('reports.channels.none') : capital(t(`channel.${channel}`))),
    },
    { title: t('reports.funnel.visits'), cell: ({ visits }) => number(visits), alignment: 'end' },
    ...useSums<ChannelRow>(({ channel }) => `channel=${channel ?? NOT_TOLD}&${span}`),
  ];
  return (
    <SliceCard
      title={t('reports.channels.title')}
      rows={rows}
      keyOf={({ channel }) => channel ?? ''}
      columns={columns}
      file={`channels?${span}`}
    />
  );
}

/** In a sentence they are small. */
function capital(words: string): string {
  return words.charAt(0).toLocaleUpperCase() + words.slice(1);
}

export function CountryCard({ rows, span }: Cut<CountryRow>) {
  const { t } = useTranslation();
  const nameOf = useCountryNames();
  const columns: Column<CountryRow>[] = [
    {
      title: t('reports.countries.country'),
      cell: ({ country }) => (country === null ? t('reports.countries.none') : nameOf(country)),
    },
    ...useSums<CountryRow>(({ country }) => `country=${country ?? NOT_TOLD}&${span}`),
  ];
  return (
    <SliceCard
      title={t('reports.countries.title')}
      rows={rows}
      keyOf={({ country }) => country ?? ''}
      columns={columns}
      file={`countries?${span}`}
    />
  );
}

/** Shopify knows what products are called; until it answers, and where it does not, they have their numbers. */
export function ProductCard({ rows, span }: Cut<ProductRow>) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const { load, data } = useFetcher<GoodsNames>();
  const ids = rows.map(({ productId }) => productId).join(',');
  useEffect(() => {
    if (ids !== '') load(`/app/goods?of=products&ids=${ids}`);
  }, [ids, load]);
  const names = data?.asked === `products:${ids}` ? data.names : null;
  const columns: Column<ProductRow>[] = [
    {
      title: t('reports.products.product'),
      cell: ({ productId }) => names?.[productId] ?? t('reports.products.number', { id: productId }),
      wraps: true,
    },
    { title: t('reports.products.pieces'), cell: ({ pieces }) => number(pieces), alignment: 'end' },
    ...useSums<ProductRow>(({ productId }) => `product=${productId}&${span}`),
  ];
  return (
    <SliceCard
      title={t('reports.products.title')}
      rows={rows}
      keyOf={({ productId }) => productId}
      columns={columns}
      file={`products?${span}`}
    />
  );
}

export function LeaderCard({ rows, span }: Cut<LeaderRow>) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const columns: Column<LeaderRow>[] = [
    {
      title: t('reports.leaders.advocate'),
      cell: ({ advocateId, name, code }) => <AdvocateName id={advocateId} name={name} code={code} />,
    },
    { title: t('reports.funnel.visits'), cell: ({ visits }) => number(visits), alignment: 'end' },
    ...useSums<LeaderRow>(({ advocateId }) => `by=${advocateId}&${span}`),
  ];
  return (
    <SliceCard
      title={t('reports.leaders.title')}
      rows={rows}
      keyOf={({ advocateId }) => advocateId}
      columns={columns}
      file={`advocates?${span}`}
      allUrl="/app/advocates"
    />
  );
}
