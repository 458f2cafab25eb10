import { randomInt } from 'node:crypto';
import { storeNow, storeTime } from '#devstore/clock.ts';
import {
  count,
  isGiven,
  idOf,
  money,
  notImitated,
  refused,
  type ApiContext,
  type Fields,
  type UserError,
} from '#devstore/admin-api/answers.ts';
import { cardConnection, foundCards, giftCardAnswer, type CardsArgs } from '#devstore/admin-api/resolvers/gift-card-answers.ts';
import { announce } from '#devstore/credit/notifications.ts';
import { currencyDigits, fromMinor, toMinor } from '#devstore/pricing/minor-units.ts';
import { newId } from '#devstore/store.ts';
import type { GiftCardState } from '#devstore/state.ts';

type Recipient = { id: string; preferredName?: string | null; message?: string | null; sendNotificationAt?: string | null };
type GiftCardChange = {
  customerId?: string | null;
  expiresOn?: string | null;
  note?: string | null;
  recipientAttributes?: Recipient | null;
  templateSuffix?: string | null;
  crossCurrencyRedemptionStrategy?: GiftCardState['crossCurrencyRedemptionStrategy'] | null;
};
type GiftCardInput = GiftCardChange & {
  code?: string | null;
  initialAmount?: { amount: string; currencyCode: string } | null;
  initialValue?: string | null;
};

export function giftCardQueries(context: ApiContext): Fields {
  const { shop } = context;
  return {
    giftCard: ({ id }: { id: string }) => {
      const card = shop.giftCards.get(idOf(id));
      return card === undefined ? null : giftCardAnswer(context, card);
    },
    giftCards: (args: CardsArgs) => cardConnection(context, args),
    giftCardsCount: ({ query }: { query?: string | null }) => count(foundCards(context, query).length),
    giftCardConfiguration: () => ({
      __typename: 'GiftCardConfiguration',
      issueLimit: money(issueLimit(shop.currency), shop.currency),
      purchaseLimit: money(issueLimit(shop.currency), shop.currency),
      expirationConfiguration: null,
    }),
  };
}

export function giftCardMutations(context: ApiContext): Fields {
  const { store, shop } = context;
  return {
    giftCardCreate: ({ input }: { input: GiftCardInput }) => create(context, input),
    giftCardUpdate: ({ id, input }: { id: string; input: GiftCardChange }) => {
      const fail = (errors: UserError[]) => refused(['giftCard'], 'UserError', errors);
      const card = shop.giftCards.get(idOf(id));
      if (card === undefined) return fail([{ field: ['id'], message: 'The gift card could not be found.' }]);
      const checked = checkChange(context, input);
      if ('error' in checked) return fail([{ field: checked.error.field, message: checked.error.message }]);
      if (card.customerId !== null && isGiven(checked.fields.customerId) && checked.fields.customerId !== card.customerId)
        return fail([{ field: ['input', 'customerId'], message: 'The customer cannot be changed.' }]);
      Object.assign(card, checked.fields, { updatedAt: storeTime(store) });
      return { giftCard: () => giftCardAnswer(context, card), userErrors: [] };
    },
    giftCardDeactivate: ({ id }: { id: string }) => {
      const card = shop.giftCards.get(idOf(id));
      if (card === undefined) {
        return refused(['giftCard'], 'GiftCardDeactivateUserError', [
          { field: ['id'], message: 'The gift card could not be found.', code: 'GIFT_CARD_NOT_FOUND' },
        ]);
      }
      if (card.enabled) Object.assign(card, { enabled: false, deactivatedAt: storeTime(store), updatedAt: storeTime(store) });
      return { giftCard: () => giftCardAnswer(context, card), userErrors: [] };
    },
    giftCardSendNotificationToCustomer: ({ id }: { id: string }) => {
      const fail = (message: string, code: string) =>
        refused(['giftCard'], 'GiftCardSendNotificationToCustomerUserError', [{ field: ['id'], message, code }]);
      const card = shop.giftCards.get(idOf(id));
      if (card === undefined) return fail('The gift card could not be found.', 'GIFT_CARD_NOT_FOUND');
      if (card.customerId === null) return fail('The customer could not be found.', 'CUSTOMER_NOT_FOUND');
      if (!card.enabled) return fail('The gift card is deactivated.', 'INVALID');
      const text = `A gift card of ${card.initialValue} ${shop.currency}: ${card.code}`;
      announce(store, shop, { kind: 'gift-card', customerId: card.customerId, text, at: null });
      return { giftCard: () => giftCardAnswer(context, card), userErrors: [] };
    },
  };
}

