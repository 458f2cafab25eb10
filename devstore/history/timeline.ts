/** The plan as one line of events, oldest first. */
import type { HistoryPlan, PlannedOrder, PlannedVisit } from '#devstore/history/plan-history.ts';

const ON_THE_WAY = 3 * 86_400_000;

export type HistoryEvent =
  | { at: number; kind: 'visit'; visit: PlannedVisit }
  | { at: number; kind: 'order'; planned: PlannedOrder }
  | { at: number; kind: 'parcel'; planned: PlannedOrder }
  | { at: number; kind: 'arrival'; planned: PlannedOrder }
  | { at: number; kind: 'afterwards'; planned: PlannedOrder };

/** Everything before `end`; what waits for the last day is not in it. An order comes before all that becomes of it. */
export function timelineOf(plan: HistoryPlan, end: number): HistoryEvent[] {
  const events: HistoryEvent[] = plan.visits.map((visit) => ({ at: visit.at, kind: 'visit', visit }));
  for (const planned of plan.orders) {
    events.push({ at: planned.at, kind: 'order', planned });
    if (planned.fulfilledAfter !== null) {
      const sent = planned.at + planned.fulfilledAfter;
      events.push({ at: sent, kind: 'parcel', planned }, { at: sent + ON_THE_WAY, kind: 'arrival', planned });
    }
    const after = planned.afterwards?.after;
    if (typeof after === 'number') events.push({ at: planned.at + after, kind: 'afterwards', planned });
  }
  return events.filter(({ at }) => at < end).sort((a, b) => a.at - b.at);
}
