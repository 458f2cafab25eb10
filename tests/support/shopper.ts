/** What a shopper does in the storefront: signs in, fills the cart, pays. */
import type { Page } from 'playwright-core';
import type { CustomerState, OrderState, ShopState } from '#devstore/state.ts';

export async function signIn(page: Page, shop: ShopState, customer: CustomerState): Promise<void> {
  await page.goto(`https://${shop.domain}/account/login`);
  await page.evaluate(async (id) => {
    await fetch('/account/login', { method: 'POST', body: new URLSearchParams({ customer_id: id }) });
  }, customer.id);
}

/** Opens the product's page, presses its button and waits until the drawer shows the cart. */
export async function addToCart(page: Page, shop: ShopState, handle: string, root = '/'): Promise<void> {
  await page.goto(`https://${shop.domain}${root}products/${handle}`);
  await page.locator('[data-add]').click();
  await page.locator('#cart-drawer[open] [data-line]').first().waitFor();
}

/** Goes through the checkout of whatever is in the cart, as a guest, and returns the order. */
export async function checkOut(page: Page, shop: ShopState, email: string, address?: string): Promise<OrderState> {
  await page.goto(`https://${shop.domain}/checkout`);
  return pay(page, shop, email, address);
}

/** Buys the product of the page that is open by its "Buy it now" button, as a guest, and returns the order. */
export async function buyNow(page: Page, shop: ShopState, email: string): Promise<OrderState> {
  await page.getByRole('button', { name: 'Buy it now' }).click();
  await page.waitForURL(/checkout/);
  return pay(page, shop, email);
}

/** Pays on the checkout page that is open and returns the order: as a guest, or as whoever is signed in (`email` null). */
export async function pay(page: Page, shop: ShopState, email: string | null, address = '1 Elm Street'): Promise<OrderState> {
  const known = new Set(shop.orders.keys());
  const isDue = (await page.getByLabel('Card number', { exact: true }).count()) > 0;
  const fields = {
    ...(email !== null && { 'Email or mobile phone number': email }),
    'Last name': 'Frost',
    Address: address,
    City: 'Albany',
    'State (code)': 'NY',
    'ZIP code': '12207',
    ...(isDue && { 'Card number': '1' }),
  };
  for (const [label, value] of Object.entries(fields)) await page.getByLabel(label, { exact: true }).fill(value);
  await page.getByRole('button', { name: 'Pay now' }).click();
  await page.waitForURL(/thank/);
  const order = [...shop.orders.values()].find((candidate) => !known.has(candidate.id));
  if (order === undefined) throw new Error('no order was placed');
  return order;
}
