import { z } from 'zod';
import { formatDecimal, type Money } from '../../domain/money.ts';
import type { AdminClient, Operation } from '../client.server.ts';
import { Fault } from '../faults.ts';
import { gidOf } from '../gid.ts';

const result = z.object({
  storeCreditAccountCredit: z
    .object({
      storeCreditAccountTransaction: z.object({ id: z.string() }).nullable(),
      userErrors: z.array(z.object({ message: z.string(), code: z.string().nullable() })),
    })
    .nullable(),
});

export const creditAccount: Operation<
  { id: string; credit: { creditAmount: { amount: string; currencyCode: string }; notify: boolean } },
  z.infer<typeof result>
> = {
  name: 'CreditStoreCredit',
  document: `#graphql
    mutation CreditStoreCredit($id: ID!, $credit: StoreCreditAccountCreditInput!) {
      storeCreditAccountCredit(id: $id, creditInput: $credit) {
        storeCreditAccountTransaction { id }
        userErrors { message code }
      }
    }`,
  result,
  // The scope for the transaction's id is another than that for the payment: a payment that was made must not look like one that was refused.
  toleratesDenial: true,
};

/** What Shopify said of a movement of store credit. `rejected`: nothing was moved; the code is one of the mutation's error codes. */
export type Movement = { moved: string } | { rejected: { code: string | null; message: string } };

/**
 * Puts an amount on the customer's account of that currency, which Shopify opens when there is none; Shopify tells the customer. There is no
 * idempotency key: whoever repeats this without looking pays twice.
 * @throws Fault; after `unreachable` it may have been carried out
 */
export async function creditStoreCredit(client: AdminClient, customerId: string, amount: Money): Promise<Movement> {
  const answer = await client.run(creditAccount, {
    id: gidOf('Customer', customerId),
    credit: { creditAmount: { amount: formatDecimal(amount), currencyCode: amount.currency }, notify: true },
  });
  return movementOf(answer.storeCreditAccountCredit, 'CreditStoreCredit');
}

/** @throws Fault `forbidden` when nothing was moved, `unreachable` when something was, but its id may not be read */
export function movementOf(answer: z.infer<typeof result>['storeCreditAccountCredit'], operation: string): Movement {
  if (answer === null) throw new Fault('forbidden', `${operation}: the app may not move store credit`);
  if (answer.storeCreditAccountTransaction) return { moved: answer.storeCreditAccountTransaction.id };
  const [error] = answer.userErrors;
  if (error === undefined) throw new Fault('unreachable', `${operation}: Shopify did not say what it did`);
  return { rejected: error };
}
