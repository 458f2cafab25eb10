/** The file of each list: its columns, and its rows under the list's own filters. Referrals can be had as lines of JSON, too. */
import type { TFunction } from 'i18next';
import { type AdminRequest, oneOf } from './admin-request.server.ts';
import { type CsvColumn, csvStream } from './csv-stream.server.ts';
import { movementOf } from './domain/ledger-movement.ts';
import { formatDecimal } from './domain/money.ts';
import { languageFor } from './i18n/languages.ts';
import { orderName } from './i18n/order-name.ts';
import { problemText } from './i18n/problem-text.ts';
import { loadWords } from './i18n/words.ts';
import { ndjsonStream } from './ndjson-stream.server.ts';
import {
  ADVOCATE_SORTS,
  ADVOCATE_STATES,
  type AdvocateRow,
  everyAdvocate,
  FIRST_TO_THANK,
} from './queries/advocate-list.server.ts';
import { CLAIM_STATES, type ClaimRow, listClaims, listVisits, type VisitRow } from './queries/arrivals.server.ts';
import { type Page, type Place, readCursor } from './queries/keyset.server.ts';
import { listDecisions } from './queries/decision-list.server.ts';
import { referralColumns, referralRecord } from './referral-exports.server.ts';
import { everyEntry, monthAt, readMonth, type StatementEntry } from './queries/reward-statement.server.ts';
import { listRewards, type RewardRow } from './queries/reward-list.server.ts';
import { referralFilterOf } from './referral-filter.server.ts';
import { exportReport } from './report-exports.server.ts';
import { rewardFilterOf } from './reward-filter.server.ts';

/** Rows read at a time. */
const batch = 500;

export type ListFile = { body: ReadableStream<Uint8Array>; type: string; extension: 'csv' | 'ndjson' };

const csv = (body: ReadableStream<Uint8Array>): ListFile => ({ body, type: 'text/csv; charset=utf-8', extension: 'csv' });
const ndjson = (body: ReadableStream<Uint8Array>): ListFile => ({ body, type: 'application/x-ndjson', extension: 'ndjson' });

/** The file of `what`, as `?format=` wants it; null when there is no such list or it is not made in that format. */
export async function exportList(what: string, admin: AdminRequest): Promise<ListFile | null> {
  const format = admin.search.get('format') ?? 'csv';
  if (what === 'referrals') return exportReferrals(format, admin);
  if (format !== 'csv') return null;
  const body = await exportCsv(what, admin);
  return body === null ? null : csv(body);
}

async function exportReferrals(format: string, admin: AdminRequest): Promise<ListFile | null> {
  const { context, shop, reveal, locale } = admin;
  const filter = referralFilterOf(admin);
  const rows = everyRow((place) => listDecisions(context.db.prisma, shop, filter, place, batch, reveal));
  const setting = { locale, timeZone: shop.timeZone };
  if (format === 'ndjson') return ndjson(ndjsonStream(rows, (row) => referralRecord(row, setting)));
  const { t, time } = await fileWords(shop, locale);
  return format === 'csv' ? csv(csvStream(referralColumns({ t, setting, time }), rows)) : null;
}

async function exportCsv(what: string, admin: AdminRequest): Promise<ReadableStream<Uint8Array> | null> {
  const { context, shop, search, period, terms, reveal } = admin;
  const { prisma } = context.db;
  const words = await columnsFor(admin);
  switch (what) {
    case 'rewards': {
      const filter = rewardFilterOf(admin);
      return csvStream(
        words.rewards(),
        everyRow((place) => listRewards(prisma, shop, filter, place, batch, reveal)),
      );
    }
    case 'ledger': {
      const month = readMonth(search.get('month')) ?? monthAt(context.now(), shop.timeZone);
      return csvStream(words.ledger(), everyEntry(prisma, shop, month, batch));
    }
    case 'advocates': {
      const filter = { state: oneOf(ADVOCATE_STATES, search.get('state')), search: terms };
      const sort = oneOf(ADVOCATE_SORTS, search.get('sort')) ?? FIRST_TO_THANK;
      return csvStream(words.advocates(), everyAdvocate(prisma, shop, filter, sort, batch, reveal));
    }
    case 'visits':
      return csvStream(
        words.visits(),
        everyRow((place) => listVisits(prisma, shop, period, place, batch, reveal)),
      );
    case 'claims': {
      const filter = { period, state: oneOf(CLAIM_STATES, search.get('state')) };
      return csvStream(
        words.claims(),
        everyRow((place) => listClaims(prisma, shop, filter, place, batch, reveal)),
      );
    }
    default: {
      const { t } = await fileWords(shop, admin.locale);
      return exportReport(what, admin, t, (columns, rows) => csvStream(columns, fromArray(rows)));
    }
  }
}

async function* fromArray<Row>(rows: readonly Row[]): AsyncGenerator<Row> {
  yield* rows;
}

async function* everyRow<Row>(read: (place: Place | null) => Promise<Page<Row>>): AsyncGenerator<Row> {
  let place: Place | null = null;
  do {
    const page: Page<Row> = await read(place);
    yield* page.rows;
    place = readCursor(page.next);
  } while (place !== null);
}

async function fileWords({ timeZone }: { timeZone: string }, locale: string) {
  const { t }: { t: TFunction } = await loadWords(languageFor(locale));
  const times = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  return { t, time: (at: string | null) => (at === null ? null : times.format(new Date(at))) };
}

