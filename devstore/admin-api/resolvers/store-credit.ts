import { storeNow, storeTime } from '#devstore/clock.ts';
import {
  isGiven,
  idOf,
  money,
  notImitated,
  parseGid,
  refused,
  type Answer,
  type ApiContext,
  type Fields,
} from '#devstore/admin-api/answers.ts';
import { connection, type PageArgs } from '#devstore/admin-api/connections.ts';
import { customerAnswer } from '#devstore/admin-api/resolvers/customers.ts';
import { fromMinor, toMinor } from '#devstore/pricing/minor-units.ts';
import { gid, newId } from '#devstore/store.ts';
import type { StoreCreditAccountState } from '#devstore/state.ts';

type Credit = { creditAmount: { amount: string; currencyCode: string }; expiresAt?: string | null; notify?: boolean | null };
type Transaction = StoreCreditAccountState['transactions'][number];

export function storeCreditQueries(context: ApiContext): Fields {
  return {
    storeCreditAccount: ({ id }: { id: string }) => {
      const account = context.shop.storeCreditAccounts.get(idOf(id));
      return account === undefined ? null : storeCreditAccountAnswer(context, account);
    },
  };
}

export function storeCreditMutations(context: ApiContext): Fields {
  const { store, shop } = context;
  const fail = (field: string[], message: string, code: string) =>
    refused(['storeCreditAccountTransaction'], 'StoreCreditAccountCreditUserError', [{ field, message, code }]);
  return {
    storeCreditAccountCredit: ({ id, creditInput }: { id: string; creditInput: Credit }) => {
      const { amount, currencyCode } = creditInput.creditAmount;
      if (Number(amount) <= 0) {
        return fail(
          ['creditInput', 'creditAmount', 'amount'],
          'A positive amount must be used to credit a store credit account',
          'NEGATIVE_OR_ZERO_AMOUNT',
        );
      }
      if (isGiven(creditInput.expiresAt) && Date.parse(creditInput.expiresAt) <= storeNow(store).getTime()) {
        return fail(['creditInput', 'expiresAt'], 'The expiry date must be in the future', 'EXPIRES_AT_IN_PAST');
      }
      if (![shop.currency, ...shop.markets.map((market) => market.currency)].includes(currencyCode)) {
        return fail(['creditInput', 'creditAmount', 'currencyCode'], 'Currency is not supported', 'UNSUPPORTED_CURRENCY');
      }
      const target = parseGid(id);
      if (target?.type === 'CompanyLocation') throw notImitated('store credit of a company location');
      const isAccount = target?.type === 'StoreCreditAccount';
      const existing = isAccount ? shop.storeCreditAccounts.get(target.id) : accountOf(context, idOf(id), currencyCode);
      if (isAccount && existing === undefined) return fail(['id'], 'Store credit account does not exist', 'ACCOUNT_NOT_FOUND');
      if (!isAccount && !shop.customers.has(idOf(id))) return fail(['id'], 'Owner does not exist', 'OWNER_NOT_FOUND');
      if (existing !== undefined && existing.currency !== currencyCode) {
        return fail(
          ['creditInput', 'creditAmount', 'currencyCode'],
          'The currency does not match the account',
          'MISMATCHING_CURRENCY',
        );
      }
      const account = existing ?? openAccount(context, idOf(id), currencyCode);
      account.balance = fromMinor(toMinor(account.balance, currencyCode) + toMinor(amount, currencyCode), currencyCode);
      const transaction: Transaction = {
        id: newId(store),
        amount: fromMinor(toMinor(amount, currencyCode), currencyCode),
        balanceAfter: account.balance,
        at: storeTime(store),
        expiresAt: creditInput.expiresAt ?? null,
      };
      account.transactions.push(transaction);
      return { storeCreditAccountTransaction: () => transactionAnswer(context, account, transaction), userErrors: [] };
    },
  };
}

export function storeCreditConnection(context: ApiContext, customerId: string, args: PageArgs): Answer {
  const accounts = [...context.shop.storeCreditAccounts.values()].filter((account) => account.customerId === customerId);
  return connection(accounts, args, {
    type: 'StoreCreditAccount',
    id: (account) => account.id,
    node: (account) => storeCreditAccountAnswer(context, account),
  });
}

export function storeCreditAccountAnswer(context: ApiContext, account: StoreCreditAccountState): Answer {
  const owner = context.shop.customers.get(account.customerId);
  return {
    __typename: 'StoreCreditAccount',
    id: gid('StoreCreditAccount', account.id),
    balance: money(account.balance, account.currency),
    owner: () => (owner === undefined ? null : customerAnswer(context, owner)),
    transactions: (args: PageArgs & { query?: string | null; sortKey?: string | null }) => {
      if (isGiven(args.query) && args.query !== '') throw notImitated('searching store credit transactions');
      return connection(account.transactions, args, {
        type: 'StoreCreditAccountTransaction',
        id: (transaction) => transaction.id,
        node: (transaction) => transactionAnswer(context, account, transaction),
      });
    },
  };
}

function transactionAnswer(context: ApiContext, account: StoreCreditAccountState, transaction: Transaction): Answer {
  return {
    __typename: 'StoreCreditAccountCreditTransaction',
    id: gid('StoreCreditAccountCreditTransaction', transaction.id),
    amount: money(transaction.amount, account.currency),
    balanceAfterTransaction: money(transaction.balanceAfter, account.currency),
    createdAt: transaction.at,
    expiresAt: transaction.expiresAt,
    event: 'ADJUSTMENT',
    origin: null,
    account: () => storeCreditAccountAnswer(context, account),
  };
}

function accountOf(context: ApiContext, customerId: string, currency: string): StoreCreditAccountState | undefined {
  return [...context.shop.storeCreditAccounts.values()].find(
    (account) => account.customerId === customerId && account.currency === currency,
  );
}

function openAccount(context: ApiContext, customerId: string, currency: string): StoreCreditAccountState {
  const account = { id: newId(context.store), customerId, currency, balance: fromMinor(0, currency), transactions: [] };
  context.shop.storeCreditAccounts.set(account.id, account);
  return account;
}
