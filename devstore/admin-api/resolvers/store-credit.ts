import { storeNow } from '#devstore/clock.ts';
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
import { transactionAnswer as orderTransactionAnswer } from '#devstore/admin-api/resolvers/order-parts.ts';
import { searchFilter, type SearchFields } from '#devstore/admin-api/search.ts';
import { creditAccount, debitAccount, findAccount, openAccount, settled } from '#devstore/credit/store-credit.ts';
import { announce } from '#devstore/credit/notifications.ts';
import { fromMinor, toMinor } from '#devstore/pricing/minor-units.ts';
import { gid } from '#devstore/store.ts';
import type { StoreCreditAccountState, StoreCreditTransactionState } from '#devstore/state.ts';

type Amount = { amount: string; currencyCode: string };
type Credit = { creditAmount: Amount; expiresAt?: string | null; notify?: boolean | null };

export function storeCreditQueries(context: ApiContext): Fields {
  return {
    storeCreditAccount: ({ id }: { id: string }) => {
      const account = context.shop.storeCreditAccounts.get(idOf(id));
      return account === undefined ? null : storeCreditAccountAnswer(context, account);
    },
    storeCreditConfiguration: () => ({
      __typename: 'StoreCreditConfiguration',
      storeCreditEnabled: context.shop.storeCreditEnabled,
    }),
  };
}

export function storeCreditMutations(context: ApiContext): Fields {
  return {
    storeCreditAccountCredit: ({ id, creditInput }: { id: string; creditInput: Credit }) => credit(context, id, creditInput),
    storeCreditAccountDebit: ({ id, debitInput }: { id: string; debitInput: { debitAmount: Amount } }) =>
      debit(context, id, debitInput.debitAmount),
  };
}

function credit(context: ApiContext, id: string, input: Credit): Fields {
  const { store, shop } = context;
  const { amount, currencyCode } = input.creditAmount;
  const fail = (path: string, message: string, code: string) =>
    refused(['storeCreditAccountTransaction'], 'StoreCreditAccountCreditUserError', [{ field: path.split('.'), message, code }]);
  const found = target(context, id, currencyCode);
  if (found === 'no-account') return fail('id', 'Store credit account does not exist', 'ACCOUNT_NOT_FOUND');
  if (found === 'no-owner') return fail('id', 'Owner does not exist', 'OWNER_NOT_FOUND');
  if (isGiven(input.expiresAt) && Date.parse(input.expiresAt) <= storeNow(store).getTime())
    return fail('creditInput.expiresAt', 'The expiry date must be in the future', 'EXPIRES_AT_IN_PAST');
  if (Number(amount) <= 0) {
    const message = 'A positive amount must be used to credit a store credit account';
    return fail('creditInput.creditAmount.amount', message, 'NEGATIVE_OR_ZERO_AMOUNT');
  }
  if (![shop.currency, ...shop.markets.map((market) => market.currency)].includes(currencyCode))
    return fail(
      'creditInput.creditAmount.currencyCode',
      'The currency provided is not currently supported',
      'UNSUPPORTED_CURRENCY',
    );
  const { customerId, account: existing } = found;
  if (existing !== null && existing.currency !== currencyCode)
    return fail('creditInput.creditAmount.currencyCode', mismatch, 'MISMATCHING_CURRENCY');
  const units = toMinor(amount, currencyCode);
  const limit = shop.storeCreditLimit;
  const held = toMinor(existing?.balance ?? '0', currencyCode);
  if (limit !== null && held + units > toMinor(limit, currencyCode)) {
    const message = "The operation would cause the account's credit limit to be exceeded";
    return fail('creditInput.creditAmount.amount', message, 'CREDIT_LIMIT_EXCEEDED');
  }
  const account = existing ?? openAccount(store, shop, customerId, currencyCode);
  const entry = { event: 'ADJUSTMENT', origin: null, expiresAt: input.expiresAt ?? null } as const;
  const transaction = creditAccount(store, account, units, entry);
  if (input.notify === true)
    announce(store, shop, {
      kind: 'store-credit',
      customerId,
      text: `${fromMinor(units, currencyCode)} ${currencyCode} of store credit`,
    });
  return { storeCreditAccountTransaction: () => transactionAnswer(context, account, transaction), userErrors: [] };
}

function debit(context: ApiContext, id: string, { amount, currencyCode }: Amount): Fields {
  const fail = (path: string, message: string, code: string) =>
    refused(['storeCreditAccountTransaction'], 'StoreCreditAccountDebitUserError', [{ field: path.split('.'), message, code }]);
  const found = target(context, id, currencyCode);
  if (typeof found === 'string' || found.account === null)
    return fail('id', 'Store credit account does not exist', 'ACCOUNT_NOT_FOUND');
  const { account } = found;
  if (Number(amount) <= 0) {
    const message = 'A positive amount must be used to debit a store credit account';
    return fail('debitInput.debitAmount.amount', message, 'NEGATIVE_OR_ZERO_AMOUNT');
  }
  if (account.currency !== currencyCode) return fail('debitInput.debitAmount.currencyCode', mismatch, 'MISMATCHING_CURRENCY');
  const units = toMinor(amount, currencyCode);
  if (toMinor(account.balance, currencyCode) < units) {
    const message = 'The store credit account does not have sufficient funds to satisfy the request';
    return fail('debitInput.debitAmount.amount', message, 'INSUFFICIENT_FUNDS');
  }
  const transaction = debitAccount(context.store, account, units, { event: 'ADJUSTMENT', origin: null });
  return { storeCreditAccountTransaction: () => transactionAnswer(context, account, transaction), userErrors: [] };
}

