/** The fraud checks in force, in the order in which they are shown and in which the first refusal counts. */
import type { RiskCheck } from './check.ts';
import { selfReferral } from './self-referral.ts';

export const RISK_CHECKS: readonly RiskCheck[] = [selfReferral];
