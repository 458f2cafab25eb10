/** What the report says about people: referred customers beside others, how long friends take, and what became of friends and advocates. */
import type { ReportDays } from '../domain/report-period.ts';
import { compareCustomers } from './compare-customers.server.ts';
import type { Reader } from './read-rows.server.ts';
import { readAdvocateCohorts, readFriendCohorts } from './report-cohorts.server.ts';
import type { ReportShop } from './report-figures.server.ts';
import { readTimeToConvert } from './time-to-convert.server.ts';

export type CustomerReport = Awaited<ReturnType<typeof readCustomerReport>>;

/** @param now epoch milliseconds; cohorts are of the twelve months up to it, the rest of the period */
export async function readCustomerReport(prisma: Reader, shop: ReportShop, days: ReportDays, now: number) {
  const [comparison, time, friends, advocates] = await Promise.all([
    compareCustomers(prisma, shop, days),
    readTimeToConvert(prisma, shop, days),
    readFriendCohorts(prisma, shop, now),
    readAdvocateCohorts(prisma, shop, now),
  ]);
  return { comparison, time, friends, advocates };
}
