/** Everything that the program form promises to somebody, and what Shopify has to allow for it. */
import { missingScopes, payoutKindOf } from './domain/payout-scopes.ts';
import type { PayoutValue } from './domain/rewards.ts';
import type { FieldName, ProgramForm, ProgramFormProblems } from './program-form.ts';
import type { ValueForm, ValueKind } from './program-form-values.ts';
import { typedDecimal, typedMoney } from './typed-amount.ts';

type Promises = Pick<
  ProgramForm,
  'offerValue' | 'rewardValue' | 'tiersBy' | 'tierSteps' | 'milestones' | 'signUpsCredited' | 'signUpValue'
>;

/** Each with where its fields stand: the offer, then what advocates can earn. What the merchant's other choices hide is no promise. */
export function promisedValues(form: Promises): { owner: string; value: ValueForm }[] {
  return [
    { owner: 'offerValue', value: form.offerValue },
    { owner: 'rewardValue', value: form.rewardValue },
    ...(form.tiersBy === 'none' ? [] : form.tierSteps.map(({ value }, place) => ({ owner: `tier${place}`, value }))),
    ...form.milestones.map(({ value }, place) => ({ owner: `milestone${place}`, value })),
    ...(form.signUpsCredited ? [{ owner: 'signUpValue', value: form.signUpValue }] : []),
  ];
}

/** The kinds of value that a friend, or an advocate, can be given. */
export function kindsOf(form: Promises, recipient: 'offer' | 'reward'): ValueKind[] {
  return promisedValues(form)
    .filter(({ owner }) => (owner === 'offerValue') === (recipient === 'offer'))
    .map(({ value }) => value.kind);
}

/** What a promise is paid as, unless one before it is paid so, too; null for a code. */
export function firstPayoutOf(form: Promises, owner: string): PayoutValue['kind'] | null {
  const payouts = promisedValues(form).map((promise) => ({ owner: promise.owner, kind: payoutOf(promise.value) }));
  const kind = payouts.find((payout) => payout.owner === owner)?.kind ?? null;
  return payouts.find((payout) => payout.kind === kind)?.owner === owner ? kind : null;
}

export function promisesCards(form: Promises): boolean {
  return promisedValues(form).some(({ value }) => payoutOf(value) === 'gift-card');
}

function payoutOf({ kind, paidAs }: ValueForm): PayoutValue['kind'] | null {
  return payoutKindOf(kind, paidAs);
}

/** What Shopify does not let the app pay cannot be promised by a program that is live. @param scopes granted, comma-separated */
export function permissionProblems(form: ProgramForm, scopes: string): ProgramFormProblems | null {
  if (!form.live) return null;
  const unpermitted = promisedValues(form).filter(({ value }) => {
    const payout = payoutOf(value);
    return payout !== null && missingScopes(payout, scopes).length > 0;
  });
  const fields = unpermitted.map(({ owner }): [FieldName, { problem: 'permission' }] => [
    `${owner}.kind`,
    { problem: 'permission' },
  ]);
  return fields.length === 0 ? null : Object.fromEntries(fields);
}

/** Where a reward is at most a share of its order: the smallest order that may earn the advocate's amount, minor units. Null: no such limit, or not typed yet. */
export function smallestEarning({ rewardValue, capShare }: ProgramForm, currency: string): bigint | null {
  const hasAmount = ['fixed-amount', 'store-credit', 'gift-card'].includes(rewardValue.kind);
  const amount = hasAmount ? typedMoney(rewardValue.amount, currency) : null;
  const basisPoints = Math.round(Number(typedDecimal(capShare)) * 100);
  if (amount === null || !(basisPoints > 0)) return null;
  const share = BigInt(basisPoints);
  return (amount.minor * 10_000n + share - 1n) / share;
}
