/** What becomes of the planned orders: returns, cancellations, disputes, edits, renewals. */
import { day, type Afterwards, type PlannedOrder } from '#devstore/history/plan-history.ts';

const hour = 3_600_000;

/** What goes back: some before the reward is due (14 days by default), some on the last day, long after it was paid out. */
export function giveAfterwards(orders: PlannedOrder[], end: number): void {
  const renewed = new Set(orders.map(({ renews }) => renews));
  const isCredit = (order: PlannedOrder) => order.story.startsWith('friend') && !renewed.has(order);
  const recent = orders.filter((order) => isCredit(order) && end - order.at > 4 * day && end - order.at < 12 * day);
  const old = orders.filter((order) => isCredit(order) && end - order.at > 18 * day);
  const ordinary = orders.filter((order) => order.story === 'ordinary' && !renewed.has(order) && end - order.at > 8 * day);
  const give = (from: PlannedOrder[], index: number, what: Afterwards['what'], after: Afterwards['after']) => {
    const order = from[index];
    if (order !== undefined) order.afterwards = { what, after };
  };
  for (const index of [0, 1]) give(recent, index, 'refund', 3 * day);
  give(recent, 2, 'refund-part', 2 * day);
  give(recent, 3, 'cancel', day);
  give(recent, 4, 'cancel', 2 * hour);
  for (const index of [1, 4, 7]) give(old, index, 'refund', 'last-day');
  give(old, 10, 'refund-part', 'last-day');
  give(old, 13, 'dispute', 'last-day');
  for (const index of [3, 30, 60]) give(ordinary, index, 'refund', 6 * day);
  give(ordinary, 12, 'cancel', hour);
  give(ordinary, 20, 'edit', hour);
}

/** Every renewal repeats an order of four weeks before: a referred friend's first, then an ordinary one. Where there is none, it stands alone. */
export function renewSubscriptions(plain: PlannedOrder[], brought: PlannedOrder[], end: number): void {
  const taken = new Set<PlannedOrder>();
  const firsts = [...brought.filter(({ story }) => story === 'friend'), ...plain.filter(({ story }) => story === 'ordinary')];
  for (const renewal of plain.filter(({ story }) => story === 'renewal')) {
    const first = firsts.find((order) => !taken.has(order) && order.at + 28 * day < end);
    if (first === undefined) return;
    taken.add(first);
    Object.assign(renewal, { renews: first, at: first.at + 28 * day, buyer: first.buyer, lines: first.lines });
  }
}
