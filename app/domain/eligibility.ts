/** Which orders may earn credit at all, and how much of an order counts. */
import type { OrderFacts, OrderLine } from './facts.ts';
import type { Money } from './money.ts';
import type { EligibilityRules, ProgramRules } from './program.ts';
import type { Reason } from './reasons.ts';

/** The first rule that leaves this order (or sign-up) out; where it was sold before where it goes, then what was bought. */
export function stopOfEligibility(facts: OrderFacts, rules: ProgramRules): Reason | null {
  if (facts.kind === 'sign-up') return rules.signUps.credited ? null : { code: 'sign-ups-not-credited' };
  const { eligibility } = rules;
  return (
    stopOfRenewals(facts, eligibility) ??
    stopOfChannel(facts, eligibility) ??
    stopOfCountry(facts, eligibility) ??
    stopOfProducts(facts, eligibility)
  );
}

/** Nothing is left on the order that the program wants sold. An order whose lines are not known is not judged by its products. */
export function stopOfProducts({ lines }: OrderFacts, { products }: EligibilityRules): Reason | null {
  const stands = lines.length === 0 || lines.some((line) => line.currentQuantity > 0 && counts(line, products));
  return stands ? null : { code: 'no-eligible-product' };
}

/** What counts of the order is less than the smallest amount that earns credit. Sign-ups have no amount. */
export function stopOfMinimum(facts: OrderFacts, rules: ProgramRules): Reason | null {
  const minimum = rules.attribution.minimumSubtotalMinor;
  const { minor, currency } = countedSubtotal(facts, rules);
  if (facts.kind === 'sign-up' || minor >= BigInt(minimum)) return null;
  return { code: 'below-minimum', minimum, subtotal: minor.toString(), currency };
}

/**
 * What is left of the order, as far as it counts: the chosen products at their price before or after discounts, with or without gift cards
 * and the tax that prices contain (tax on top of prices, like shipping, never counts). Shop money.
 *
 * With nothing to leave out it is exactly Shopify's own current subtotal; where all products are chosen, it is that subtotal corrected line
 * by line, so that it is right also for lines that are not kept. Rounded to whole minor units per line, halves away from zero.
 */
export function countedSubtotal(facts: OrderFacts, { attribution, eligibility }: ProgramRules): Money {
  const { lines, subtotal, taxesIncluded } = facts;
  if (lines.length === 0) return subtotal;
  const { minimumOf, countsGiftCards, countsTax } = attribution;
  let minor = eligibility.products.mode === 'all' ? subtotal.minor - sumOf(lines, ({ discountedMinor }) => discountedMinor) : 0n;
  minor += sumOf(
    lines.filter((line) => counts(line, eligibility.products) && (countsGiftCards || !line.giftCard)),
    ({ fullMinor, discountedMinor, taxMinor }) => {
      const price = minimumOf === 'before-discounts' ? fullMinor : discountedMinor;
      return countsTax || !taxesIncluded ? price : price - proportion(price, taxMinor, discountedMinor);
    },
  );
  return { minor, currency: subtotal.currency };
}

function stopOfRenewals({ renewal }: OrderFacts, { renewals: limit }: EligibilityRules): Reason | null {
  if (renewal === null || renewal <= limit) return null;
  return limit === 0 ? { code: 'renewal-not-credited' } : { code: 'renewal-limit', renewal, limit };
}

function stopOfChannel({ sourceName }: OrderFacts, { channels, drafts, pointOfSale }: EligibilityRules): Reason | null {
  if (sourceName === 'shopify_draft_order' && !drafts) return { code: 'draft-order' };
  if (sourceName === 'pos' && !pointOfSale) return { code: 'point-of-sale' };
  return isChosen(channels, sourceName) ? null : { code: 'channel-not-eligible', channel: sourceName ?? '' };
}

function stopOfCountry({ country }: OrderFacts, { countries }: EligibilityRules): Reason | null {
  if (isChosen(countries, country)) return null;
  return country === null ? { code: 'country-unknown' } : { code: 'country-not-eligible', country };
}

/** What is not known is on no list: it is chosen by "all" and by "all but these". */
function isChosen({ mode, values }: EligibilityRules['channels'], value: string | null): boolean {
  if (mode === 'all') return true;
  return (value !== null && values.includes(value)) === (mode === 'only');
}

function counts({ productId, collections, tags }: OrderLine, products: EligibilityRules['products']): boolean {
  if (products.mode === 'all') return true;
  const listed =
    (productId !== null && products.productIds.includes(productId)) ||
    collections.some((collection) => products.collectionIds.includes(collection)) ||
    tags.some((tag) => products.tags.includes(tag.toLowerCase()));
  return listed === (products.mode === 'only');
}

/** The sum of what is left of each line. @param amountOf of the quantity that was placed */
function sumOf(lines: readonly OrderLine[], amountOf: (line: OrderLine) => bigint): bigint {
  return lines.reduce((sum, line) => sum + proportion(amountOf(line), BigInt(line.currentQuantity), BigInt(line.quantity)), 0n);
}

/** `amount × part / whole`, nothing of nothing. */
function proportion(amount: bigint, part: bigint, whole: bigint): bigint {
  if (whole <= 0n) return 0n;
  const doubled = 2n * amount * part;
  return (doubled + (doubled < 0n ? -whole : whole)) / (2n * whole);
}
