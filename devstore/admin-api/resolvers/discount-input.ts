/** Checks what all discount codes have in common as Shopify does at run time: every field of these inputs is optional in the schema. */
import { isGiven, notImitated, type ApiContext } from '#devstore/admin-api/answers.ts';
import { checkBuyers, type BuyersInput } from '#devstore/admin-api/resolvers/discount-buyers.ts';
import { isoSeconds } from '#devstore/clock.ts';
import { findDiscountCode } from '#devstore/pricing/find-discount.ts';
import { fromMinor, toMinor } from '#devstore/pricing/minor-units.ts';
import type { DiscountState } from '#devstore/state.ts';

export type Maybe<Value> = Value | null | undefined;

export type DiscountInput = BuyersInput & {
  title?: Maybe<string>;
  code?: Maybe<string>;
  startsAt?: Maybe<string>;
  endsAt?: Maybe<string>;
  usageLimit?: Maybe<number>;
  appliesOncePerCustomer?: Maybe<boolean>;
  recurringCycleLimit?: Maybe<number>;
  tags?: Maybe<string[]>;
  combinesWith?: Maybe<Partial<DiscountState['combinesWith']> & { productDiscountsWithTagsOnSameCartLine?: unknown }>;
  minimumRequirement?: Maybe<{
    quantity?: Maybe<{ greaterThanOrEqualToQuantity?: Maybe<string> }>;
    subtotal?: Maybe<{ greaterThanOrEqualToSubtotal?: Maybe<string> }>;
  }>;
};

export type Fail = (path: string, message: string, code: string) => void;

/** The fields of a discount that an input sets; `code` is the one of its first code. */
export type Checked = Partial<Omit<DiscountState, 'id' | 'codes' | 'createdAt' | 'updatedAt' | 'usedByCustomer'>> & {
  code?: string;
};

/** `existing` null = create: what is missing is asked for. The answer has only fields that the input sets; `fail` is told of everything wrong. */
export function checkTerms(context: ApiContext, input: DiscountInput, existing: DiscountState | null, fail: Fail): Checked {
  const fields: Checked = {
    ...checkNames(context, input, existing, fail),
    ...checkPeriod(input, existing, fail),
    ...checkLimits(context, input, fail),
  };
  const buyers = checkBuyers(context, input, existing, fail);
  if (buyers !== undefined) fields.customerIds = buyers;
  return fields;
}

/** Purchases once, by subscription, or both; and for how many bills of a subscription. */
export function checkPurchaseTypes(
  gets: { appliesOnOneTimePurchase?: Maybe<boolean>; appliesOnSubscription?: Maybe<boolean> },
  cycles: Maybe<number>,
  existing: DiscountState | null,
  fail: Fail,
  path: string,
): Checked {
  const once = gets.appliesOnOneTimePurchase ?? existing?.appliesOnOneTimePurchase ?? true;
  const subscription = gets.appliesOnSubscription ?? existing?.appliesOnSubscription ?? false;
  if (!once && !subscription) {
    const message = 'A discount cannot have both appliesOnOneTimePurchase and appliesOnSubscription set to false.';
    fail(path, message, 'APPLIES_ON_NOTHING');
  }
  const fields: Checked = { appliesOnOneTimePurchase: once, appliesOnSubscription: subscription };
  if (!isGiven(cycles)) return fields;
  if (cycles < 0) {
    fail(
      'recurringCycleLimit',
      'Recurring cycle limit must be a valid integer greater than or equal to 0',
      'RECURRING_CYCLE_LIMIT_NOT_A_VALID_INTEGER',
    );
  } else if (cycles !== 1 && !subscription) {
    const message = 'Recurring cycle limit must be 1 when discount does not apply to subscription items.';
    fail('recurringCycleLimit', message, 'MULTIPLE_RECURRING_CYCLE_LIMIT_FOR_NON_SUBSCRIPTION_ITEMS');
  } else fields.recurringCycleLimit = cycles;
  return fields;
}