const mismatch = 'The currency provided does not match the currency of the store credit account';

/** Mutations take an account, or its owner, who then has one account for each currency. */
function target(
  { store, shop }: ApiContext,
  id: string,
  currency: string,
): { customerId: string; account: StoreCreditAccountState | null } | 'no-account' | 'no-owner' {
  const parsed = parseGid(id);
  if (parsed?.type === 'CompanyLocation') throw notImitated('store credit of a company location');
  if (parsed?.type === 'StoreCreditAccount') {
    const account = shop.storeCreditAccounts.get(parsed.id);
    return account === undefined ? 'no-account' : { customerId: account.customerId, account: settled(store, account) };
  }
  const customerId = idOf(id);
  if (!shop.customers.has(customerId)) return 'no-owner';
  return { customerId, account: findAccount(store, shop, customerId, currency) };
}

export function storeCreditConnection(
  context: ApiContext,
  customerId: string,
  args: PageArgs & { query?: string | null },
): Answer {
  const search: SearchFields<StoreCreditAccountState> = {
    words: () => [],
    fields: { currency_code: { kind: 'text', read: ({ currency }) => [currency] } },
  };
  const accounts = [...context.shop.storeCreditAccounts.values()].filter((account) => account.customerId === customerId);
  return connection(accounts.filter(searchFilter(args.query, search)), args, {
    type: 'StoreCreditAccount',
    id: (account) => account.id,
    node: (account) => storeCreditAccountAnswer(context, account),
  });
}

export function storeCreditAccountAnswer(context: ApiContext, account: StoreCreditAccountState): Answer {
  const owner = context.shop.customers.get(account.customerId);
  settled(context.store, account);
  return {
    __typename: 'StoreCreditAccount',
    id: gid('StoreCreditAccount', account.id),
    balance: money(account.balance, account.currency),
    owner: () => (owner === undefined ? null : customerAnswer(context, owner)),
    // Oldest first unless `reverse`, as the schema says.
    transactions: (args: PageArgs & { query?: string | null; sortKey?: string | null }) =>
      connection(account.transactions.filter(searchFilter(args.query, transactionSearch)), args, {
        type: 'StoreCreditAccountTransaction',
        id: (transaction) => transaction.id,
        sortValue: ({ at, expiresAt }) => (args.sortKey === 'EXPIRES_AT' ? (expiresAt ?? '9999') : at),
        node: (transaction) => transactionAnswer(context, account, transaction),
      }),
  };
}

const transactionSearch: SearchFields<StoreCreditTransactionState> = {
  words: () => [],
  fields: {
    id: { kind: 'number', read: ({ id }) => Number(id) },
    expires_at: { kind: 'time', read: ({ expiresAt }) => expiresAt },
    type: { kind: 'text', read: ({ kind }) => [kind.replace('-', '_')] },
  },
};

function transactionAnswer(
  context: ApiContext,
  account: StoreCreditAccountState,
  transaction: StoreCreditTransactionState,
): Answer {
  const { kind, origin } = transaction;
  const of = () => {
    const other = account.transactions.find(({ id }) => id === transaction.ofId);
    return other === undefined ? null : transactionAnswer(context, account, other);
  };
  const common = {
    amount: money(transaction.amount, account.currency),
    balanceAfterTransaction: money(transaction.balanceAfter, account.currency),
    createdAt: transaction.at,
    event: transaction.event,
    origin: () => {
      const order = origin === null ? undefined : context.shop.orders.get(origin.orderId);
      const payment = order?.transactions.find(({ id }) => id === origin?.transactionId);
      return order === undefined || payment === undefined ? null : orderTransactionAnswer(context, order, payment);
    },
    account: () => storeCreditAccountAnswer(context, account),
  };
  // An expiration has no id in the schema.
  if (kind === 'expiration') return { __typename: 'StoreCreditAccountExpirationTransaction', ...common, creditTransaction: of };
  const name = { credit: 'Credit', debit: 'Debit', 'debit-revert': 'DebitRevert' }[kind];
  const typename = `StoreCreditAccount${name}Transaction`;
  const own = { __typename: typename, id: gid(typename, transaction.id), ...common };
  if (kind === 'debit-revert') return { ...own, debitTransaction: of };
  if (kind === 'debit') return own;
  return { ...own, expiresAt: transaction.expiresAt, remainingAmount: money(transaction.remaining, account.currency) };
}
