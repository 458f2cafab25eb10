import { writeProblem } from '../domain/problem.ts';
import type { Fault } from './faults.ts';

/** What a merchant reads when work with Shopify is stuck, as it is stored: what happened, and what to do about it. */
export function nextStep(fault: Fault): string {
  return fault.kind === 'refused' ? writeProblem('refused', fault.message) : writeProblem(fault.kind);
}
