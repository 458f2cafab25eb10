import { randomInt } from 'node:crypto';
import { storeTime } from '#devstore/clock.ts';
import {
  isGiven,
  idOf,
  money,
  notImitated,
  refused,
  type Answer,
  type ApiContext,
  type Fields,
} from '#devstore/admin-api/answers.ts';
import { customerAnswer } from '#devstore/admin-api/resolvers/customers.ts';
import { fromMinor, toMinor } from '#devstore/pricing/minor-units.ts';
import { gid, newId } from '#devstore/store.ts';
import type { GiftCardState } from '#devstore/state.ts';

type GiftCardInput = {
  code?: string | null;
  initialAmount?: { amount: string; currencyCode: string } | null;
  initialValue?: string | null;
  customerId?: string | null;
  expiresOn?: string | null;
  note?: string | null;
  recipientAttributes?: unknown;
};

export function giftCardQueries(context: ApiContext): Fields {
  return {
    giftCard: ({ id }: { id: string }) => {
      const card = context.shop.giftCards.get(idOf(id));
      return card === undefined ? null : giftCardAnswer(context, card);
    },
  };
}

export function giftCardMutations(context: ApiContext): Fields {
  const { store, shop } = context;
  return {
    giftCardCreate: ({ input }: { input: GiftCardInput }) => {
      const fail = (field: string, message: string, code: string) =>
        refused(['giftCard', 'giftCardCode'], 'GiftCardUserError', [{ field: ['input', field], message, code }]);
      if (isGiven(input.recipientAttributes)) throw notImitated('gift card recipients');
      const amount = input.initialAmount?.amount ?? input.initialValue;
      if (!isGiven(amount)) return fail('initialAmount', "Initial amount can't be blank", 'MISSING_ARGUMENT');
      if (Number(amount) <= 0) return fail('initialAmount', 'must be greater than 0', 'GREATER_THAN');
      if (isGiven(input.initialAmount) && input.initialAmount.currencyCode !== shop.currency) {
        throw notImitated('a gift card in another currency than the shop’s');
      }
      if (isGiven(input.customerId) && !shop.customers.has(idOf(input.customerId))) {
        return fail('customerId', 'The customer could not be found.', 'CUSTOMER_NOT_FOUND');
      }
      const code = (input.code ?? randomCode()).toLowerCase();
      if (code.length < 8) return fail('code', 'Code is too short (minimum is 8 characters)', 'TOO_SHORT');
      if (code.length > 20) return fail('code', 'Code is too long (maximum is 20 characters)', 'TOO_LONG');
      if (!/^[a-z0-9]+$/.test(code)) return fail('code', 'Code can only contain letters and numbers', 'INVALID');
      if ([...shop.giftCards.values()].some((card) => card.code === code))
        return fail('code', 'Code has already been taken', 'TAKEN');
      const now = storeTime(store);
      const value = fromMinor(toMinor(amount, shop.currency), shop.currency);
      const card: GiftCardState = {
        id: newId(store),
        code,
        initialValue: value,
        balance: value,
        customerId: !isGiven(input.customerId) ? null : idOf(input.customerId),
        note: input.note ?? null,
        expiresOn: input.expiresOn ?? null,
        enabled: true,
        createdAt: now,
        updatedAt: now,
      };
      shop.giftCards.set(card.id, card);
      return { giftCard: () => giftCardAnswer(context, card), giftCardCode: code, userErrors: [] };
    },
    giftCardDeactivate: ({ id }: { id: string }) => {
      const card = shop.giftCards.get(idOf(id));
      if (card === undefined) {
        return refused(['giftCard'], 'GiftCardDeactivateUserError', [
          { field: ['id'], message: 'The gift card could not be found.', code: 'GIFT_CARD_NOT_FOUND' },
        ]);
      }
      card.enabled = false;
      card.updatedAt = storeTime(store);
      return { giftCard: () => giftCardAnswer(context, card), userErrors: [] };
    },
  };
}

export function giftCardAnswer(context: ApiContext, card: GiftCardState): Answer {
  const { currency, customers } = context.shop;
  const customer = card.customerId === null ? undefined : customers.get(card.customerId);
  const last = card.code.slice(-4);
  return {
    __typename: 'GiftCard',
    id: gid('GiftCard', card.id),
    lastCharacters: last,
    maskedCode: `•••• •••• •••• ${last}`,
    initialValue: money(card.initialValue, currency),
    balance: money(card.balance, currency),
    enabled: card.enabled,
    deactivatedAt: card.enabled ? null : card.updatedAt,
    expiresOn: card.expiresOn,
    note: card.note,
    customer: () => (customer === undefined ? null : customerAnswer(context, customer)),
    createdAt: card.createdAt,
    updatedAt: card.updatedAt,
  };
}

/** Letters and digits without look-alikes. */
function randomCode(): string {
  const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
  return Array.from({ length: 16 }, () => alphabet[randomInt(alphabet.length)]).join('');
}
