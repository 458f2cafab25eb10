/** The three kinds of discount codes, each with what is its own: amount off, "buy X get Y", free shipping. */
import { isGiven, notImitated, type ApiContext, type UserError } from '#devstore/admin-api/answers.ts';
import {
  checkPurchaseTypes,
  checkTerms,
  type Checked,
  type DiscountInput,
  type Fail,
  type Maybe,
} from '#devstore/admin-api/resolvers/discount-input.ts';
import { checkItems, type ItemsInput } from '#devstore/admin-api/resolvers/discount-items.ts';
import { fromMinor, toMinor } from '#devstore/pricing/minor-units.ts';
import type { BuyXGetY, DiscountState } from '#devstore/state.ts';

type Gets = {
  appliesOnOneTimePurchase?: Maybe<boolean>;
  appliesOnSubscription?: Maybe<boolean>;
  items?: Maybe<ItemsInput>;
  value?: Maybe<{
    percentage?: Maybe<number>;
    discountAmount?: Maybe<{ amount?: Maybe<string>; appliesOnEachItem?: Maybe<boolean> }>;
    discountOnQuantity?: Maybe<{
      quantity?: Maybe<string>;
      effect?: Maybe<{ percentage?: Maybe<number>; amount?: Maybe<string> }>;
    }>;
  }>;
};

export type BasicInput = DiscountInput & { customerGets?: Maybe<Gets> };

export type BxgyInput = DiscountInput & {
  usesPerOrderLimit?: Maybe<number>;
  customerGets?: Maybe<Gets>;
  customerBuys?: Maybe<{
    isSubscription?: Maybe<boolean>;
    items?: Maybe<ItemsInput>;
    value?: Maybe<{ quantity?: Maybe<string>; amount?: Maybe<string> }>;
  }>;
};

export type FreeShippingInput = DiscountInput & {
  appliesOnOneTimePurchase?: Maybe<boolean>;
  appliesOnSubscription?: Maybe<boolean>;
  maximumShippingPrice?: Maybe<string>;
  destination?: Maybe<{
    all?: Maybe<boolean>;
    countries?: Maybe<{ add?: Maybe<string[]>; remove?: Maybe<string[]>; includeRestOfWorld?: Maybe<boolean> }>;
  }>;
};

type Result = { fields: Checked } | { errors: UserError[] };

/** `existing` null = create. The answer has only fields that the input sets. */
export function checkBasic(context: ApiContext, input: BasicInput, existing: DiscountState | null): Result {
  return collect('basicCodeDiscount', (fail) => {
    const fields = checkTerms(context, input, existing, fail);
    const gets = input.customerGets;
    if (!isGiven(gets)) {
      if (existing === null) fail('customerGets', "Customer gets can't be blank", 'BLANK');
      return fields;
    }
    if (isGiven(gets.items))
      set(fields, 'items', checkItems(context, gets.items, existing?.items ?? null, 'customerGets.items', fail));
    else if (existing === null) fail('customerGets.items', "Items can't be blank", 'BLANK');
    set(fields, 'value', checkValue(context, gets.value, existing, fail));
    return { ...fields, ...checkPurchaseTypes(gets, input.recurringCycleLimit, existing, fail, 'customerGets') };
  });
}

