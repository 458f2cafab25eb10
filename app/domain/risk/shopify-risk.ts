/**
 * Shopify sees a high risk that the payment is fraudulent.
 *
 * Only `high` counts. Shopify recommends nothing against an order of medium risk, and a foreign card or a shared office connection is enough
 * for it: it stays a remark (`clear`, `detail.level`). Not checked while Shopify has said nothing, or says `none` or `pending`. The assessment
 * may change after the order, so it can hold a credit at most. Honest people trip it: a first order to a new address by a card from abroad.
 */
import type { RiskCheck } from './check.ts';

export const shopifyRisk: RiskCheck = {
  code: 'shopify-risk',
  look({ shopifyRisk: risk }) {
    const level = risk?.level ?? null;
    const seen = level === 'high' ? 'hit' : level === 'medium' || level === 'low' ? 'clear' : 'not-checked';
    return { seen, detail: { level } };
  },
};
