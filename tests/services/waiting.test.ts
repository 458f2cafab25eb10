import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultRules, type ProgramRules } from '#app/domain/program.ts';
import { dueAtOf } from '#app/domain/rewards.ts';
import { readParcels } from '#app/services/read-parcels.ts';
import { order } from '../domain/order-facts.ts';

const DAY = 86_400_000;
const [paidAt, sent, arrived] = ['2026-11-01T10:00:00Z', '2026-11-03T10:00:00Z', '2026-11-06T10:00:00Z'].map((text) =>
  Date.parse(text),
);

function rulesOf(reward: Partial<ProgramRules['reward']>): ProgramRules {
  const rules = defaultRules('USD');
  return { ...rules, reward: { ...rules.reward, waitingDays: 7, ...reward } };
}

describe('when a reward is due', () => {
  const facts = (journey: { fulfilledAt?: number | undefined; deliveredAt?: number | undefined }) => ({
    ...order({ paidAt: paidAt ?? 0 }),
    fulfilledAt: journey.fulfilledAt ?? null,
    deliveredAt: journey.deliveredAt ?? null,
  });

  test('from payment, dispatch, delivery, or the end of the return window; nobody knows before it is on its way', () => {
    const due = (waitsFrom: ProgramRules['reward']['waitsFrom'], journey = {}) =>
      dueAtOf(facts(journey), rulesOf({ waitsFrom, returnWindowDays: 30, assumedDeliveryDays: 10 }));
    expect(due('paid')).toBe((paidAt ?? 0) + 7 * DAY);
    expect([due('fulfilled'), due('delivered'), due('returnable')]).toEqual([null, null, null]);
    expect(due('fulfilled', { fulfilledAt: sent })).toBe((sent ?? 0) + 7 * DAY);
    // No carrier has told: it is taken to have arrived.
    expect(due('delivered', { fulfilledAt: sent })).toBe((sent ?? 0) + 17 * DAY);
    expect(due('delivered', { fulfilledAt: sent, deliveredAt: arrived })).toBe((arrived ?? 0) + 7 * DAY);
    expect(due('returnable', { fulfilledAt: sent, deliveredAt: arrived })).toBe((arrived ?? 0) + 37 * DAY);
  });

  test('a sign-up waits from itself, whatever orders wait for', () => {
    const signUp = { ...facts({}), kind: 'sign-up' as const };
    const rules = rulesOf({ waitsFrom: 'delivered' });
    expect(dueAtOf(signUp, rules)).toBe(signUp.placedAt + rules.signUps.waitingDays * DAY);
  });
});

describe('parcels of a webhook', () => {
  const parcel = (changes: object = {}) => ({
    ...{
      status: 'success',
      created_at: '2026-11-03T10:00:00Z',
      updated_at: '2026-11-06T10:00:00Z',
      shipment_status: 'delivered',
    },
    ...changes,
  });

  test('an order has left when all of it has, and arrived when every parcel has', () => {
    expect(readParcels('fulfilled', [parcel()], 0)).toEqual({ fulfilledAt: sent, deliveredAt: arrived });
    expect(readParcels('partial', [parcel()], 0)).toEqual({ fulfilledAt: null, deliveredAt: null });
    expect(readParcels('fulfilled', [parcel(), parcel({ shipment_status: 'in_transit' })], 0)).toEqual({
      fulfilledAt: sent,
      deliveredAt: null,
    });
    const later = parcel({ created_at: '2026-11-04T10:00:00+01:00', updated_at: '2026-11-09T10:00:00Z' });
    expect(readParcels('fulfilled', [later, parcel()], 0)).toEqual({
      fulfilledAt: Date.parse('2026-11-04T09:00:00Z'),
      deliveredAt: Date.parse('2026-11-09T10:00:00Z'),
    });
  });

  test('a cancelled parcel did not leave', () => {
    expect(readParcels('fulfilled', [parcel({ status: 'cancelled' })], 0)).toEqual({ fulfilledAt: null, deliveredAt: null });
    expect(readParcels('fulfilled', [parcel({ status: 'cancelled', shipment_status: null }), parcel()], 0)).toEqual({
      ...{ fulfilledAt: sent, deliveredAt: arrived },
    });
  });

  test('whatever stands there is read, or not known', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (status, fulfillments) => {
        const { fulfilledAt, deliveredAt } = readParcels(status, fulfillments, 1);
        expect(fulfilledAt === null ? deliveredAt : Number.isFinite(fulfilledAt)).toBe(fulfilledAt === null ? null : true);
      }),
    );
  });
});