function checkNames(context: ApiContext, input: DiscountInput, existing: DiscountState | null, fail: Fail): Checked {
  const fields: Checked = {};
  const isCreate = existing === null;
  if (input.title !== undefined || isCreate) {
    if (!isGiven(input.title) || input.title.trim() === '') fail('title', "Title can't be blank", 'BLANK');
    else if (input.title.length > 255) fail('title', 'Title is too long (maximum is 255 characters)', 'TOO_LONG');
    else fields.title = input.title;
  }
  if (input.code !== undefined || isCreate) {
    const code = input.code?.trim() ?? '';
    const holder = findDiscountCode(context.shop, code)?.discount;
    if (code === '') fail('code', "Code can't be blank", 'BLANK');
    else if (code.length > 255) fail('code', 'Code is too long (maximum is 255 characters)', 'TOO_LONG');
    else if (/[\r\n]/.test(code)) fail('code', 'Code contains invalid characters', 'INVALID');
    else if (holder !== undefined && holder !== existing)
      fail('code', 'Code must be unique. Please try a different code.', 'TAKEN');
    else if (existing !== null && existing.codes.length > 1)
      fail('code', 'Cannot update the code of a bulk discount.', 'INVALID');
    else fields.code = code;
  }
  if (isGiven(input.tags)) {
    if (input.tags.length > 5) fail('tags', 'The number of tags exceeds the maximum of 5.', 'TOO_MANY_TAGS');
    else if (input.tags.some((tag) => tag.length > 255))
      fail('tags', 'The tag title exceeds the maximum length of 255 characters.', 'INVALID_TAG_LENGTH');
    else fields.tags = input.tags;
  }
  return fields;
}

function checkPeriod(input: DiscountInput, existing: DiscountState | null, fail: Fail): Checked {
  const fields: Checked = {};
  const time = (text: string) => isoSeconds(new Date(text));
  if (input.startsAt !== undefined || existing === null) {
    if (!isGiven(input.startsAt)) fail('startsAt', "Starts at can't be blank", 'BLANK');
    else fields.startsAt = time(input.startsAt);
  }
  if (input.endsAt !== undefined) fields.endsAt = input.endsAt === null ? null : time(input.endsAt);
  const starts = fields.startsAt ?? existing?.startsAt;
  const ends = fields.endsAt === undefined ? existing?.endsAt : fields.endsAt;
  if (starts !== undefined && isGiven(ends) && Date.parse(ends) <= Date.parse(starts)) {
    fail('endsAt', 'Ends at needs to be after starts_at', 'END_DATE_BEFORE_START_DATE');
  }
  return fields;
}

function checkLimits(context: ApiContext, input: DiscountInput, fail: Fail): Checked {
  const fields: Checked = {};
  const { currency } = context.shop;
  if (input.usageLimit !== undefined) {
    if (input.usageLimit !== null && input.usageLimit <= 0)
      fail('usageLimit', 'Usage limit must be greater than 0', 'GREATER_THAN');
    else fields.usageLimit = input.usageLimit;
  }
  if (isGiven(input.appliesOncePerCustomer)) fields.appliesOncePerCustomer = input.appliesOncePerCustomer;
  if (isGiven(input.combinesWith)) {
    if (isGiven(input.combinesWith.productDiscountsWithTagsOnSameCartLine))
      throw notImitated('productDiscountsWithTagsOnSameCartLine');
    const { orderDiscounts = false, productDiscounts = false, shippingDiscounts = false } = input.combinesWith;
    fields.combinesWith = { orderDiscounts, productDiscounts, shippingDiscounts };
  }
  const minimum = input.minimumRequirement;
  if (minimum === undefined) return fields;
  const quantity = minimum?.quantity?.greaterThanOrEqualToQuantity ?? null;
  const subtotal = minimum?.subtotal?.greaterThanOrEqualToSubtotal ?? null;
  if (quantity !== null && subtotal !== null) {
    const message = 'Specify a minimum subtotal or a quantity, but not both.';
    fail('minimumRequirement', message, 'MINIMUM_SUBTOTAL_AND_QUANTITY_RANGE_BOTH_PRESENT');
  } else if (subtotal !== null && Number(subtotal) < 0) {
    fail(
      'minimumRequirement.subtotal.greaterThanOrEqualToSubtotal',
      'Minimum subtotal must be greater than or equal to 0',
      'GREATER_THAN_OR_EQUAL_TO',
    );
  } else {
    fields.minimumQuantity = quantity === null ? null : Number(quantity);
    fields.minimumSubtotal = subtotal === null ? null : fromMinor(toMinor(subtotal, currency), currency);
  }
  return fields;
}
