/** What keeps rewards and offers from going on: what happened, and the next step. `detail`: Shopify's own words, or a discount code. */
export const problemWords = {
  problem: {
    unreachable: 'Shopify did not answer. It is tried again automatically.',
    throttled: 'Shopify asked us to slow down. It is tried again automatically.',
    unauthorized:
      'Shopify no longer accepts our access to this store. Open Vouchsafe in the Shopify admin to renew it, then try again.',
    uninstalled: 'Vouchsafe is not installed in this store. Install it again to continue.',
    forbidden:
      'Vouchsafe lacks a permission for this. Open Vouchsafe in the Shopify admin, approve the permissions it asks for, then try again.',
    refused: 'Shopify refused the request ({{detail}}). Try again; if it stays so, contact support with this text.',
    'no-account-advocate':
      'The advocate has no customer account in this store, so there is nobody to pay. Ask the advocate to open one with the same e-mail address, then try again; or choose a discount code as the reward.',
    'no-account-friend':
      'Shopify knows no customer for the friend’s order, so there is nobody to pay. Give the friend something else by hand, or choose a discount code as the offer.',
    'advocate-deleted':
      'You deleted the advocate’s customer in Shopify, so there is no account to pay to. Take this reward back; to give it all the same, give a discount code instead, or give it to the advocate who takes over.',
    'customer-gone': 'The customer does not exist in Shopify any more, so there is nobody to pay.',
    'may-not-give-credit':
      'Vouchsafe may not give store credit in this store yet. Approve the permission in Vouchsafe under Rewards; the reward then goes on by itself.',
    'may-not-make-gift-cards':
      'Vouchsafe may not make gift cards in this store yet. Approve the permission in Vouchsafe under Rewards; the reward then goes on by itself.',
    'behind-another':
      'Another payment of store credit to this customer is not settled yet. This one follows as soon as it is; if that one needs you, it says so.',
    'several-payments':
      'Shopify shows several payments of store credit that could be this reward, so it is not paid again. Look at the customer’s store credit in Shopify; if one is too many, take it back there, then try again.',
    'several-returns':
      'Shopify shows several debits of store credit that could be this one, so nothing more is taken back. Look at the customer’s store credit in Shopify.',
    'credit-limit':
      'The customer’s store credit has reached the most that Shopify allows for one account. Try again after the customer has spent some.',
    'gift-card-limit': 'The amount is more than a gift card may hold in your store. Choose a smaller reward under Program.',
    'currency-missing':
      'Your store does not sell in the currency of this reward. Add it under Markets in Shopify, then try again.',
    'currency-mismatch':
      'The customer’s store credit is in another currency. Open it in Shopify for the reward’s currency, then try again.',
    'payout-refused': 'Shopify refused the payment: {{detail}} Check the reward under Program, then try again.',
    'code-refused': 'Shopify refused the reward’s discount code: {{detail}} Check the reward in Program, then try again.',
    'used-meanwhile': 'The order was taken back, but the reward code had been used by then. Nothing is left to switch off.',
    'offer-refused': 'Shopify refused the friend’s discount: {{detail}}',
    'offer-taken': 'The code {{detail}} is taken.',
    'shared-refused': 'Shopify refused the shared code: {{detail}}',
    'shared-taken': 'Another discount of your store has the code {{detail}}.',
    'no-shared-codes': 'The program gives no shared codes at the moment.',
    'changed-meanwhile': 'The program or the advocate was changed meanwhile.',
    'repair-used': 'The code has been used. The order that used it will be told in a moment.',
    'repair-unknown': 'Vouchsafe cannot tell how the discount was. Take the reward back and give another one.',
    'repair-refused': 'Shopify refused to change the discount back: {{detail}}',
    'repair-kept': 'Shopify has kept what was changed ({{detail}}).',
    'offer-gone': 'Shopify does not have this discount any more. The friend gets another code when they ask next.',
    'repair-taken-back': 'What the reward was given for was taken back.',
  },
} as const;
