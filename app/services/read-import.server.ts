/** The dry run: a file of advocates is read row by row, and each row judged. Nothing is imported. */
import { randomBytes } from 'node:crypto';
import type { Context } from '../context.server.ts';
import { csvRows, recogniseEncoding, UnreadableFile } from '../csv-input.server.ts';
import {
  addRows,
  countVerdicts,
  dropChunks,
  dropRows,
  findChunk,
  type ImportRow,
  markRepeats,
  redrawCodes,
  takenCodes,
} from '../data/import-rows.server.ts';
import { findTask, moveTask, noteProgress } from '../data/tasks.server.ts';
import { judgeChosenCode } from '../domain/chosen-code.ts';
import { type ImportColumn, readHeadings, readImportRow } from '../domain/import-row.ts';
import { makeReferralCode } from '../domain/referral-code.ts';
import type { ImportProblem } from '../domain/task.ts';
import type { ShopHasher } from '../personal-data.server.ts';
import { isRude } from '../rude-words.server.ts';

const ROWS_AT_ONCE = 500;
/** Codes that were drawn again are as seldom anybody's as the first ones. */
const ROUNDS = 5;
const drawCode = () => makeReferralCode(randomBytes(16));
/** Judging a million rows against each other. */
const LONGEST = 600_000;

type Shop = { id: string; domain: string; name: string; hasher: ShopHasher };

/** Repeats begin anew and end the same. A file that cannot be read ends the task with the reason. */
export async function readImport(context: Context, { shopId, taskId }: { shopId: string; taskId: string }): Promise<void> {
  const { prisma } = context.db;
  const task = await findTask(prisma, shopId, taskId);
  if (task?.state !== 'running') return;
  const row = await prisma.shop.findUniqueOrThrow({ where: { id: shopId } });
  const shop: Shop = { id: shopId, domain: row.domain, name: row.name, hasher: context.vault.forShop(row.personalKey) };
  try {
    await dropRows(prisma, shopId, taskId);
    const encoding = await recogniseEncoding(pieces(context, shopId, taskId));
    await prisma.task.update({
      where: { shopId_id: { shopId, id: taskId } },
      data: { detail: { ...(task.detail as object), encoding } },
    });
    await readRows(context, shop, taskId, csvRows(pieces(context, shopId, taskId), encoding));
    await prisma.$transaction(
      async (tx) => {
        for (let round = 0; round < ROUNDS && (await redrawCodes(tx, shopId, taskId, drawCode)) > 0; round += 1);
        await markRepeats(tx, shopId, taskId);
        await dropChunks(tx, shopId, taskId);
        const found = await countVerdicts(tx, shopId, taskId);
        await moveTask(tx, shopId, taskId, { from: 'running', to: 'asking', detail: { found } });
      },
      { timeout: LONGEST, maxWait: LONGEST },
    );
  } catch (error) {
    if (error instanceof UnreadableFile) return giveUp(context, shopId, taskId, error.problem, error.line);
    context.log.error({ shopId, taskId, error }, 'file of advocates not read');
    await giveUp(context, shopId, taskId, 'fault', null);
  }
}

async function giveUp(
  context: Context,
  shopId: string,
  taskId: string,
  problem: ImportProblem,
  line: number | null,
): Promise<void> {
  await context.db.prisma.$transaction(
    async (tx) => {
      await dropChunks(tx, shopId, taskId);
      await dropRows(tx, shopId, taskId);
      await moveTask(tx, shopId, taskId, { from: 'running', to: 'failed', problem, detail: { line }, endedAt: context.now() });
    },
    { timeout: LONGEST, maxWait: LONGEST },
  );
}

async function* pieces(context: Context, shopId: string, taskId: string): AsyncGenerator<Uint8Array> {
  for (let place = 0; ; place += 1) {
    const sealed = await findChunk(context.db.prisma, shopId, taskId, place);
    if (sealed === null) return;
    yield Buffer.from(context.vault.open(sealed), 'latin1');
  }
}

type Rows = AsyncIterable<{ line: number; cells: string[] }>;

async function readRows(context: Context, shop: Shop, taskId: string, rows: Rows): Promise<void> {
  let columns: Partial<Record<ImportColumn, number>> | null = null;
  let batch: ImportRow[] = [];
  let done = 0;
  for await (const { line, cells } of rows) {
    if (columns === null) {
      columns = readHeadings(cells);
      if (columns.email === undefined && columns.customerId === undefined) throw new UnreadableFile('columns', 1);
      continue;
    }
    batch.push(judgeRow(context, shop, { line, cells, columns }));
    if (batch.length < ROWS_AT_ONCE) continue;
    await keep();
  }
  if (columns === null) throw new UnreadableFile('empty');
  await keep();

  async function keep(): Promise<void> {
    await markTaken(context, shop, batch);
    await addRows(context.db.prisma, shop.id, taskId, batch);
    done += batch.length;
    batch = [];
    await noteProgress(context.db.prisma, shop.id, taskId, done, null);
  }
}

function judgeRow(
  context: Context,
  { name: shopName, domain: shopDomain, hasher }: Shop,
  { line, cells, columns }: { line: number; cells: string[]; columns: Partial<Record<ImportColumn, number>> },
): ImportRow {
  const judge = (code: string) => judgeChosenCode(code, { shopName, shopDomain, isRude });
  const read = readImportRow(cells, columns, { now: context.now(), judge });
  const hex = (text: string | null) => (text === null ? null : Buffer.from(context.vault.seal(text)).toString('hex'));
  const row = { line, advocateId: context.newId(), madeCode: drawCode(), isDrawn: true };
  if ('problem' in read) {
    const written = columns.email === undefined ? '' : (cells[columns.email] ?? '').slice(0, 320);
    return {
      ...{ ...row, verdict: read.problem, emailHash: null, emailSealed: hex(written), nameSealed: null, nameSearch: [] },
      ...{ customerId: null, chosenCode: null, skeleton: null, joinedAt: null },
    };
  }
  const { email, name, customerId, code, joinedAt } = read;
  const chosen = code !== null && 'chosen' in code ? code.chosen : null;
  return {
    ...row,
    ...(code !== null && 'made' in code ? { madeCode: code.made, isDrawn: false } : {}),
    ...{ verdict: 'new', emailHash: hasher.email(email), emailSealed: hex(email), nameSealed: hex(name), customerId },
    nameSearch: hasher.words([name, email].filter((text) => text !== null).join(' ')),
    ...{ chosenCode: chosen?.code ?? null, skeleton: chosen?.skeleton ?? null },
    joinedAt: joinedAt === null ? null : new Date(joinedAt).toISOString(),
  };
}

/** Codes of the file that lead to somebody else already, erased people among them. */
async function markTaken({ db }: Context, { id, hasher }: Shop, rows: ImportRow[]): Promise<void> {
  const skeletons = rows.flatMap(({ skeleton }) => (skeleton === null ? [] : [skeleton, hasher.chosenCode(skeleton)]));
  const taken = await takenCodes(
    db.prisma,
    id,
    rows.map(({ madeCode }) => madeCode),
    skeletons,
  );
  for (const row of rows) {
    if (row.isDrawn && taken.has(row.madeCode)) row.madeCode = drawCode();
    const { madeCode, skeleton } = row;
    const own = skeleton === null ? [madeCode] : [madeCode, skeleton, hasher.chosenCode(skeleton)];
    if (row.verdict === 'new' && own.some((code) => taken.has(code))) row.verdict = 'code-taken';
  }
}
