/** What a merchant reads when a payout is stuck: what happened, and the next step. */

export const NO_ACCOUNT = {
  advocate:
    'The advocate has no customer account in this store, so there is nobody to pay. Ask the advocate to open one with the same e-mail address, then try again; or choose a discount code as the reward.',
  friend:
    'Shopify knows no customer for the friend’s order, so there is nobody to pay. Give the friend something else by hand, or choose a discount code as the offer.',
} as const;

export const SEVERAL_PAYMENTS =
  'Shopify shows several payments of store credit that could be this reward, so it is not paid again. Look at the customer’s store credit in Shopify; if one is too many, take it back there, then try again.';

export const SEVERAL_RETURNS =
  'Shopify shows several debits of store credit that could be this one, so nothing more is taken back. Look at the customer’s store credit in Shopify.';

export const BEHIND_ANOTHER =
  'Another payment of store credit to this customer is not settled yet. This one follows as soon as it is; if that one needs you, it says so.';

const SCOPE_WORDS = { 'store-credit': 'to give store credit', 'gift-card': 'to make gift cards' } as const;

export function missingPermission(kind: keyof typeof SCOPE_WORDS): string {
  return `Vouchsafe may not ${SCOPE_WORDS[kind].slice(3)} in this store yet. Approve the permission in Vouchsafe under Rewards; the reward then goes on by itself.`;
}

/** By Shopify's error codes. */
const REFUSALS: Readonly<Record<string, string>> = {
  CREDIT_LIMIT_EXCEEDED:
    'The customer’s store credit has reached the most that Shopify allows for one account. Try again after the customer has spent some.',
  UNSUPPORTED_CURRENCY:
    'Your store does not sell in the currency of this reward. Add it under Markets in Shopify, then try again.',
  MISMATCHING_CURRENCY:
    'The customer’s store credit is in another currency. Open it in Shopify for the reward’s currency, then try again.',
  OWNER_NOT_FOUND: 'The customer does not exist in Shopify any more, so there is nobody to pay.',
  ACCOUNT_NOT_FOUND: 'The customer does not exist in Shopify any more, so there is nobody to pay.',
  CUSTOMER_NOT_FOUND: 'The customer does not exist in Shopify any more, so there is nobody to pay.',
  GIFT_CARD_LIMIT_EXCEEDED: 'The amount is more than a gift card may hold in your store. Choose a smaller reward under Program.',
};

export function refusedPayout({ code, message }: { code: string | null; message: string }): string {
  const known = code !== null && Object.hasOwn(REFUSALS, code) ? REFUSALS[code] : undefined;
  return known ?? `Shopify refused the payment: ${message} Check the reward under Program, then try again.`;
}
