/** What all notes about one order come to. Pure. */
import type { OrderNote } from '../data/order-notes.server.ts';
import type { OrderFacts, Signal, Verdict } from '../domain/facts.ts';
import { answerSignals, journeySignals, type ReadSignal } from '../domain/signals.ts';

/** What notes say that is no evidence of the order itself. */
export type ToldByNotes = Pick<OrderFacts, 'shopifyRisk' | 'dispute'> & {
  /** At most one for each advocate. */
  verdicts: Verdict[];
  /** Staff's word on who brought the order. */
  assignment: Signal | null;
};

export const NOTHING_TOLD: ToldByNotes = { shopifyRisk: null, dispute: null, verdicts: [], assignment: null };

/**
 * The newest of each kind and key, whatever the sequence. Of two of one moment the one that went further counts, and otherwise any fixed rule will
 * do. A person's verdict goes before that of the rule, which only speaks for those who said nothing: it may be put in while theirs still waits.
 */
export function newestNotes(notes: readonly OrderNote[]): OrderNote[] {
  const newest = new Map<string, OrderNote>();
  for (const note of notes) {
    const name = JSON.stringify([note.orderId, note.kind, note.key]);
    const known = newest.get(name);
    if (known === undefined || isNewer(note, known)) newest.set(name, note);
  }
  return [...newest].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, note]) => note);
}

/** @param notes newest ones of one order */
export function toldByNotes(notes: readonly OrderNote[]): ToldByNotes {
  const disputes = notes.flatMap((note) => (note.kind === 'dispute' ? [note.detail.status] : []));
  const told: ToldByNotes = {
    ...NOTHING_TOLD,
    dispute: (['lost', 'open', 'won'] as const).find((status) => disputes.includes(status)) ?? null,
  };
  for (const note of notes) {
    // Other apps assess risk, too; the check is about Shopify's word.
    if (note.kind === 'risk' && note.key === '') told.shopifyRisk = { level: note.detail.level, at: note.at };
    if (note.kind === 'verdict') {
      const { kind, advocateId, by } = note.detail;
      told.verdicts = [...told.verdicts, { kind, advocateId, by: by === 'rule' ? 'rule' : 'staff', at: note.at }];
    }
    if (note.kind === 'assignment') {
      const resolution = { advocateId: note.detail.advocateId };
      told.assignment = { kind: 'merchant', rawCode: '', at: note.at, trust: 'verified', channel: null, resolution };
    }
  }
  return told;
}

/** The evidence in notes that has still to be resolved. */
export function signalsInNotes(notes: readonly OrderNote[]): ReadSignal[] {
  return notes.flatMap((note) => {
    if (note.kind === 'answer') return answerSignals(note.detail.text, note.at);
    return note.kind === 'journey' ? journeySignals(note.detail.visits) : [];
  });
}

function isNewer(a: OrderNote, b: OrderNote): boolean {
  if (isRule(a) !== isRule(b)) return isRule(b);
  if (a.at !== b.at) return a.at > b.at;
  const [rankA, rankB] = [rankOf(a), rankOf(b)];
  return rankA === rankB ? JSON.stringify(a) > JSON.stringify(b) : rankA > rankB;
}

function isRule(note: OrderNote): boolean {
  return note.kind === 'verdict' && note.detail.by === 'rule';
}

const RISKS = ['pending', 'none', 'low', 'medium', 'high'];
const DISPUTES = ['open', 'won', 'lost'];

function rankOf(note: OrderNote): number {
  if (note.kind === 'risk') return RISKS.indexOf(note.detail.level);
  return note.kind === 'dispute' ? DISPUTES.indexOf(note.detail.status) : 0;
}
