import { z } from 'zod';
import { type Money, parseMoney } from '../../domain/money.ts';
import type { AdminClient, Operation } from '../client.server.ts';
import { Fault } from '../faults.ts';
import { gidOf } from '../gid.ts';

const money = z.object({ amount: z.string(), currencyCode: z.string() });
const account = z.object({ id: z.string(), balance: money });
const accounts = z.object({
  customer: z
    .object({ storeCreditAccounts: z.object({ nodes: z.array(account), pageInfo: z.object({ hasNextPage: z.boolean() }) }) })
    .nullable(),
});
const transaction = z.object({
  __typename: z.string(),
  id: z.string().optional(),
  amount: money,
  event: z.string(),
  createdAt: z.iso.datetime(),
});
const transactions = z.object({
  storeCreditAccount: z
    .object({
      transactions: z.object({
        nodes: z.array(transaction),
        pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
      }),
    })
    .nullable(),
});

export const accountsOfCustomer: Operation<{ id: string }, z.infer<typeof accounts>> = {
  name: 'StoreCreditAccounts',
  document: `#graphql
    query StoreCreditAccounts($id: ID!) {
      customer(id: $id) {
        storeCreditAccounts(first: 100) {
          nodes { id balance { amount currencyCode } }
          pageInfo { hasNextPage }
        }
      }
    }`,
  result: accounts,
};

export const transactionsOfAccount: Operation<{ id: string; after: string | null }, z.infer<typeof transactions>> = {
  name: 'StoreCreditTransactions',
  document: `#graphql
    query StoreCreditTransactions($id: ID!, $after: String) {
      storeCreditAccount(id: $id) {
        transactions(first: 50, after: $after, sortKey: CREATED_AT, reverse: true) {
          nodes {
            __typename
            ... on StoreCreditAccountCreditTransaction { id }
            ... on StoreCreditAccountDebitTransaction { id }
            amount { amount currencyCode }
            event
            createdAt
          }
          pageInfo { hasNextPage endCursor }
        }
      }
    }`,
  result: transactions,
};

/** gid and what is on it now */
export type StoreCreditAccount = { accountId: string; balance: Money };

/** What an app or staff moved; never the payment of an order. `amount` is more than zero, for debits too; `at` in epoch milliseconds. */
export type StoreCreditMovement = { id: string; kind: 'credit' | 'debit'; amount: Money; at: number };

/** The customer's account in a currency; null when there is none, or no such customer. Throws Fault. */
export async function findStoreCredit(
  client: AdminClient,
  customerId: string,
  currency: string,
): Promise<StoreCreditAccount | null> {
  const { customer } = await client.run(accountsOfCustomer, { id: gidOf('Customer', customerId) });
  const found = customer?.storeCreditAccounts.nodes.find(({ balance }) => balance.currencyCode === currency);
  if (found) return { accountId: found.id, balance: parseMoney(found.balance.amount, currency) };
  if (customer?.storeCreditAccounts.pageInfo.hasNextPage) {
    throw new Fault('refused', 'the customer has more than a hundred store credit accounts');
  }
  return null;
}

/** What was moved on an account at `since` (epoch milliseconds) or later, newest first. @param accountId gid. Throws Fault. */
export async function findMovements(
  client: AdminClient,
  { accountId, balance: { currency } }: StoreCreditAccount,
  since: number,
): Promise<StoreCreditMovement[]> {
  const found: StoreCreditMovement[] = [];
  for (let after: string | null = null; ;) {
    const answer: z.infer<typeof transactions> = await client.run(transactionsOfAccount, { id: accountId, after });
    const page = answer.storeCreditAccount?.transactions;
    if (page === undefined) return found;
    const movements = page.nodes.flatMap((node) => readMovement(node, currency));
    found.push(...movements.filter(({ at }) => at >= since));
    const oldest = page.nodes.at(-1);
    if (!page.pageInfo.hasNextPage || oldest === undefined || Date.parse(oldest.createdAt) < since) return found;
    after = page.pageInfo.endCursor;
  }
}

function readMovement(
  { __typename, id, amount, event, createdAt }: z.infer<typeof transaction>,
  currency: string,
): StoreCreditMovement[] {
  if (id === undefined || event !== 'ADJUSTMENT') return [];
  const { minor } = parseMoney(amount.amount, currency);
  const kind = __typename === 'StoreCreditAccountDebitTransaction' ? 'debit' : 'credit';
  return [{ id, kind, amount: { minor: minor < 0n ? -minor : minor, currency }, at: Date.parse(createdAt) }];
}