export function checkBxgy(context: ApiContext, input: BxgyInput, existing: DiscountState | null): Result {
  return collect('bxgyCodeDiscount', (fail) => {
    const { customerGets: gets, customerBuys: buys } = input;
    if (gets?.items?.all === true) fail('customerGets', "Items in 'customer get' cannot be set to all", 'INVALID');
    if (gets?.appliesOnSubscription === true || buys?.isSubscription === true)
      throw notImitated('"buy X get Y" on subscriptions');
    const fields = checkTerms(context, input, existing, fail);
    const bxgy: BuyXGetY = existing?.bxgy ?? {
      buys: { items: noItems, quantity: null, amount: null },
      getsQuantity: 1,
      usesPerOrder: null,
    };
    const next: BuyXGetY = { ...bxgy, buys: { ...bxgy.buys } };
    if (isGiven(buys?.items) && buys.items.all !== true) {
      next.buys.items = checkItems(context, buys.items, bxgy.buys.items, 'customerBuys.items', fail) ?? bxgy.buys.items;
    } else if (existing === null || isGiven(buys?.items)) {
      fail('customerBuys.items', "Items in 'customer buys' must be defined", 'BLANK');
    }
    checkBuys(context, buys?.value, existing, next, fail);
    if (isGiven(gets?.items) && gets.items.all !== true) {
      set(fields, 'items', checkItems(context, gets.items, existing?.items ?? null, 'customerGets.items', fail));
    } else if (existing === null && gets?.items?.all !== true) {
      fail('customerGets.items', "Items in 'customer get' must be defined", 'BLANK');
    }
    set(fields, 'value', checkGift(context, gets?.value, existing, next, fail));
    if (input.usesPerOrderLimit !== undefined) {
      if (input.usesPerOrderLimit !== null && input.usesPerOrderLimit <= 0)
        fail('usesPerOrderLimit', 'Uses per order limit must be greater than 0', 'GREATER_THAN');
      else next.usesPerOrder = input.usesPerOrderLimit;
    }
    return { ...fields, kind: 'bxgy', bxgy: next };
  });
}

export function checkFreeShipping(context: ApiContext, input: FreeShippingInput, existing: DiscountState | null): Result {
  return collect('freeShippingCodeDiscount', (fail) => {
    if (input.combinesWith?.shippingDiscounts === true) {
      const message = 'The combinesWith settings are not valid for the discount class.';
      fail('combinesWith', message, 'INVALID_COMBINES_WITH_FOR_DISCOUNT_CLASS');
    }
    const fields = checkTerms(context, input, existing, fail);
    const destination = { ...(existing?.destination ?? { countries: null, restOfWorld: false, maximumPrice: null }) };
    const { destination: wanted, maximumShippingPrice: maximum } = input;
    if (isGiven(wanted?.countries)) {
      const countries = new Set(destination.countries ?? []);
      for (const country of wanted.countries.add ?? []) countries.add(country);
      for (const country of wanted.countries.remove ?? []) countries.delete(country);
      destination.restOfWorld = wanted.countries.includeRestOfWorld ?? false;
      destination.countries = [...countries];
      if (countries.size === 0 && !destination.restOfWorld) fail('destination.countries', "Countries can't be blank", 'BLANK');
    } else if (wanted?.all === true) destination.countries = null;
    else if (existing === null || isGiven(wanted)) fail('destination', "Destination can't be blank", 'BLANK');
    if (maximum !== undefined) {
      if (maximum !== null && Number(maximum) < 0)
        fail('maximumShippingPrice', 'Maximum shipping price must be greater than or equal to 0', 'GREATER_THAN_OR_EQUAL_TO');
      else destination.maximumPrice = maximum === null ? null : inShopMoney(context, maximum);
    }
    const purchase = checkPurchaseTypes(input, input.recurringCycleLimit, existing, fail, 'appliesOnOneTimePurchase');
    return { ...fields, ...purchase, kind: 'free-shipping', value: { percentage: 1 }, destination };
  });
}

const noItems = { productIds: [], variantIds: [], collectionIds: [] };

function collect(argument: string, check: (fail: Fail) => Checked): Result {
  const errors: UserError[] = [];
  const fields = check((path, message, code) => void errors.push({ field: [argument, ...path.split('.')], message, code }));
  return errors.length > 0 ? { errors } : { fields };
}

function set<Name extends keyof Checked>(fields: Checked, name: Name, value: Checked[Name] | undefined): void {
  if (value !== undefined) fields[name] = value;
}

