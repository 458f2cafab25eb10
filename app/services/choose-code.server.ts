/** An advocate gets a code of their own choice: chosen by themselves where the program allows it, or set by the merchant. */
import type { Context } from '../context.server.ts';
import { forgetWrittenLink } from '../data/advocate-links.server.ts';
import {
  type ChosenBy,
  countOwnChoices,
  hideChosenCode,
  isOwnCode,
  lockChoice,
  releaseCode,
  showChosenCode,
  takenSkeletons,
} from '../data/chosen-codes.server.ts';
import type { Transaction } from '../db.server.ts';
import { type ChosenCode, type CodeProblem, codesLike, judgeChosenCode, readChosenCode } from '../domain/chosen-code.ts';
import type { ProgramRules } from '../domain/program.ts';
import { isRude } from '../rude-words.server.ts';

type Shop = { id: string; domain: string; name: string; personalKey: Uint8Array };
export type Choice =
  | { chosen: string; before: string | null }
  | { problem: CodeProblem; suggestions: string[] }
  | { problem: 'unknown'; suggestions: [] };

const MOST_SUGGESTIONS = 3;
/** A code that the merchant set longer ago than this may have been passed on: it is not given back. */
const UNDONE_WITHIN = 600_000;

/** The advocate's own choice. One of their earlier codes is free; a new one counts. */
export async function chooseCode(
  context: Context,
  shop: Shop & { program: { rules: ProgramRules } },
  advocateId: string,
  typed: string,
): Promise<Choice> {
  return choose(context, shop, advocateId, typed, 'advocate', async (tx, { skeleton }) => {
    if (await isOwnCode(tx, shop.id, advocateId, skeleton)) return true;
    return (await countOwnChoices(tx, shop.id, advocateId)) < shop.program.rules.sharing.codeChoices;
  });
}

/** The merchant's choice for an advocate: the same checks, however many. */
export async function setCode(context: Context, shop: Shop, advocateId: string, typed: string): Promise<Choice> {
  return choose(context, shop, advocateId, typed, 'merchant', () => Promise.resolve(true));
}

/** Shows the code that the app made; or what was shown before, when the merchant takes a change back. Chosen codes lead on, except one that was set a moment ago. */
export async function resetCode(
  context: Context,
  shop: Shop,
  advocateId: string,
  { to, release }: { to: string | null; release: string | null },
): Promise<{ before: string | null } | null> {
  const now = context.now();
  return context.db.prisma.$transaction(async (tx) => {
    const before = await lockChoice(tx, shop.id, advocateId);
    if (before === undefined) return null;
    const earlier = to === null ? null : readChosenCode(to);
    if (earlier === null) await hideChosenCode(tx, shop.id, advocateId);
    else if (await isOwnCode(tx, shop.id, advocateId, earlier.skeleton))
      await showChosenCode(tx, shop.id, advocateId, { ...earlier, by: 'merchant', at: now });
    const mistake = release === null ? null : readChosenCode(release);
    if (mistake !== null) await releaseCode(tx, shop.id, advocateId, { skeleton: mistake.skeleton, since: now - UNDONE_WITHIN });
    await linkAgain(context, tx, shop.id, advocateId);
    return { before };
  });
}

/** What Shopify's pages show carries the code that is shown. */
async function linkAgain(context: Context, tx: Transaction, shopId: string, advocateId: string): Promise<void> {
  await forgetWrittenLink(tx, shopId, advocateId);
  await context.queue.enqueue(tx, 'write-advocate-links', { shopId }, { once: shopId });
}

async function choose(
  context: Context,
  shop: Shop,
  advocateId: string,
  typed: string,
  by: ChosenBy,
  mayChoose: (tx: Transaction, chosen: ChosenCode) => Promise<boolean>,
): Promise<Choice> {
  const facts = { shopName: shop.name, shopDomain: shop.domain, isRude };
  const judged = judgeChosenCode(typed, facts);
  if ('problem' in judged) return { problem: judged.problem, suggestions: [] };
  const outcome = await context.db.prisma.$transaction(async (tx) => {
    const before = await lockChoice(tx, shop.id, advocateId);
    if (before === undefined) return 'unknown';
    if (!(await mayChoose(tx, judged))) return 'spent';
    if (await isErased(context, tx, shop, judged.skeleton)) return 'taken';
    const isShown = await showChosenCode(tx, shop.id, advocateId, { ...judged, by, at: context.now() });
    if (!isShown) return 'taken';
    if (before !== judged.code) await linkAgain(context, tx, shop.id, advocateId);
    return { before };
  });
  if (typeof outcome === 'object') {
    context.log.info({ shopId: shop.id, advocateId, by }, 'code chosen');
    return { chosen: judged.code, ...outcome };
  }
  if (outcome === 'unknown') return { problem: outcome, suggestions: [] };
  return { problem: outcome, suggestions: outcome === 'taken' ? await freeCodes(context, shop, judged) : [] };

  async function freeCodes({ db }: Context, { id }: Shop, wish: ChosenCode): Promise<string[]> {
    const ideas = codesLike(wish).flatMap((idea) => {
      const fit = judgeChosenCode(idea, facts);
      return 'problem' in fit ? [] : [fit];
    });
    const taken = await takenSkeletons(
      db.prisma,
      id,
      ideas.map(({ skeleton }) => skeleton),
    );
    return ideas
      .filter(({ skeleton }) => !taken.includes(skeleton))
      .map(({ code }) => code)
      .slice(0, MOST_SUGGESTIONS);
  }
}

/** Of a person who was erased: their links are still about. */
async function isErased(context: Context, tx: Transaction, shop: Shop, skeleton: string): Promise<boolean> {
  const hash = context.vault.forShop(shop.personalKey).chosenCode(skeleton);
  return (await takenSkeletons(tx, shop.id, [hash])).length > 0;
}
