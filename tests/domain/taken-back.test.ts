import { expect, test } from 'vitest';
import {
  balances,
  entriesForAccrual,
  entriesForCarry,
  entriesForForgiving,
  entriesForMove,
  entriesForRedemption,
  entriesForRestoring,
} from '#app/domain/ledger.ts';
import { openVerdicts } from '#app/domain/open-verdicts.ts';
import { moveReward } from '#app/domain/reward-state.ts';

const reward = { rewardId: 'r', amount: { minor: 800n, currency: 'USD' }, at: 1 };
const left = (entries: Parameters<typeof balances>[0]) =>
  Object.fromEntries(Object.entries(balances(entries)).filter(([, minor]) => minor !== 0n));

test('a reward that was taken back and promised again is one promise, and every turn is told apart', () => {
  const entries = [
    ...entriesForAccrual(reward),
    ...entriesForMove({ ...reward, turn: 0 }, 'pending', 'revoked'),
    ...entriesForRestoring({ ...reward, turn: 1 }),
    ...entriesForMove({ ...reward, turn: 1 }, 'pending', 'approved'),
    ...entriesForMove({ ...reward, turn: 1 }, 'approved', 'revoked'),
    ...entriesForRestoring({ ...reward, turn: 2 }),
  ];
  expect(left(entries)).toEqual({ 'program-cost': -800n, pending: 800n });
  expect(entries.map(({ key }) => key)).toEqual([
    'accrue:r',
    'revoked:r',
    'restored:r:1',
    'payable:r:1',
    'revoked:r:1',
    'restored:r:2',
  ]);
});

test('a debt for a used reward is forgiven when its order counts again, and made again when it does not', () => {
  const used = { minor: 750n, currency: 'USD' };
  const entries = [
    ...entriesForAccrual(reward),
    ...entriesForRedemption(reward, 'pending', used),
    ...entriesForCarry({ ...reward, amount: used }),
    ...entriesForForgiving({ ...reward, turn: 1, amount: used }),
  ];
  expect(left(entries)).toEqual({ 'program-cost': -750n, redeemed: 750n });
  const again = [...entries, ...entriesForCarry({ ...reward, turn: 1, amount: used })];
  expect(left(again)).toEqual({ redeemed: 750n, carried: -750n });
  expect(new Set(again.map(({ key }) => key)).size).toBe(again.length);
});

test('only what was taken back is restored: never what was used, ran out or is on its way', () => {
  expect(moveReward('revoked', 'restore')).toBe('pending');
  expect(moveReward('pending', 'restore')).toEqual({ refused: 'repeated' });
  for (const state of ['approved', 'issuing', 'issued', 'redeemed', 'expired'] as const) {
    expect(moveReward(state, 'restore')).toEqual({ refused: 'not-allowed' });
  }
});

test('a verdict is open where it overrules fraud checks or an earlier verdict, and nowhere else', () => {
  const none = { outcome: 'not-credited', reason: 'check-refused', referralState: null, reversedReason: null };
  const reversed = (reversedReason: string) => openVerdicts({ ...none, referralState: 'reversed', reversedReason });
  expect(openVerdicts({ ...none, outcome: 'review', referralState: 'held' })).toEqual(['approve', 'refuse']);
  expect(openVerdicts({ ...none, outcome: 'credited', reason: 'credited', referralState: 'credited' })).toEqual(['refuse']);
  for (const reason of ['check-refused', 'score-refused', 'self-referral', 'refused-by-staff', 'refused-unlooked']) {
    expect([openVerdicts({ ...none, reason }), reversed(reason)]).toEqual([['approve'], ['approve']]);
  }
  for (const reason of [
    'order-refunded',
    'order-cancelled',
    'dispute-lost',
    'below-minimum',
    'outside-window',
    'friend-already-credited',
  ]) {
    expect([openVerdicts({ ...none, reason }), reversed(reason)]).toEqual([[], []]);
  }
  expect(openVerdicts({ ...none, outcome: 'review' })).toEqual([]);
});
