/** Asks Shopify whether it will pay what a program promises: a currency that the shop lacks, a gift card that is too large. */
import type { Context } from '../context.server.ts';
import { missingScopes, payoutKindOf } from '../domain/payout-scopes.ts';
import type { FieldName, FieldProblem, ProgramForm, ProgramFormProblems } from '../program-form.ts';
import { promisedValues } from '../program-promises.ts';
import { Fault } from '../shopify/faults.ts';
import { type PayoutLimits, readPayoutLimits } from '../shopify/operations/payout-limits.ts';
import { typedMoney } from '../typed-amount.ts';

/**
 * What is wrong beside which field; null: nothing, or nobody can tell at present. A reward that Shopify refuses later says so itself.
 * @param form one that can be read
 */
export async function payoutProblems(
  context: Context,
  shop: { domain: string; currency: string; scopes: string },
  form: ProgramForm,
): Promise<ProgramFormProblems | null> {
  const cards = cardAmounts(form, shop.currency);
  const asksForCards = cards.length > 0 && missingScopes('gift-card', shop.scopes).length === 0;
  if (!asksForCards && form.currencyAmounts.length === 0) return null;
  const limits = await limitsOf(context, shop.domain, asksForCards);
  if (limits === null) return null;
  const found = [...unsold(form, limits), ...tooLarge(cards, limits)];
  return found.length === 0 ? null : Object.fromEntries(found);
}

/** A program can be saved while Shopify does not answer. */
async function limitsOf(context: Context, domain: string, giftCards: boolean): Promise<PayoutLimits | null> {
  try {
    return await readPayoutLimits(await context.shopify(domain), giftCards);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    context.log.warn({ domain, fault: error.kind }, 'program saved without asking what Shopify can pay');
    return null;
  }
}

function unsold({ currencyAmounts }: ProgramForm, { currencies }: PayoutLimits): [FieldName, FieldProblem][] {
  return currencyAmounts.flatMap((row, place): [FieldName, FieldProblem][] => {
    const currency = row.currency.trim().toUpperCase();
    return currencies.includes(currency) ? [] : [[`currency${place}.currency`, { problem: 'unsold', currency }]];
  });
}

function tooLarge(cards: { field: FieldName; minor: bigint }[], { mostOnCard }: PayoutLimits): [FieldName, FieldProblem][] {
  if (mostOnCard === null) return [];
  const most = { most: mostOnCard.minor.toString(), currency: mostOnCard.currency };
  return cards.filter(({ minor }) => minor > mostOnCard.minor).map(({ field }) => [field, { problem: 'card', ...most }]);
}

/** Of every gift card that is promised; that of a share of the order only where the merchant has said how much it is at most. */
function cardAmounts(form: ProgramForm, currency: string): { field: FieldName; minor: bigint }[] {
  return promisedValues(form).flatMap(({ owner, value }) => {
    if (payoutKindOf(value.kind, value.paidAs) !== 'gift-card') return [];
    const field = value.kind === 'order-share' ? 'most' : 'amount';
    const amount = typedMoney(value[field], currency);
    return amount === null ? [] : [{ field: `${owner}.${field}` as const, minor: amount.minor }];
  });
}