async function columnsFor({ shop, locale }: AdminRequest) {
  const { t, time } = await fileWords(shop, locale);
  const amount = (minor: string | null, currency: string) =>
    minor === null ? null : formatDecimal({ minor: BigInt(minor), currency });

  return {
    rewards: (): CsvColumn<RewardRow>[] => [
      {
        header: t('rewards.order'),
        value: ({ orderId, orderName: name }) => (orderId === null || name === null ? null : orderName({ orderId, name }, t)),
      },
      { header: t('rewards.advocate'), value: ({ advocateName }) => advocateName },
      { header: t('csv.advocateCode'), value: ({ advocateCode }) => advocateCode },
      { header: t('csv.percent'), value: ({ percentage }) => (percentage === null ? null : percentage / 100) },
      { header: t('csv.amount'), value: ({ amountMinor, currency }) => amount(amountMinor, currency) },
      { header: t('csv.currency'), value: ({ currency }) => currency },
      { header: t('rewards.state'), value: ({ state }) => t(`reward.${state}`) },
      { header: t('rewards.code'), value: ({ code, issuedAt }) => (issuedAt === null ? null : code) },
      { header: t('csv.earned', shop), value: ({ createdAt }) => time(createdAt) },
      { header: t('csv.due', shop), value: ({ dueAt }) => time(dueAt) },
      { header: t('csv.issued', shop), value: ({ issuedAt }) => time(issuedAt) },
      { header: t('csv.expires', shop), value: ({ expiresAt }) => time(expiresAt) },
      { header: t('csv.redeemed', shop), value: ({ redeemedAt }) => time(redeemedAt) },
      { header: t('csv.revoked', shop), value: ({ revokedAt }) => time(revokedAt) },
      { header: t('csv.problem'), value: ({ lastError }) => lastError && problemText(t, lastError) },
    ],
    ledger: (): CsvColumn<StatementEntry>[] => [
      { header: t('statement.file.time', shop), value: ({ at }) => time(at) },
      { header: t('statement.file.key'), value: ({ key }) => key },
      { header: t('statement.file.what'), value: ({ from, to }) => t(`statement.movement.${movementOf(from, to)}`) },
      { header: t('statement.file.from'), value: ({ from }) => t(`statement.accounts.${from}`) },
      { header: t('statement.file.to'), value: ({ to }) => t(`statement.accounts.${to}`) },
      { header: t('statement.file.amount'), value: ({ minor, currency }) => amount(minor, currency) },
      { header: t('statement.file.currency'), value: ({ currency }) => currency },
      { header: t('statement.file.reward'), value: ({ rewardId }) => rewardId },
      { header: t('statement.file.recipient'), value: ({ recipient }) => t(`statement.recipient.${recipient}`) },
      { header: t('statement.file.advocateCode'), value: ({ advocateCode }) => advocateCode },
      { header: t('statement.file.order'), value: ({ orderName: name }) => name },
    ],
    advocates: (): CsvColumn<AdvocateRow>[] => [
      { header: t('advocates.name'), value: ({ name }) => name },
      { header: t('csv.email'), value: ({ email }) => email },
      { header: t('csv.advocateCode'), value: ({ code }) => code },
      { header: t('advocates.state'), value: ({ state }) => t(`advocate.${state}`) },
      { header: t('csv.enrolled', shop), value: ({ enrolledAt }) => time(enrolledAt) },
      { header: t('advocates.visits'), value: ({ visits }) => visits },
      { header: t('advocates.claims'), value: ({ claims }) => claims },
      { header: t('advocates.referrals'), value: ({ referrals }) => referrals },
      { header: t('csv.currency'), value: () => shop.currency },
      { header: t('advocates.revenue'), value: ({ revenueMinor }) => amount(revenueMinor, shop.currency) },
      { header: t('advocates.rewards'), value: ({ rewards }) => rewards },
    ],
    visits: (): CsvColumn<VisitRow>[] => [
      { header: t('csv.time', shop), value: ({ at }) => time(at) },
      { header: t('visits.code'), value: ({ code }) => code },
      { header: t('visits.advocate'), value: ({ advocateName }) => advocateName },
      { header: t('visits.page'), value: ({ landingPath }) => landingPath },
      { header: t('visits.from'), value: ({ referrerHost }) => referrerHost },
    ],
    claims: (): CsvColumn<ClaimRow>[] => [
      { header: t('claims.code'), value: ({ offerCode }) => offerCode },
      { header: t('claims.gives'), value: ({ gives }) => t(`claims.kinds.${gives}`) },
      { header: t('csv.time', shop), value: ({ claimedAt }) => time(claimedAt) },
      { header: t('claims.advocate'), value: ({ advocateName }) => advocateName },
      { header: t('csv.advocateCode'), value: ({ advocateCode }) => advocateCode },
      { header: t('claims.state'), value: ({ state }) => t(`claim.${state}`) },
      { header: t('csv.expires', shop), value: ({ expiresAt }) => time(expiresAt) },
      {
        header: t('csv.problem'),
        value: ({ lastError, trouble }) => (trouble !== null ? t(`claims.${trouble}`) : lastError && problemText(t, lastError)),
      },
    ],
  };
}
