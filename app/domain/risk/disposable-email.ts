/**
 * The buyer's e-mail address is of a provider of throw-away addresses.
 *
 * Not checked when the address is not known. No detail. Honest people trip it: some give every shop such an address to keep out of mailings.
 */
import type { RiskCheck } from './check.ts';

export const disposableEmail: RiskCheck = {
  code: 'disposable-email',
  look: ({ buyer: { disposableEmail: disposable } }) => ({
    seen: disposable === null ? 'not-checked' : disposable ? 'hit' : 'clear',
    detail: {},
  }),
};
