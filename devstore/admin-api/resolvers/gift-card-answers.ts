/** Gift cards as the Admin API shows, finds and sorts them. Their codes are shown by nothing but their creation. */
import { money, notImitated, type Answer, type ApiContext } from '#devstore/admin-api/answers.ts';
import { connection, type PageArgs } from '#devstore/admin-api/connections.ts';
import { customerAnswer } from '#devstore/admin-api/resolvers/customers.ts';
import { searchFilter, type SearchFields } from '#devstore/admin-api/search.ts';
import { isExpiredCard, isRedeemable } from '#devstore/credit/gift-cards.ts';
import { gid } from '#devstore/store.ts';
import type { GiftCardState } from '#devstore/state.ts';

export type CardsArgs = PageArgs & { query?: string | null; sortKey?: string | null };

export function cardConnection(context: ApiContext, args: CardsArgs): Answer {
  return connection(foundCards(context, args.query), args, {
    type: 'GiftCard',
    id: (card) => card.id,
    ...sortedBy(args.sortKey),
    node: (card) => giftCardAnswer(context, card),
  });
}

export function foundCards(context: ApiContext, query: string | null | undefined): GiftCardState[] {
  return [...context.shop.giftCards.values()].filter(searchFilter(query, searchOf(context)));
}

export function giftCardAnswer(context: ApiContext, card: GiftCardState): Answer {
  const { currency, customers } = context.shop;
  const customer = (id: string | null) => {
    const found = id === null ? undefined : customers.get(id);
    return found === undefined ? null : customerAnswer(context, found);
  };
  const last = card.code.slice(-4);
  return {
    __typename: 'GiftCard',
    id: gid('GiftCard', card.id),
    lastCharacters: last,
    maskedCode: `•••• •••• •••• ${last}`,
    initialValue: money(card.initialValue, currency),
    balance: money(card.balance, currency),
    enabled: card.enabled,
    isRedeemable: isRedeemable(context.store, context.shop, card),
    deactivatedAt: card.deactivatedAt,
    expiresOn: card.expiresOn,
    note: card.note,
    crossCurrencyRedemptionStrategy: card.crossCurrencyRedemptionStrategy,
    templateSuffix: card.templateSuffix,
    customer: () => customer(card.customerId),
    // Cards that are bought are not issued, so no card has an order.
    order: null,
    lineItem: null,
    recipientAttributes: () => recipientAnswer(card, customer),
    transactions: (args: PageArgs) => transactionsOf(context, card, args),
    createdAt: card.createdAt,
    updatedAt: card.updatedAt,
  };
}

function recipientAnswer({ recipient }: GiftCardState, customer: (id: string | null) => Answer | null): Answer | null {
  if (recipient === null) return null;
  const { customerId, preferredName, message, sendNotificationAt } = recipient;
  return {
    __typename: 'GiftCardRecipient',
    recipient: () => customer(customerId),
    preferredName,
    message,
    sendNotificationAt,
  };
}

function transactionsOf(context: ApiContext, card: GiftCardState, args: PageArgs): Answer {
  return connection(card.transactions, args, {
    type: 'GiftCardTransaction',
    id: ({ id }) => id,
    node: ({ id, kind, amount, at, note }) => {
      const typename = kind === 'debit' ? 'GiftCardDebitTransaction' : 'GiftCardCreditTransaction';
      return {
        __typename: typename,
        id: gid(typename, id),
        amount: money(amount, context.shop.currency),
        processedAt: at,
        note,
        giftCard: () => giftCardAnswer(context, card),
      };
    },
  });
}

function searchOf(context: ApiContext): SearchFields<GiftCardState> {
  const balance = (card: GiftCardState) =>
    Number(card.balance) === 0 ? 'empty' : card.balance === card.initialValue ? 'full' : 'partial';
  const state = (card: GiftCardState) =>
    !card.enabled ? 'disabled' : isExpiredCard(context.store, context.shop, card) ? 'expired' : 'enabled';
  return {
    words: (card) => [card.code.slice(-4), context.shop.customers.get(card.customerId ?? '')?.email ?? null],
    fields: {
      id: { kind: 'number', read: (card) => Number(card.id) },
      balance_status: {
        kind: 'text',
        read: (card) => [balance(card), ...(balance(card) === 'empty' ? [] : ['full_or_partial'])],
      },
      status: { kind: 'text', read: (card) => [state(card)] },
      source: { kind: 'text', read: (card) => [card.createdByApp ? 'api_client' : 'manually_created'] },
      initial_value: { kind: 'number', read: (card) => Number(card.initialValue) },
      created_at: { kind: 'time', read: (card) => card.createdAt },
      updated_at: { kind: 'time', read: (card) => card.updatedAt },
      expires_on: { kind: 'time', read: (card) => card.expiresOn },
    },
  };
}

function sortedBy(key: string | null | undefined): { sortValue?: (card: GiftCardState) => string | number } {
  switch (key ?? 'ID') {
    case 'ID':
      return {};
    case 'CREATED_AT':
      return { sortValue: (card) => card.createdAt };
    case 'UPDATED_AT':
      return { sortValue: (card) => card.updatedAt };
    case 'BALANCE':
      return { sortValue: (card) => Number(card.balance) };
    case 'INITIAL_VALUE':
      return { sortValue: (card) => Number(card.initialValue) };
    case 'EXPIRES_ON':
      return { sortValue: (card) => card.expiresOn ?? '9999' };
    default:
      throw notImitated(`sorting gift cards by ${key}`);
  }
}
