/**
 * The payment is disputed with the buyer's bank, or the dispute was lost.
 *
 * Detail: `state`, null when nobody disputes. Shopify tells the app of every dispute, so it is always checked. It can hold a credit at most; a
 * lost dispute ends the credit like a refund (order standing). Honest people trip it: a statement that the buyer does not recognise.
 */
import type { RiskCheck } from './check.ts';

export const dispute: RiskCheck = {
  code: 'dispute',
  look: ({ dispute: state }) => ({ seen: state === 'open' || state === 'lost' ? 'hit' : 'clear', detail: { state } }),
};
