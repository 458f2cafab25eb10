/**
 * The main job, played by people in Chromium: a merchant, an advocate and two friends. From the installation to the refund, every step is done
 * on a page or seen on one; only the refund is ordered at the dev store's control API, as it is Shopify's admin that would do it.
 */
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { launchBrowser, newVisitor } from '#devstore/browser.ts';
import { settleCodeJobs } from '#devstore/discounts/code-jobs.ts';
import type { LivingStore } from './living-store.ts';

export type CheckReport = {
  ok: boolean;
  steps: { step: string; ok: boolean; ms: number; error?: string }[];
};

const patience = 30_000;
const product = '/products/ridgeline-blend';

/** Plays every step in order and stops at the first that fails, naming it. Never throws. */
export async function checkMainJob({ devstore }: Pick<LivingStore, 'devstore'>): Promise<CheckReport> {
  const report: CheckReport = { ok: true, steps: [] };
  const [shop] = devstore.store.shops.values();
  if (shop === undefined) throw new Error('The dev store has no shop');
  const storefront = (path: string) => `https://${shop.domain}${path}`;
  const app = `https://admin.shopify.com/store/${shop.handle}/apps/${devstore.store.app.handle}`;
  const control = `${devstore.controlUrl}/api/shops/${shop.handle}`;
  let browser: Browser | null = null;

  async function step<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
    const started = performance.now();
    try {
      const result = await work();
      report.steps.push({ step: name, ok: true, ms: Math.round(performance.now() - started) });
      return result;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      report.steps.push({ step: name, ok: false, ms: Math.round(performance.now() - started), error: message.slice(0, 1500) });
      throw error;
    }
  }

  try {
    browser = await step('start Chromium', () => launchBrowser(devstore));
    const merchant = await somebody(browser);
    const advocate = await somebody(browser);
    const friend = await somebody(browser);
    const secondFriend = await somebody(browser);

    await step('merchant installs the app', async () => {
      await merchant.goto(app);
      await merchant.getByRole('button', { name: 'Install' }).click();
      await frameOf(merchant).getByText('Set-up guide').waitFor();
    });
    await step('merchant makes the program live, rewards at once', async () => {
      await merchant.goto(`${app}/app/program`);
      const frame = frameOf(merchant);
      await frame.getByText('Live', { exact: true }).first().click();
      await frame.getByLabel('Waiting time').fill('0');
      await merchant.getByRole('button', { name: 'Save' }).click();
      await merchant.getByText('Program saved').waitFor();
    });
    await step('merchant turns on the app embed and the block', async () => {
      for (const wish of ['activateAppId', 'addAppBlockId']) {
        const block = wish === 'activateAppId' ? 'referral-embed' : 'refer-a-friend';
        const editor = `https://admin.shopify.com/store/${shop.handle}/themes/current/editor`;
        await merchant.goto(`${editor}?context=apps&${wish}=${devstore.store.app.apiKey}/${block}`);
        await merchant.getByRole('button', { name: 'Save' }).click();
        await merchant.getByText('Saved', { exact: true }).waitFor();
      }
    });
    const link = await step('advocate signs in and gets a link', async () => {
      await advocate.goto(storefront('/account/login?return_url=/pages/refer-a-friend'));
      await advocate.getByLabel('E-mail').fill('nora.lindqvist@example.com');
      await advocate.getByRole('button', { name: 'Continue' }).click();
      await advocate.getByRole('button', { name: 'Get my link' }).click();
      const field = advocate.locator('[data-part="link"]');
      await field.waitFor();
      return field.inputValue();
    });

    const offerCode = await step('friend lands on the link and claims the offer', () => landAndClaim(friend, link));
    await step('friend adds to the cart', () => addToCart(friend, storefront(product)));
    const order = await step('friend checks out with the offer', async () => {
      await friend.goto(storefront('/cart'));
      await friend.getByRole('button', { name: 'Check out' }).first().click();
      await friend.getByText(offerCode).first().waitFor();
      return pay(friend, { contact: 'jonas.berg@example.org', lastName: 'Berg', address1: '12 Harbour Road' });
    });
    await step('the admin shows the order as credited', () => seeInAdmin(merchant, `${app}/app/referrals`, order, 'Credited'));
    await step('the admin explains the order', async () => {
      const frame = frameOf(merchant);
      await frame.getByRole('link', { name: order }).first().click();
      await frame.getByRole('heading', { name: 'Evidence' }).waitFor();
      await frame.getByText(offerCode).first().waitFor();
    });
    const rewardCode = await step('the advocate sees a reward code', () =>
      newRewardCode(advocate, storefront('/pages/refer-a-friend'), []),
    );
    await step('the reward code exists in the dev store', async () => {
      const known = [...shop.discounts.values()].some(({ codes }) => codes.some(({ code }) => code === rewardCode));
      if (!known) throw new Error(`no discount of the dev store has the code ${rewardCode}`);
    });
    await step('the reward buys at a discount', async () => {
      await advocate.goto(storefront(`/discount/${rewardCode}?redirect=${product}`));
      await addToCart(advocate, storefront(product));
      await advocate.goto(storefront('/cart'));
      await advocate.getByRole('button', { name: 'Check out' }).first().click();
      await advocate.getByText(rewardCode).first().waitFor();
      const name = await pay(advocate, { lastName: 'Lindqvist', address1: '4 Mill Lane' });
      const bought = [...shop.orders.values()].find((candidate) => candidate.name === name);
      if (bought?.discountCodes.some(({ code, amount }) => code.toUpperCase() === rewardCode && Number(amount) > 0) !== true) {
        throw new Error(`order ${name} was not discounted by ${rewardCode}`);
      }
    });

    const secondOrder = await step('a second friend buys', async () => {
      await landAndClaim(secondFriend, link);
      await addToCart(secondFriend, storefront(product));
      await secondFriend.goto(storefront('/cart'));
      await secondFriend.getByRole('button', { name: 'Check out' }).first().click();
      return pay(secondFriend, { contact: 'mira.okafor@example.net', lastName: 'Okafor', address1: '77 Orchard Street' });
    });
    const secondReward = await step('the advocate sees a second reward code', () =>
      newRewardCode(advocate, storefront('/pages/refer-a-friend'), [rewardCode]),
    );
    await step('a refund takes the second reward back', async () => {
      const answer = await fetch(`${control}/orders/${encodeURIComponent(secondOrder.replace('#', ''))}/refund`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      });
      if (!answer.ok) throw new Error(`the control API answered ${answer.status}: ${await answer.text()}`);
      await seeInAdmin(merchant, `${app}/app/referrals`, secondOrder, 'Reversed');
      await until('the code is taken out of its discount', () => {
        settleCodeJobs(devstore.store, shop);
        return ![...shop.discounts.values()].some(
          ({ active, codes }) => active && codes.some(({ code }) => code === secondReward),
        );
      });
    });
  } catch {
    report.ok = false; // the failing step has said why
    await photograph(browser);
  } finally {
    await browser?.close();
  }
  return report;
}

