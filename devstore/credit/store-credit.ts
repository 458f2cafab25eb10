/** Store credit: what a customer has in one currency, spent soonest-expiring first, and gone when it expires. Amounts are minor units. */
import { isoSeconds, storeNow, storeTime } from '#devstore/clock.ts';
import { fromMinor, toMinor } from '#devstore/pricing/minor-units.ts';
import { newId } from '#devstore/store.ts';
import type { ShopState, Store, StoreCreditAccountState, StoreCreditTransactionState } from '#devstore/state.ts';

type Entry = Pick<StoreCreditTransactionState, 'event' | 'origin'>;

/** The customer's account in a currency, as it is now; null when there is none. */
export function findAccount(store: Store, shop: ShopState, customerId: string, currency: string): StoreCreditAccountState | null {
  for (const account of shop.storeCreditAccounts.values()) {
    if (account.customerId === customerId && account.currency === currency) return settled(store, account);
  }
  return null;
}

export function openAccount(store: Store, shop: ShopState, customerId: string, currency: string): StoreCreditAccountState {
  const account = { id: newId(store), customerId, currency, balance: fromMinor(0, currency), transactions: [] };
  shop.storeCreditAccounts.set(account.id, account);
  return account;
}

/** Takes away the credits that have expired by now, each at the time when it did. */
export function settled(store: Store, account: StoreCreditAccountState): StoreCreditAccountState {
  const now = storeNow(store).getTime();
  const due = account.transactions
    .filter((each) => each.kind === 'credit' && !each.isExpired && each.expiresAt !== null && Date.parse(each.expiresAt) <= now)
    .sort((a, b) => Date.parse(a.expiresAt ?? '') - Date.parse(b.expiresAt ?? ''));
  for (const credit of due) {
    credit.isExpired = true;
    const left = toMinor(credit.remaining, account.currency);
    if (left === 0) continue;
    const at = isoSeconds(new Date(credit.expiresAt ?? now));
    enter(store, account, { kind: 'expiration', event: 'ADJUSTMENT', origin: null, ofId: credit.id, at }, -left);
  }
  return account;
}

export function creditAccount(
  store: Store,
  account: StoreCreditAccountState,
  amount: number,
  entry: Entry & { expiresAt?: string | null },
): StoreCreditTransactionState {
  const credit = enter(store, account, { kind: 'credit', ...entry }, amount);
  credit.remaining = fromMinor(amount, account.currency);
  credit.expiresAt = entry.expiresAt ?? null;
  return credit;
}

/** Throws when the account has less. */
export function debitAccount(
  store: Store,
  account: StoreCreditAccountState,
  amount: number,
  entry: Entry,
): StoreCreditTransactionState {
  if (toMinor(settled(store, account).balance, account.currency) < amount) throw new Error('dev store: not enough store credit');
  let left = amount;
  const from: StoreCreditTransactionState['from'] = [];
  for (const credit of spendable(account)) {
    const part = Math.min(left, toMinor(credit.remaining, account.currency));
    if (part === 0) continue;
    credit.remaining = fromMinor(toMinor(credit.remaining, account.currency) - part, account.currency);
    from.push({ creditId: credit.id, amount: fromMinor(part, account.currency) });
    left -= part;
  }
  const debit = enter(store, account, { kind: 'debit', ...entry }, -amount);
  debit.from = from;
  return debit;
}

/** Undoes a debit: what it took goes back to where it came from, to expire when it would have. */
export function revertDebit(
  store: Store,
  account: StoreCreditAccountState,
  debit: StoreCreditTransactionState,
  entry: Entry,
): StoreCreditTransactionState {
  settled(store, account);
  const revert = enter(
    store,
    account,
    { kind: 'debit-revert', ...entry, ofId: debit.id },
    -toMinor(debit.amount, account.currency),
  );
  for (const { creditId, amount } of debit.from) {
    const credit = account.transactions.find(({ id }) => id === creditId);
    if (credit === undefined) continue;
    credit.remaining = fromMinor(
      toMinor(credit.remaining, account.currency) + toMinor(amount, account.currency),
      account.currency,
    );
    // Expired meanwhile: what came back expires at once.
    if (credit.isExpired) {
      credit.remaining = amount;
      credit.isExpired = false;
    }
  }
  settled(store, account);
  return revert;
}

function spendable(account: StoreCreditAccountState): StoreCreditTransactionState[] {
  const time = ({ expiresAt }: StoreCreditTransactionState) =>
    expiresAt === null ? Number.POSITIVE_INFINITY : Date.parse(expiresAt);
  return account.transactions
    .filter(({ kind, isExpired }) => kind === 'credit' && !isExpired)
    .sort((a, b) => (time(a) === time(b) ? Number(a.id) - Number(b.id) : time(a) - time(b)));
}

function enter(
  store: Store,
  account: StoreCreditAccountState,
  entry: Entry & Pick<StoreCreditTransactionState, 'kind'> & { ofId?: string; at?: string },
  amount: number,
): StoreCreditTransactionState {
  const { currency } = account;
  account.balance = fromMinor(toMinor(account.balance, currency) + amount, currency);
  const transaction: StoreCreditTransactionState = {
    id: newId(store),
    kind: entry.kind,
    amount: fromMinor(amount, currency),
    balanceAfter: account.balance,
    at: entry.at ?? storeTime(store),
    event: entry.event,
    origin: entry.origin,
    expiresAt: null,
    remaining: fromMinor(0, currency),
    isExpired: false,
    from: [],
    ofId: entry.ofId ?? null,
  };
  account.transactions.push(transaction);
  return transaction;
}
