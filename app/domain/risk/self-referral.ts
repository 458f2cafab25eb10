/** Nobody refers themselves: the buyer is the advocate when customer id, e-mail address or telephone number is the same. */
import type { PersonFacts } from '../facts.ts';
import type { RiskCheck } from './check.ts';

const TRAITS = [
  ['customer', 'customerId'],
  ['email', 'emailHash'],
  ['phone', 'phoneHash'],
] as const satisfies readonly (readonly [string, keyof PersonFacts])[];

type Trait = (typeof TRAITS)[number][0];

/** `detail.compared` lists what both sides have, `detail.matched` is the first that is equal. */
export const selfReferral: RiskCheck = {
  code: 'self-referral',
  check(facts, advocate) {
    const compared = TRAITS.filter(([, key]) => facts.buyer[key] !== null && advocate[key] !== null);
    const matched = compared.find(([, key]) => facts.buyer[key] === advocate[key])?.[0] ?? null;
    const grade = matched !== null ? 'refuse' : compared.length > 0 ? 'clear' : 'not-checked';
    return { check: 'self-referral', grade, detail: { matched, compared: compared.map(([name]) => name).join(', ') } };
  },
  refusal(finding) {
    const matched: Trait = TRAITS.find(([name]) => name === finding.detail['matched'])?.[0] ?? 'customer';
    return { code: 'self-referral', matched };
  },
};
