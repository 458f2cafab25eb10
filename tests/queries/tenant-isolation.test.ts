/**
 * What one shop reads does not depend on what another one has. Every query is asked as one shop with the other's ids, before and after the other has
 * a row in every table: the answers are the same. Asked as the other shop they differ, so each question would notice.
 */
import { readdirSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { defaultRules } from '#app/domain/program.ts';
import * as advocateList from '#app/queries/advocate-list.server.ts';
import * as advocateNames from '#app/queries/advocate-names.server.ts';
import * as advocateProfile from '#app/queries/advocate-profile.server.ts';
import * as advocateSearch from '#app/queries/advocate-search.server.ts';
import * as arrivals from '#app/queries/arrivals.server.ts';
import * as auditLog from '#app/queries/audit-log.server.ts';
import * as blockEntries from '#app/queries/block-entries.server.ts';
import * as compareCustomers from '#app/queries/compare-customers.server.ts';
import * as customerReport from '#app/queries/customer-report.server.ts';
import * as decisionList from '#app/queries/decision-list.server.ts';
import * as deliveryHealth from '#app/queries/delivery-health.server.ts';
import * as developerAccess from '#app/queries/developer-access.server.ts';
import * as earlierCredits from '#app/queries/earlier-credits.server.ts';
import * as homeFigures from '#app/queries/home-figures.server.ts';
import * as liability from '#app/queries/liability.server.ts';
import * as lostCredit from '#app/queries/lost-credit.server.ts';
import * as mailList from '#app/queries/mail-list.server.ts';
import * as openProblems from '#app/queries/open-problems.server.ts';
import * as orderNotes from '#app/queries/order-notes.server.ts';
import * as privacyRequests from '#app/queries/privacy-requests.server.ts';
import * as programVersions from '#app/queries/program-versions.server.ts';
import * as referralDetail from '#app/queries/referral-detail.server.ts';
import * as referralList from '#app/queries/referral-list.server.ts';
import * as reportCohorts from '#app/queries/report-cohorts.server.ts';
import * as reportFigures from '#app/queries/report-figures.server.ts';
import * as reportSlices from '#app/queries/report-slices.server.ts';
import * as reviewQueue from '#app/queries/review-queue.server.ts';
import * as rewardDetail from '#app/queries/reward-detail.server.ts';
import * as rewardList from '#app/queries/reward-list.server.ts';
import * as rewardStatement from '#app/queries/reward-statement.server.ts';
import * as staffNotes from '#app/queries/staff-notes.server.ts';
import * as savedViews from '#app/queries/saved-views.server.ts';
import * as trackingHealth from '#app/queries/tracking-health.server.ts';
import * as shopSettings from '#app/queries/shop-settings.server.ts';
import * as timeToConvert from '#app/queries/time-to-convert.server.ts';
import * as tasks from '#app/queries/tasks.server.ts';
import * as usualOrder from '#app/queries/usual-order.server.ts';
import * as whatIf from '#app/queries/what-if.server.ts';
import { type TestShop } from '#tests/fixtures/referral-rows.ts';
import { furnish, newTenantIds } from '#tests/support/tenants.ts';
import { useAdmin } from '#tests/support/admin-requests.ts';

const admin = useAdmin();
const ids = newTenantIds('ANNA');
/** The rewards' ids are made when the rows are; the strangers' question is asked for the real one. */
let rewardId = '00000000-0000-4000-8000-000000000000';

/** Exports that read no shop's rows, or those of all shops on purpose. */
const NOT_OF_A_SHOP: Readonly<Record<string, string>> = {
  advocateMatches: 'part of a statement',
  dayAt: 'reads nothing',
  firstDay: 'reads nothing',
  inGroup: 'part of a statement',
  monthAt: 'reads nothing',
  monthsBetween: 'reads nothing',
  narrowed: 'part of a statement',
  pageBy: 'part of a statement',
  readCursor: 'reads nothing',
  readMonth: 'reads nothing',
  readPeriod: 'reads nothing',
  readRow: 'runs what it is given',
  readRows: 'runs what it is given',
  readSystemState:
    'what waits of all shops, for those who run the app: counts by shop, no one else’s eyes (operations-door.server.ts)',
  recentPeriods: 'reads nothing',
  rowsOfPerson: 'part of a statement',
  standsAt: 'part of a statement',
  within: 'part of a statement',
};

type Question = (shop: TestShop) => Promise<unknown>;

const db = () => admin.context.db.prisma;
const now = () => admin.context.now();
const reveal = (sealed: Uint8Array | null) => (sealed === null ? null : admin.context.vault.open(sealed));
const month = () => rewardStatement.monthAt(now() - 86_400_000, 'America/New_York');
const period = { from: '2020-01-01', to: '2030-01-01' };
const terms = () => ({
  text: ids.code,
  code: ids.code,
  emailHash: null,
  wordHashes: [],
  chosenSkeleton: ids.chosenCode.toLowerCase(),
});
const dayAgo = (days: number) => new Date(now() - days * 86_400_000).toISOString().slice(0, 10);
const lately = () => ({ from: dayAgo(3), to: dayAgo(0) });
const tiers = { by: 'referrals' as const, days: null, keeps: true, steps: [] };

async function listed<Row>(rows: AsyncIterable<Row>): Promise<Row[]> {
  const all: Row[] = [];
  for await (const row of rows) all.push(row);
  return all;
}

const QUESTIONS: Readonly<Record<string, Question>> = {
  listAdvocates: (shop) => advocateList.listAdvocates(db(), shop, { search: terms() }, 'revenue-desc', null, 25, reveal),
  everyAdvocate: (shop) => listed(advocateList.everyAdvocate(db(), shop, {}, 'enrolled-asc', 25, reveal)),
  nameAdvocates: (shop) => advocateNames.nameAdvocates(db(), shop.id, [ids.advocateId], reveal),
  readAdvocateProfile: (shop) => advocateProfile.readAdvocateProfile(db(), shop, ids.advocateId, reveal),
  findAdvocateIds: (shop) => advocateSearch.findAdvocateIds(db(), shop.id, terms()),
  listAuditEntries: (shop) => auditLog.listAuditEntries(db(), shop.id, {}, null, 25),
  listVisits: (shop) => arrivals.listVisits(db(), shop, null, null, 25, reveal),
  listClaims: (shop) => arrivals.listClaims(db(), shop, { period: null, state: null }, null, 25, reveal),
  listBlockEntries: (shop) => blockEntries.listBlockEntries(db(), shop.id, {}, null, 25, reveal),
  listDecisions: (shop) => decisionList.listDecisions(db(), shop, { advocateId: ids.advocateId }, null, 25, reveal),
  readDeliverySummary: (shop) => deliveryHealth.readDeliverySummary(db(), shop.domain, now()),
  listDeliveries: (shop) => deliveryHealth.listDeliveries(db(), shop, null, 25),
  listEndpoints: (shop) => developerAccess.listEndpoints(db(), shop.id),
  listTold: (shop) => developerAccess.listTold(db(), shop.id, 25),
  listApiKeys: (shop) => developerAccess.listApiKeys(db(), shop.id),
  readEarlierCredits: (shop) => earlierCredits.readEarlierCredits(db(), shop.id, tiers, new Date(now()).toISOString()),
  readHomeFigures: (shop) => homeFigures.readHomeFigures(db(), shop, period),
  readRevenueDays: (shop) => homeFigures.readRevenueDays(db(), shop, lately()),
  wasTried: (shop) => homeFigures.wasTried(db(), shop.id),
  readLiability: (shop) => liability.readLiability(db(), shop, now()),
  readLostCredit: (shop) => lostCredit.readLostCredit(db(), shop, period),
  listRewardMails: (shop) => mailList.listRewardMails(db(), shop.id, rewardId),
  readMailSummary: (shop) => mailList.readMailSummary(db(), shop.id, now()),
  listTroubledMails: (shop) => mailList.listTroubledMails(db(), shop.id, now(), 25),
  readOpenProblems: (shop) => openProblems.readOpenProblems(db(), shop, now()),
  readOrderNotes: (shop) => orderNotes.readOrderNotes(db(), shop.id, ids.orderId),
  listPrivacyRequests: (shop) => privacyRequests.listPrivacyRequests(db(), shop.id, 25),
  listProgramVersions: (shop) => programVersions.listProgramVersions(db(), shop.id, 25),
  findProgramVersion: (shop) => programVersions.findProgramVersion(db(), shop.id, 2),
  readReportFigures: (shop) => reportFigures.readReportFigures(db(), shop, lately()),
  readReportCourse: (shop) => reportFigures.readReportCourse(db(), shop, lately(), 'day'),
  readChannels: (shop) => reportSlices.readChannels(db(), shop, lately()),
  readCountries: (shop) => reportSlices.readCountries(db(), shop, lately(), 25),
  readProducts: (shop) => reportSlices.readProducts(db(), shop, lately(), 25),
  readLeaders: (shop) => reportSlices.readLeaders(db(), shop, lately(), 25, reveal),
  compareCustomers: (shop) => compareCustomers.compareCustomers(db(), shop, lately()),
  readCustomerReport: (shop) => customerReport.readCustomerReport(db(), shop, lately(), now()),
  readFriendCohorts: (shop) => reportCohorts.readFriendCohorts(db(), shop, now()),
  readAdvocateCohorts: (shop) => reportCohorts.readAdvocateCohorts(db(), shop, now()),
  readTimeToConvert: (shop) => timeToConvert.readTimeToConvert(db(), shop, lately()),
  readReferralDetail: (shop) => referralDetail.readReferralDetail(db(), shop.id, ids.orderId, reveal),
  listReferrals: (shop) => referralList.listReferrals(db(), shop, { search: terms() }, null, 25, reveal),
  listHeldCredits: (shop) => reviewQueue.listHeldCredits(db(), shop, {}, null, 25, reveal),
  countHeldCredits: (shop) => reviewQueue.countHeldCredits(db(), shop.id),
  readRewardDetail: (shop) => rewardDetail.readRewardDetail(db(), shop.id, rewardId, reveal),
  listRewards: (shop) => rewardList.listRewards(db(), shop, { advocateId: ids.advocateId }, null, 25, reveal),
  chooseRewards: (shop) => rewardList.chooseRewards(db(), shop, {}, 500),
  countOpenRewards: (shop) => rewardList.countOpenRewards(db(), shop.id),
  readStatement: (shop) => rewardStatement.readStatement(db(), shop, month()),
  firstMonth: (shop) => rewardStatement.firstMonth(db(), shop),
  everyEntry: (shop) => listed(rewardStatement.everyEntry(db(), shop, month(), 25)),
  readShopSettings: (shop) => shopSettings.readShopSettings(db(), shop.id),
  readOrderCount: (shop) => trackingHealth.readOrderCount(db(), shop.id),
  readApiBudget: (shop) => trackingHealth.readApiBudget(db(), shop.id),
  readTrackingDays: (shop) => trackingHealth.readTrackingDays(db(), { ...shop, timeZone: 'UTC' }, now(), 7),
  listSavedViews: (shop) => savedViews.listSavedViews(db(), shop.id, 'referrals', '71001'),
  listStaffNotes: (shop) => staffNotes.listStaffNotes(db(), shop.id, { advocateId: ids.advocateId }, reveal),
  readBulkTask: (shop) => tasks.readBulkTask(db(), shop.id, 'act-on-rewards'),
  readLatestImport: (shop) => tasks.readLatestImport(db(), shop.id),
  listImportRows: (shop) => tasks.listImportRows(db(), shop.id, ids.taskId, { after: 0, limit: 25, troubled: true }, reveal),
  usualOrder: (shop) => usualOrder.usualOrder(db(), shop.id, shop.currency),
  replayOrders: (shop) =>
    whatIf.replayOrders(
      db(),
      shop.id,
      { rules: defaultRules('USD'), since: '2020-01-01T00:00:00Z' },
      reveal,
      new AbortController().signal,
    ),
};

const shown = (answer: unknown) =>
  JSON.stringify(answer, (_key, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));

async function ask(shop: TestShop): Promise<Map<string, string>> {
  const answers = new Map<string, string>();
  for (const [name, question] of Object.entries(QUESTIONS)) answers.set(name, shown(await question(shop)));
  return answers;
}

let before: { own: Map<string, string>; strangers: Map<string, string> };

beforeAll(async () => {
  const { context, shop, stranger } = admin;
  before = { own: await ask(shop), strangers: await ask(stranger) };
  rewardId = await furnish(context, shop, ids);
  const rules = defaultRules('USD');
  await db().program.create({ data: { shopId: shop.id, version: 2, rules, createdAt: new Date(now()), createdBy: '71001' } });
});

test('every query of the app has its question here, or a reason why it needs none', async () => {
  const folder = new URL('../../app/queries/', import.meta.url);
  const missing: string[] = [];
  for (const file of readdirSync(folder)) {
    const module = (await import(`#app/queries/${file}`)) as Record<string, unknown>;
    for (const [name, exported] of Object.entries(module)) {
      if (typeof exported !== 'function') continue;
      if (!(name in QUESTIONS) && !(name in NOT_OF_A_SHOP)) missing.push(`${file}: ${name}`);
    }
  }
  expect(missing).toEqual([]);
});

test('a shop that asks with another shop’s ids is answered as if the other shop had nothing', async () => {
  const after = await ask(admin.stranger);
  for (const [name, answer] of after) expect(answer, name).toBe(before.strangers.get(name));
});

test('the other shop’s own answers changed with its rows: each question would notice a missing condition', async () => {
  const after = await ask(admin.shop);
  expect([...after].filter(([name, answer]) => answer === before.own.get(name)).map(([name]) => name)).toEqual([]);
});