/** What everybody saw when a step failed, for whoever looks into it. */
async function photograph(browser: Browser | null): Promise<void> {
  for (const [index, context] of (browser?.contexts() ?? []).entries()) {
    for (const page of context.pages()) {
      await page.screenshot({ path: `.vouchsafe/failed-step-${index}.png`, timeout: 5_000 }).catch(() => undefined);
    }
  }
}

async function somebody(browser: Browser): Promise<Page> {
  const page = await (await newVisitor(browser)).newPage();
  page.setDefaultTimeout(patience);
  return page;
}

function frameOf(page: Page): FrameLocator {
  return page.frameLocator('#app');
}

async function landAndClaim(page: Page, link: string): Promise<string> {
  await page.goto(link);
  await page.getByRole('button', { name: 'Claim my offer' }).click();
  const code = page.locator('.bar [data-part="code"]');
  await code.filter({ hasText: /\S/ }).waitFor();
  return (await code.innerText()).trim();
}

async function addToCart(page: Page, address: string): Promise<void> {
  await page.goto(address);
  const added = page.waitForResponse((response) => response.url().includes('/cart/add'));
  await page.getByRole('button', { name: 'Add to cart' }).click();
  const answer = await added;
  if (!answer.ok()) throw new Error(`/cart/add answered ${answer.status()}`);
}

/** Fills the checkout in and pays. Returns the order's name ("#1042"). */
async function pay(page: Page, buyer: { contact?: string; lastName: string; address1: string }): Promise<string> {
  if (buyer.contact !== undefined) await page.locator('[name="contact"]').fill(buyer.contact);
  await page.locator('[name="lastName"]').fill(buyer.lastName);
  await page.locator('[name="address1"]').fill(buyer.address1);
  await page.locator('[name="city"]').fill('Portland');
  await page.locator('[name="provinceCode"]').fill('ME');
  await page.locator('[name="zip"]').fill('04101');
  await page.locator('[name="card"]').fill('1');
  await page.locator('button.pay').click();
  return (await page.locator('[data-order-name]').innerText()).trim();
}

/** Reloads the list until the order's row says `state`. */
async function seeInAdmin(page: Page, address: string, order: string, state: string): Promise<void> {
  const deadline = performance.now() + patience;
  for (;;) {
    await page.goto(address);
    const row = frameOf(page).getByRole('row').filter({ hasText: order }).filter({ hasText: state });
    try {
      await row.first().waitFor({ timeout: 3_000 });
      return;
    } catch (error) {
      if (performance.now() > deadline) throw error;
    }
  }
}

/** Reloads the advocate's page until a code is there that is not in `known`. */
async function newRewardCode(page: Page, address: string, known: string[]): Promise<string> {
  const deadline = performance.now() + patience;
  for (;;) {
    await page.goto(address);
    await page.locator('[data-part="link"]').waitFor();
    const codes = (await page.locator('.vouchsafe-refer__rewards [data-part="code"]').allInnerTexts()).map((text) => text.trim());
    const fresh = codes.find((code) => code !== '' && !known.includes(code));
    if (fresh !== undefined) return fresh;
    if (performance.now() > deadline) throw new Error(`no new reward code on ${address}; there: ${codes.join(', ') || 'none'}`);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}

async function until(what: string, holds: () => boolean): Promise<void> {
  const deadline = performance.now() + patience;
  while (!holds()) {
    if (performance.now() > deadline) throw new Error(`waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
