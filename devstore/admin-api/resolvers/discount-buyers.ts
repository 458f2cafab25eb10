/** Who may use a discount: `context`, or the deprecated `customerSelection`. */
import { isGiven, idOf, notImitated, type ApiContext } from '#devstore/admin-api/answers.ts';
import type { Fail } from '#devstore/admin-api/resolvers/discount-input.ts';
import type { DiscountState } from '#devstore/state.ts';

type Customers = { add?: string[] | null; remove?: string[] | null };

export type BuyersInput = {
  context?: { all?: 'ALL' | null; customers?: Customers | null; customerSegments?: unknown; markets?: unknown } | null;
  customerSelection?: { all?: boolean | null; customers?: Customers | null; customerSegments?: unknown } | null;
};

const mostCustomers = 100;

/** The customers that may use it, null for everyone, undefined when the input says nothing (or something wrong, which `fail` has been told). */
export function checkBuyers(
  context: ApiContext,
  input: BuyersInput,
  existing: DiscountState | null,
  fail: Fail,
): string[] | null | undefined {
  const path = !isGiven(input.context) ? 'customerSelection' : 'context';
  const given = input.context ?? input.customerSelection;
  if (isGiven(input.context) && isGiven(input.customerSelection)) {
    fail('context', 'Only one of context or customerSelection can be provided.', 'TOO_MANY_ARGUMENTS');
    return undefined;
  }
  if (!isGiven(given)) {
    if (existing === null) fail('context', "Context can't be blank", 'BLANK');
    return undefined;
  }
  if (isGiven(given.customerSegments) || ('markets' in given && isGiven(given.markets)))
    throw notImitated(`a discount for customer segments or markets`);
  if (!isGiven(given.customers)) {
    if (given.all === 'ALL' || given.all === true) return null;
    fail(path, "Context can't be blank", 'BLANK');
    return undefined;
  }
  const ids = new Set(existing?.customerIds ?? []);
  for (const id of given.customers.add ?? []) ids.add(idOf(id));
  for (const id of given.customers.remove ?? []) ids.delete(idOf(id));
  const unknown = [...ids].filter((id) => !context.shop.customers.has(id));
  if (unknown.length > 0) fail(`${path}.customers.add`, `Customer with id: ${unknown[0]} is invalid`, 'INVALID');
  else if (ids.size === 0) fail(`${path}.customers.add`, "Customers can't be blank", 'BLANK');
  else if (ids.size > mostCustomers) fail(`${path}.customers.add`, `Customers can't exceed ${mostCustomers}`, 'EXCEEDED_MAX');
  else return [...ids];
  return undefined;
}