function checkValue(context: ApiContext, value: Gets['value'], existing: DiscountState | null, fail: Fail) {
  if (!isGiven(value)) {
    if (existing === null) fail('customerGets.value', "Value can't be blank", 'BLANK');
    return undefined;
  }
  if (isGiven(value.discountOnQuantity)) throw notImitated('discountOnQuantity of a basic discount');
  if (isGiven(value.percentage) && isGiven(value.discountAmount)) {
    fail('customerGets.value', 'Only one of percentage or discountAmount is allowed.', 'TOO_MANY_ARGUMENTS');
    return undefined;
  }
  if (isGiven(value.percentage)) return checkPercentage(value.percentage, 'customerGets.value.percentage', fail);
  const amount = value.discountAmount?.amount;
  if (!isGiven(amount)) {
    fail('customerGets.value', "Value can't be blank", 'BLANK');
    return undefined;
  }
  if (Number(amount) <= 0) {
    fail('customerGets.value.discountAmount.amount', 'Value must be greater than 0', 'GREATER_THAN');
    return undefined;
  }
  return { amount: inShopMoney(context, amount), appliesOnEachItem: value.discountAmount?.appliesOnEachItem ?? false };
}

function checkPercentage(percentage: number, path: string, fail: Fail): { percentage: number } | undefined {
  if (percentage > 0 && percentage <= 1) return { percentage };
  fail(path, 'Value must be between 0.0 and 1.0', 'VALUE_OUTSIDE_RANGE');
  return undefined;
}

/** How much has to be bought; written into `next`. */
function checkBuys(
  context: ApiContext,
  value: NonNullable<NonNullable<BxgyInput['customerBuys']>['value']> | null | undefined,
  existing: DiscountState | null,
  next: BuyXGetY,
  fail: Fail,
): void {
  if (!isGiven(value)) {
    if (existing === null) fail('customerBuys.value', "Value can't be blank", 'BLANK');
    return;
  }
  const { quantity, amount } = value;
  if (isGiven(quantity) === isGiven(amount))
    fail('customerBuys.value', 'Specify a quantity or an amount, but not both.', 'CONFLICT');
  else if (Number(quantity ?? amount) <= 0) fail('customerBuys.value', 'Value must be greater than 0', 'GREATER_THAN');
  else {
    next.buys.quantity = isGiven(quantity) ? Number(quantity) : null;
    next.buys.amount = isGiven(amount) ? inShopMoney(context, amount) : null;
  }
}

/** How many pieces are given, written into `next`, and what is taken off each. */
function checkGift(context: ApiContext, value: Gets['value'], existing: DiscountState | null, next: BuyXGetY, fail: Fail) {
  const path = 'customerGets.value';
  for (const other of ['percentage', 'discountAmount'] as const) {
    if (isGiven(value?.[other])) fail(`${path}.${other}`, 'Only discountOnQuantity permitted with bxgy discounts.', 'INVALID');
  }
  const gift = value?.discountOnQuantity;
  if (!isGiven(gift)) {
    if (existing === null || isGiven(value)) fail(`${path}.discountOnQuantity.quantity`, "Quantity can't be blank", 'BLANK');
    return undefined;
  }
  if (!isGiven(gift.quantity) || Number(gift.quantity) <= 0) {
    fail(`${path}.discountOnQuantity.quantity`, "Quantity can't be blank", 'BLANK');
    return undefined;
  }
  next.getsQuantity = Number(gift.quantity);
  const { percentage, amount } = gift.effect ?? {};
  if (isGiven(percentage) && !isGiven(amount))
    return checkPercentage(percentage, `${path}.discountOnQuantity.effect.percentage`, fail);
  if (isGiven(amount) && !isGiven(percentage) && Number(amount) > 0)
    return { amount: inShopMoney(context, amount), appliesOnEachItem: true };
  fail(`${path}.discountOnQuantity.effect`, "Effect can't be blank", 'BLANK');
  return undefined;
}

function inShopMoney({ shop }: ApiContext, amount: string): string {
  return fromMinor(toMinor(amount, shop.currency), shop.currency);
}