function create(context: ApiContext, input: GiftCardInput): Fields {
  const { store, shop } = context;
  const fail = (error: UserError) => refused(['giftCard', 'giftCardCode'], 'GiftCardUserError', [error]);
  const at = (field: string, message: string, code: string) => fail({ field: ['input', field], message, code });
  if (!shop.giftCardsEnabled)
    return fail({ field: null, message: 'Gift cards are not available for this shop.', code: 'INVALID' });
  const amountField = isGiven(input.initialAmount) ? 'initialAmount' : 'initialValue';
  const amount = input.initialAmount?.amount ?? input.initialValue;
  if (!isGiven(amount)) return at('initialAmount', "Initial amount can't be blank", 'MISSING_ARGUMENT');
  if (Number(amount) <= 0) return at(amountField, 'must be greater than 0', 'GREATER_THAN');
  if (isGiven(input.initialAmount) && input.initialAmount.currencyCode !== shop.currency)
    throw notImitated('a gift card in another currency than the shop’s');
  const units = toMinor(amount, shop.currency);
  if (units > toMinor(issueLimit(shop.currency), shop.currency))
    return at(amountField, `can't exceed ${printed(issueLimit(shop.currency), shop.currency)}`, 'GIFT_CARD_LIMIT_EXCEEDED');
  const code = (input.code ?? randomCode()).toLowerCase().replace(/[\s-]/g, '');
  if (code.length < 8) return at('code', 'Code is too short (minimum is 8 characters)', 'TOO_SHORT');
  if (code.length > 20) return at('code', 'Code is too long (maximum is 20 characters)', 'TOO_LONG');
  if (!/^[a-z0-9]+$/.test(code)) return at('code', 'Code can only contain letters and numbers', 'INVALID');
  if ([...shop.giftCards.values()].some((card) => card.code === code)) return at('code', 'Code has already been taken', 'TAKEN');
  const checked = checkChange(context, input);
  if ('error' in checked) return fail(checked.error);
  const now = storeTime(store);
  const card: GiftCardState = {
    customerId: null,
    recipient: null,
    note: null,
    expiresOn: null,
    crossCurrencyRedemptionStrategy: 'MARKET_FX',
    templateSuffix: null,
    ...checked.fields,
    id: newId(store),
    code,
    initialValue: fromMinor(units, shop.currency),
    balance: fromMinor(units, shop.currency),
    enabled: true,
    deactivatedAt: null,
    createdByApp: true,
    transactions: [],
    createdAt: now,
    updatedAt: now,
  };
  shop.giftCards.set(card.id, card);
  tell(context, card);
  return { giftCard: () => giftCardAnswer(context, card), giftCardCode: code, userErrors: [] };
}

/** Whoever the card is for is told of it: its recipient at the chosen time, else its customer at once. */
function tell({ store, shop }: ApiContext, card: GiftCardState): void {
  const customerId = card.recipient?.customerId ?? card.customerId;
  if (customerId === null) return;
  const text = `A gift card of ${card.initialValue} ${shop.currency}: ${card.code}`;
  announce(store, shop, { kind: 'gift-card', customerId, text, at: card.recipient?.sendNotificationAt ?? null });
}

function checkChange(context: ApiContext, input: GiftCardChange): { fields: Partial<GiftCardState> } | { error: UserError } {
  const { shop, store } = context;
  const fields: Partial<GiftCardState> = {};
  const error = (path: string, message: string, code: string) => ({
    error: { field: ['input', ...path.split('.')], message, code },
  });
  if (isGiven(input.customerId)) {
    if (!shop.customers.has(idOf(input.customerId)))
      return error('customerId', 'The customer could not be found.', 'CUSTOMER_NOT_FOUND');
    fields.customerId = idOf(input.customerId);
  }
  if (isGiven(input.recipientAttributes)) {
    const { id, preferredName = null, message = null, sendNotificationAt = null } = input.recipientAttributes;
    if (!shop.customers.has(idOf(id)))
      return error('recipientAttributes.id', 'The recipient could not be found.', 'RECIPIENT_NOT_FOUND');
    if ((preferredName?.length ?? 0) > 100)
      return error('recipientAttributes.preferredName', 'is too long (maximum is 100 characters)', 'TOO_LONG');
    if ((message?.length ?? 0) > 200)
      return error('recipientAttributes.message', 'is too long (maximum is 200 characters)', 'TOO_LONG');
    if (sendNotificationAt !== null && Date.parse(sendNotificationAt) > storeNow(store).getTime() + 90 * 86_400_000)
      return error('recipientAttributes.sendNotificationAt', 'must be within 90 days from now', 'INVALID');
    fields.recipient = { customerId: idOf(id), preferredName, message, sendNotificationAt };
  }
  if (input.expiresOn !== undefined) fields.expiresOn = input.expiresOn;
  if (input.note !== undefined) fields.note = input.note;
  if (input.templateSuffix !== undefined) fields.templateSuffix = input.templateSuffix;
  if (isGiven(input.crossCurrencyRedemptionStrategy))
    fields.crossCurrencyRedemptionStrategy = input.crossCurrencyRedemptionStrategy;
  return { fields };
}

/** What one card may be issued for, in a dollar-like currency 2000. */
function issueLimit(currency: string): string {
  return currencyDigits(currency) === 0 ? '200000' : '2000';
}

function printed(amount: string, currency: string): string {
  const text = new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }).format(
    Number(amount),
  );
  return `${text} ${currency}`;
}

/** Letters and digits without look-alikes. */
function randomCode(): string {
  const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
  return Array.from({ length: 16 }, () => alphabet[randomInt(alphabet.length)]).join('');
}
