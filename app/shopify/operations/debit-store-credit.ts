import { z } from 'zod';
import { formatDecimal, type Money } from '../../domain/money.ts';
import type { AdminClient, Operation } from '../client.server.ts';
import { type Movement, movementOf } from './credit-store-credit.ts';

const result = z.object({
  storeCreditAccountDebit: z
    .object({
      storeCreditAccountTransaction: z.object({ id: z.string() }).nullable(),
      userErrors: z.array(z.object({ message: z.string(), code: z.string().nullable() })),
    })
    .nullable(),
});

export const debitAccount: Operation<
  { id: string; debit: { debitAmount: { amount: string; currencyCode: string } } },
  z.infer<typeof result>
> = {
  name: 'DebitStoreCredit',
  document: `#graphql
    mutation DebitStoreCredit($id: ID!, $debit: StoreCreditAccountDebitInput!) {
      storeCreditAccountDebit(id: $id, debitInput: $debit) {
        storeCreditAccountTransaction { id }
        userErrors { message code }
      }
    }`,
  result,
  toleratesDenial: true,
};

/**
 * Takes an amount off an account. There is no idempotency key: whoever repeats this without looking takes twice.
 * @param accountId gid of the StoreCreditAccount
 * @throws Fault; after `unreachable` it may have been carried out
 */
export async function debitStoreCredit(client: AdminClient, accountId: string, amount: Money): Promise<Movement> {
  const answer = await client.run(debitAccount, {
    id: accountId,
    debit: { debitAmount: { amount: formatDecimal(amount), currencyCode: amount.currency } },
  });
  return movementOf(answer.storeCreditAccountDebit, 'DebitStoreCredit');
}
