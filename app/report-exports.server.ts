/** The files of a report's cards: every row of each, where the screen shows the first ten; figures as the screen has them. Cohorts are of the last twelve months. */
import type { TFunction } from 'i18next';
import type { AdminRequest } from './admin-request.server.ts';
import type { CsvColumn } from './csv-stream.server.ts';
import type { Estimate } from './domain/interval.ts';
import { formatDecimal } from './domain/money.ts';
import { readReportChoice } from './domain/report-period.ts';
import { compareCustomers } from './queries/compare-customers.server.ts';
import { readLostCredit } from './queries/lost-credit.server.ts';
import { dayAt } from './queries/period.server.ts';
import {
  type AdvocateCohort,
  type FriendCohort,
  readAdvocateCohorts,
  readFriendCohorts,
  RETURN_DAYS,
} from './queries/report-cohorts.server.ts';
import { readReportCourse, type ReportStep } from './queries/report-figures.server.ts';
import {
  type ChannelRow,
  type CountryRow,
  type LeaderRow,
  type ProductRow,
  readChannels,
  readCountries,
  readLeaders,
  readProducts,
} from './queries/report-slices.server.ts';

/** Rows of a file with their columns; it is written as they are. */
type Write = <Row>(columns: CsvColumn<Row>[], rows: readonly Row[]) => ReadableStream<Uint8Array>;

/** A shop has fewer products, advocates and countries than this. */
const EVERY = 1_000_000;
const COMPARED = ['averageOrder', 'repeatRate', 'refundRate'] as const;

/** Null: no card of this name. @param what `report`, or `report-` and the card's name */
export async function exportReport(
  what: string,
  { context, shop, search, reveal }: AdminRequest,
  t: TFunction,
  write: Write,
): Promise<ReadableStream<Uint8Array> | null> {
  const { prisma } = context.db;
  const now = context.now();
  const { days } = readReportChoice(search, dayAt(now, shop.timeZone));
  const money = (minor: string) => formatDecimal({ minor: BigInt(minor), currency: shop.currency });
  const currency = { header: t('csv.currency'), value: () => shop.currency };
  const sums = <Row extends { orders: number; revenueMinor: string }>(): CsvColumn<Row>[] => [
    { header: t('reports.funnel.orders'), value: ({ orders }) => orders },
    { header: t('reports.funnel.revenue'), value: ({ revenueMinor }) => money(revenueMinor) },
    currency,
  ];
  const visits = <Row extends { visits: number }>(): CsvColumn<Row> => ({
    header: t('reports.funnel.visits'),
    value: (row) => row.visits,
  });
  switch (what) {
    case 'report':
      return write<ReportStep>(
        [
          { header: t('reports.course.day'), value: ({ day }) => day },
          visits(),
          { header: t('reports.funnel.claims'), value: ({ claims }) => claims },
          ...sums(),
        ],
        await readReportCourse(prisma, shop, days, 'day'),
      );
    case 'report-channels':
      return write<ChannelRow>(
        [
          {
            header: t('reports.channels.channel'),
            value: ({ channel }) => (channel === null ? t('reports.channels.none') : t(`channel.${channel}`)),
          },
          visits(),
          ...sums(),
        ],
        await readChannels(prisma, shop, days),
      );
    case 'report-countries':
      return write<CountryRow>(
        [{ header: t('reports.countries.country'), value: ({ country }) => country ?? t('reports.countries.none') }, ...sums()],
        await readCountries(prisma, shop, days, EVERY),
      );
    case 'report-products':
      return write<ProductRow>(
        [
          { header: t('reports.productId'), value: ({ productId }) => productId },
          { header: t('reports.products.pieces'), value: ({ pieces }) => pieces },
          ...sums(),
        ],
        await readProducts(prisma, shop, days, EVERY),
      );
    case 'report-advocates':
      return write<LeaderRow>(
        [
          { header: t('reports.leaders.advocate'), value: ({ name }) => name },
          { header: t('csv.advocateCode'), value: ({ code }) => code },
          visits(),
          ...sums(),
        ],
        await readLeaders(prisma, shop, days, EVERY, reveal),
      );
    case 'report-lost':
      return write(
        [
          { header: t('csv.reasonCode'), value: ({ reason }) => reason },
          { header: t('referrals.reason'), value: ({ reason }) => t(`reason.${reason}`) },
          { header: t('referrals.many'), value: ({ orders }) => orders },
          { header: t('referrals.total'), value: ({ totalMinor }) => money(totalMinor) },
          currency,
        ],
        (await readLostCredit(prisma, shop, days)).groups.flatMap(({ lines }) => lines).sort((a, b) => b.orders - a.orders),
      );
    case 'report-customers': {
      const { referred, others } = await compareCustomers(prisma, shop, days);
      const said = (figure: (typeof COMPARED)[number], value: number) =>
        figure === 'averageOrder' ? money(Math.round(value).toString()) : Math.round(value * 1000) / 10;
      const columns = (['referred', 'others'] as const).flatMap((who): CsvColumn<(typeof COMPARED)[number]>[] => {
        const of = { referred, others }[who];
        const known = (figure: (typeof COMPARED)[number], part: 'value' | 'low' | 'high') =>
          of[figure].known ? said(figure, of[figure][part]) : null;
        const name = t(`customers.${who}`);
        return [
          { header: name, value: (figure) => known(figure, 'value') },
          { header: t('reports.fileLow', { who: name }), value: (figure) => known(figure, 'low') },
          { header: t('reports.fileHigh', { who: name }), value: (figure) => known(figure, 'high') },
          { header: t('reports.fileSample', { who: name }), value: (figure) => of[figure].sample },
        ];
      });
      const unit = (figure: (typeof COMPARED)[number]) => (figure === 'averageOrder' ? shop.currency : '%');
      return write(
        [
          { header: t('customers.figure'), value: (figure) => t(`customers.${figure}`) },
          { header: t('reports.fileUnit'), value: unit },
          ...columns,
        ],
        COMPARED,
      );
    }
    case 'report-friends':
      return write<FriendCohort>(
        [
          { header: t('customers.month'), value: ({ month }) => month },
          { header: t('customers.people'), value: ({ friends }) => friends },
          ...RETURN_DAYS.map((after, place) => ({
            header: t('reports.filePercent', { what: t('customers.within', { days: after }) }),
            value: ({ returned }: FriendCohort) => percentOf(returned[place]?.share),
          })),
        ],
        (await readFriendCohorts(prisma, shop, now)).filter(({ friends }) => friends > 0),
      );
    case 'report-joined':
      return write<AdvocateCohort>(
        [
          { header: t('customers.month'), value: ({ month }) => month },
          { header: t('customers.people'), value: ({ advocates }) => advocates },
          { header: t('reports.filePercent', { what: t('customers.brought') }), value: ({ brought }) => percentOf(brought) },
        ],
        (await readAdvocateCohorts(prisma, shop, now)).filter(({ advocates }) => advocates > 0),
      );
    default:
      return null;
  }
}

/** As the screen rounds it; null while there are too few. */
function percentOf(share: Estimate | undefined): number | null {
  return share?.known === true ? Math.round(share.value * 100) : null;
}
