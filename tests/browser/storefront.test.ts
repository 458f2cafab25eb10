import axe from 'axe-core';
import type { Page, Request } from 'playwright-core';
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { CART_ATTRIBUTE, STORAGE_KEY, storedReferralSchema, type StoredReferral } from '#app/domain/storefront-contract.ts';
import { addToCart, buyNow, checkOut, signIn } from '#tests/support/shopper.ts';
import { useStage } from '#tests/support/stage.ts';
import { openShop } from '../../scripts/open-shop.ts';

const stage = useStage();
const product = 'enamel-mug';
let link = '';
/** The advocate's code alone, as in links of before they were sealed, and with the seal of the page's link. */
let code = '';
let ref = '';

beforeAll(async () => {
  await openShop({ devstore: stage.devstore, shop: stage.shop, appOrigin: stage.appOrigin });
  stage.shop.theme.blocks['refer-a-friend'] = { enabled: true, settings: {} };
  const advocate = [...stage.shop.customers.values()][0];
  if (advocate === undefined) throw new Error('no customers');
  const page = await stage.newShopper();
  await signIn(page, stage.shop, advocate);
  await page.goto(stage.storefront('/pages/refer-a-friend'));
  await page.getByRole('button', { name: 'Get my link' }).click();
  await page.getByLabel('Your link').waitFor();
  link = await page.getByLabel('Your link').inputValue();
  ref = new URL(link).searchParams.get('ref') ?? '';
  code = ref.slice(0, 10);
});
beforeEach(() => {
  stage.problems.length = 0;
  stage.shop.consent.required = false;
  stage.shop.carts.clear();
});

const eventually = vi.waitUntil;
const claimButton = (page: Page) => page.getByRole('button', { name: 'Claim my offer' });

function remembered(page: Page): Promise<StoredReferral | null> {
  return page
    .evaluate((key) => localStorage.getItem(key), STORAGE_KEY)
    .then((text) => (text === null ? null : storedReferralSchema.parse(JSON.parse(text))));
}

/** Requests of the page to the shop's cart, the app proxy and the extension's assets. */
function watch(page: Page): Request[] {
  const requests: Request[] = [];
  page.on('request', (request) => {
    if (/\/cart\/|\/cart\.js|\/apps\/|cdn\.shopify\.com\/extensions/.test(request.url())) requests.push(request);
  });
  return requests;
}
const urls = (requests: Request[]) => requests.map((request) => new URL(request.url()).pathname);

/** The cart that the page's visitor has: the newest one. */
const newestCart = () => [...stage.shop.carts.values()].at(-1);
const claimOf = (offerCode = '') => stage.database.prisma.claim.findFirst({ where: { offerCode } });
const attributeOf = (text: string | undefined) => storedReferralSchema.parse(JSON.parse(text ?? 'null'));

test('an advocate gets a link on the storefront, can copy it, and sees it again', async () => {
  expect(link).toBe(`https://${stage.shop.domain}/?ref=${ref}`);
  expect(ref).toMatch(/^.{10}\.P.{9}$/);
  const page = await stage.newShopper({ permissions: ['clipboard-read', 'clipboard-write'] });
  await signIn(page, stage.shop, [...stage.shop.customers.values()][0] as never);
  await page.goto(stage.storefront('/pages/refer-a-friend'));
  await page.getByRole('button', { name: 'Copy link' }).click();
  await page.getByText('Copied.').waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(`${code}.C`);
  expect(await page.locator('[data-part="friends"]').innerText()).toBe('0');
  expect(await page.getByRole('link', { name: 'WhatsApp' }).getAttribute('href')).toContain(`${code}.W`);
  expect(await page.getByRole('link', { name: 'E-mail' }).getAttribute('href')).toContain(`${code}.M`);
  expect(stage.problems).toEqual([]);
});

test('a guest is asked to sign in, and comes back to the block', async () => {
  const page = await stage.newShopper();
  await page.goto(stage.storefront('/pages/refer-a-friend'));
  await page.getByRole('link', { name: 'Sign in to get your link' }).click();
  await page.waitForURL(/login/);
  expect(decodeURIComponent(page.url())).toContain('/pages/refer-a-friend');
});

test('a page that nobody was sent to is left alone: no request but the script, nothing stored', async () => {
  const page = await stage.newShopper();
  const requests = watch(page);
  await page.goto(stage.storefront('/collections/all'), { waitUntil: 'networkidle' });
  expect(urls(requests)).toEqual([expect.stringMatching(/vouchsafe\.js$/)]);
  await page.goto(stage.storefront('/collections/all?ref=newsletter'), { waitUntil: 'networkidle' });
  expect(urls(requests).filter((path) => !path.endsWith('/vouchsafe.js'))).toEqual([]);
  expect(await remembered(page)).toBeNull();
});

test("a friend's order carries the code they came with, and the visit is reported once", async () => {
  const page = await stage.newShopper();
  const requests = watch(page);
  await page.goto(stage.storefront(`/?ref=${ref.toLowerCase()}&utm_source=chat`), { waitUntil: 'networkidle' });
  await page.reload({ waitUntil: 'networkidle' });
  expect((await remembered(page))?.f?.[0]).toBe(ref);
  const visits = requests.filter((request) => request.url().endsWith('/visit'));
  expect(visits.map((request) => request.postDataJSON() as unknown)).toEqual([
    { id: expect.stringMatching(/^[0-9a-f-]{36}$/), code: ref, path: '/', referrer: null },
  ]);
  expect(await stage.database.prisma.visit.findMany({ where: { code } })).toMatchObject([
    { trust: 'signed', channel: 'page', customerId: null },
  ]);
  await addToCart(page, stage.shop, product);
  const order = await checkOut(page, stage.shop, 'first.friend@example.com');
  expect(attributeOf(order.attributes[CART_ATTRIBUTE])).toEqual({ f: [ref, expect.any(Number)] });
  expect(stage.problems).toEqual([]);
});

test('an order by "Buy it now", which has no cart, carries the code with its product', async () => {
  const page = await stage.newShopper();
  await page.goto(stage.storefront(`/?ref=${ref}`), { waitUntil: 'networkidle' });
  await page.goto(stage.storefront(`/products/${product}`), { waitUntil: 'networkidle' });
  const order = await buyNow(page, stage.shop, 'in.a.hurry@example.com');
  expect(order.attributes).not.toHaveProperty(CART_ATTRIBUTE);
  expect(order.lines.map(({ properties }) => attributeOf(properties[CART_ATTRIBUTE]))).toEqual([
    { f: [ref, expect.any(Number)] },
  ]);
  expect(stage.problems).toEqual([]);
});

test('every product form has the code once, also after the theme draws it anew, and none when consent is withdrawn', async () => {
  stage.shop.consent.required = true;
  const page = await stage.newShopper();
  const marks = page.locator(`input[type="hidden"][name="properties[${CART_ATTRIBUTE}]"]`);
  await page.goto(stage.storefront(`/products/${product}?ref=${ref}`), { waitUntil: 'networkidle' });
  expect(await marks.count()).toBe(0);
  await page.locator('#shopify-pc__banner__btn-accept').click();
  await eventually(async () => (await marks.count()) === 1);
  await page.evaluate(() => {
    const form = document.querySelector('#product-form') as HTMLFormElement;
    form.after(form.cloneNode(true)); // with the mark in it
    form.querySelector('input[name^="properties"]')?.remove();
    form.outerHTML = String(form.outerHTML); // and another without
  });
  await eventually(async () => (await marks.count()) === 2);
  await page.waitForTimeout(200);
  expect(await page.locator('form[action*="/cart/add"]').count()).toBe(2);
  for (const mark of await marks.all()) expect(attributeOf(await mark.inputValue()).f?.[0]).toBe(ref);
  expect(await marks.count()).toBe(2);
  await page.evaluate(() => {
    const privacy = window.Shopify?.customerPrivacy as unknown as { setTrackingConsent(consent: object): void };
    privacy.setTrackingConsent({ marketing: false });
  });
  await eventually(async () => (await marks.count()) === 0);
});

test('whoever signs in after the landing is known to have made the visit, once for each account', async () => {
  const page = await stage.newShopper();
  const requests = watch(page);
  const visits = () => requests.filter((request) => request.url().endsWith('/visit')).length;
  const [, friend, sister] = [...stage.shop.customers.values()];
  if (friend === undefined || sister === undefined) throw new Error('too few customers');
  await page.goto(stage.storefront(`/?ref=${ref}`), { waitUntil: 'networkidle' });
  await page.goto(stage.storefront('/collections/all'), { waitUntil: 'networkidle' });
  expect(visits()).toBe(1);
  const [id = ''] = (await remembered(page))?.v ?? [];
  const row = () => stage.database.prisma.visit.findFirstOrThrow({ where: { id: id ?? '' } });
  const before = await row();
  expect(before.customerId).toBeNull();

  await signIn(page, stage.shop, friend);
  for (let view = 0; view < 3; view += 1) await page.goto(stage.storefront('/collections/all'), { waitUntil: 'networkidle' });
  expect(visits()).toBe(2);
  expect(await row()).toEqual({ ...before, customerId: friend.id });

  await page.goto(stage.storefront('/account/logout'), { waitUntil: 'networkidle' });
  await signIn(page, stage.shop, sister);
  await page.goto(stage.storefront('/'), { waitUntil: 'networkidle' });
  const hers = await stage.database.prisma.visit.findMany({ where: { customerId: sister.id } });
  expect(hers).toMatchObject([{ code, at: before.at, trust: 'signed', advocateId: before.advocateId }]);
  expect(stage.problems).toEqual([]);
});

test('first and last touch are kept apart', async () => {
  const page = await stage.newShopper();
  await page.goto(stage.storefront(`/?ref=${code}`), { waitUntil: 'networkidle' });
  await page.goto(stage.storefront('/?ref=K7M2XPD4TW'), { waitUntil: 'networkidle' });
  const { f, l } = (await remembered(page)) ?? {};
  expect([f, l]).toEqual([
    [code, expect.any(Number)],
    ['K7M2XPD4TW', expect.any(Number)],
  ]);
  expect(attributeOf(newestCart()?.attributes[CART_ATTRIBUTE])).toEqual({ f, l });
});

test('the greeting names the advocate and the offer; a claimed code is shown, remembered and takes its share off the order', async () => {
  // The name comes from the Admin API a moment after the advocate joined.
  await eventually(async () => (await stage.database.prisma.advocate.findFirst({ where: { code } }))?.nameSealed, {
    timeout: 20_000,
  });
  const page = await stage.newShopper();
  await addToCart(page, stage.shop, 'hand-grinder');
  await page.goto(stage.storefront(`/?ref=${code}`));
  const bar = page.getByRole('region', { name: 'Offer from a friend' });
  await bar.waitFor();
  const advocate = [...stage.shop.customers.values()][0];
  expect(await bar.textContent()).toContain(`${advocate?.firstName} sent you`);
  await claimButton(page).click();
  await bar.getByRole('button', { name: 'Copy' }).waitFor();
  const claimed = (await remembered(page))?.o;
  expect(await bar.textContent()).toContain(claimed?.[0]);
  const discount = [...stage.shop.discounts.values()].find((each) => each.codes.some((entry) => entry.code === claimed?.[0]));
  expect(discount?.usageLimit).toBe(1);
  await eventually(() => newestCart()?.discountCodes.includes(claimed?.[0] ?? ''));

  await bar.getByText('Buying on another device?').click();
  const address = bar.getByLabel('Your e-mail address');
  await address.fill(advocate?.email ?? '');
  await address.press('Enter');
  await bar.getByText('This is your own link.').first().waitFor();
  await address.fill('Second.Friend+tea@gmail.com');
  await bar.getByRole('button', { name: 'Save' }).click();
  await bar.getByText('Saved.').first().waitFor();
  const emailHash = Buffer.from((await claimOf(claimed?.[0]))?.emailHash ?? []);
  expect(emailHash).toHaveLength(32);

  await page.goto(stage.storefront('/cart'));
  await page.getByText("Your friend's offer is waiting for you.").waitFor();
  const order = await checkOut(page, stage.shop, 'second.friend@example.com');
  expect(order.discountCodes.map((entry) => entry.code)).toEqual([claimed?.[0]]);
  expect(Number(order.discountCodes[0]?.amount)).toBeGreaterThan(0);
  expect(stage.problems).toEqual([]);
});

test('asking twice gives the same code, also when the first answer is lost', async () => {
  const page = await stage.newShopper();
  await page.addInitScript(() => {
    const { fetch } = window;
    let lost = false;
    window.fetch = async (...request) => {
      const response = await fetch(...request);
      if (lost || !String(request[0]).endsWith('/claim')) return response;
      lost = true;
      throw new TypeError('Failed to fetch');
    };
  });
  await page.goto(stage.storefront(`/?ref=${code}`));
  await claimButton(page).click();
  await page.getByText('That did not work. Please try again in a moment.').first().waitFor();
  const before = await stage.database.prisma.claim.count();
  expect(before).toBeGreaterThan(0);
  await claimButton(page).click();
  await page.getByRole('button', { name: 'Copy' }).waitFor();
  expect(await stage.database.prisma.claim.count()).toBe(before);
});

test('where the law asks for consent nothing is stored or reported until it is given', async () => {
  stage.shop.consent.required = true;
  const page = await stage.newShopper();
  const requests = watch(page);
  await page.goto(stage.storefront(`/?ref=${code}`), { waitUntil: 'networkidle' });
  expect(urls(requests).filter((path) => /cart|apps/.test(path))).toEqual(['/apps/vouchsafe/offer']);
  expect(await remembered(page)).toBeNull();
  await page.locator('#shopify-pc__banner__btn-accept').click();
  await eventually(() => newestCart()?.attributes[CART_ATTRIBUTE]);
  expect(attributeOf(newestCart()?.attributes[CART_ATTRIBUTE]).f?.[0]).toBe(code);
  expect((await remembered(page))?.f?.[0]).toBe(code);
});

test('whoever declines is not remembered; whoever withdraws is forgotten, in the cart too', async () => {
  stage.shop.consent.required = true;
  const page = await stage.newShopper();
  await page.goto(stage.storefront(`/?ref=${code}`), { waitUntil: 'networkidle' });
  await page.locator('#shopify-pc__banner__btn-decline').click();
  await page.goto(stage.storefront('/cart'), { waitUntil: 'networkidle' });
  expect(await remembered(page)).toBeNull();

  const other = await stage.newShopper();
  await other.goto(stage.storefront(`/?ref=${code}`), { waitUntil: 'networkidle' });
  await other.locator('#shopify-pc__banner__btn-accept').click();
  await eventually(() => newestCart()?.attributes[CART_ATTRIBUTE]);
  await other.evaluate(() => {
    const privacy = window.Shopify?.customerPrivacy as unknown as { setTrackingConsent(consent: object): void };
    privacy.setTrackingConsent({ marketing: false });
  });
  await eventually(() => !newestCart()?.attributes[CART_ATTRIBUTE]);
  expect(await remembered(other)).toBeNull();
});

test('whoever claims has asked for it: the claim is remembered without consent to marketing, the visit is not reported', async () => {
  stage.shop.consent.required = true;
  const page = await stage.newShopper();
  const requests = watch(page);
  await page.goto(stage.storefront(`/?ref=${code}`));
  await claimButton(page).click();
  await page.getByRole('button', { name: 'Copy' }).waitFor();
  expect((await remembered(page))?.o?.[0]).toMatch(/\w/);
  await page.goto(stage.storefront('/?ref=K7M2XPD4TW'), { waitUntil: 'networkidle' });
  expect(await remembered(page)).toMatchObject({
    f: [code, expect.any(Number)],
    o: [expect.stringMatching(/\w/), expect.any(Number), '', expect.stringMatching(/\d{4}/)],
  });
  expect(urls(requests)).not.toContain('/apps/vouchsafe/visit');
});

test('a claim that failed for one link is not taken for a claim of another', async () => {
  const page = await stage.newShopper();
  await page.addInitScript((key) => {
    const id = '3f0e5c1e-7d5b-4a38-9d0c-51a2f6a3b7c1';
    if (localStorage.getItem(key) === null)
      localStorage.setItem(key, JSON.stringify({ f: ['K7M2XPD4TW', Date.now()], i: [id, 'K7M2XPD4TW'] }));
  }, STORAGE_KEY);
  await page.goto(stage.storefront(`/?ref=${code}`));
  await claimButton(page).click();
  await page.getByRole('button', { name: 'Copy' }).waitFor();
  expect((await remembered(page))?.i).toEqual([expect.not.stringMatching(/^3f0e5c1e/), code]);
});

test('the attribute comes back after other scripts replace the attributes, and goes along to a new cart', async () => {
  const page = await stage.newShopper();
  await page.goto(stage.storefront(`/?ref=${code}`), { waitUntil: 'networkidle' });
  await page.goto(stage.storefront('/collections/all'), { waitUntil: 'networkidle' });
  const isBack = () => eventually(() => newestCart()?.attributes[CART_ATTRIBUTE]);
  const wipe = () => Object.assign(newestCart() ?? {}, { attributes: { gift: 'yes' } });

  wipe(); // by Shopify.actions.updateCart, which replaces the set and tells of it
  await page.evaluate(() => {
    const event = Object.assign(new CustomEvent('shopify:cart:attributes-update', { bubbles: true }), {
      promise: Promise.resolve({}),
    });
    document.body.dispatchEvent(event);
  });
  await isBack();
  expect(newestCart()?.attributes['gift']).toBe('yes');

  wipe();
  await page.evaluate(() => fetch('/cart/clear.js', { method: 'POST' }).then((response) => response.text()));
  await isBack();

  stage.shop.carts.clear(); // as after an order
  await addToCart(page, stage.shop, product);
  await isBack();
  expect(newestCart()?.lines).toHaveLength(1);

  stage.shop.carts.clear(); // and by a form without a script
  await page.goto(stage.storefront(`/products/${product}`));
  await page.evaluate(() => (document.querySelector('#product-form') as HTMLFormElement).submit());
  await page.waitForURL('**/cart');
  await isBack();
});

test('a script that answers every change of the cart with one of its own is not fought without end', async () => {
  const page = await stage.newShopper();
  await page.goto(stage.storefront(`/?ref=${code}`), { waitUntil: 'networkidle' });
  const requests = watch(page);
  await page.evaluate(async () => {
    for (let round = 0; round < 30; round += 1) {
      await fetch('/cart/update.js', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"attributes":{"round":"1"}}',
      });
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
  });
  expect(requests.filter((request) => request.url().includes('?vouchsafe')).length).toBeLessThanOrEqual(9);
});

test('the theme editor records nothing and shows a preview', async () => {
  const page = await stage.newShopper();
  const requests = watch(page);
  await page.goto(stage.storefront(`/?design_mode=1&ref=${code}`), { waitUntil: 'networkidle' });
  await page.getByText('Preview: your visitors see your own offer here.').waitFor();
  expect(urls(requests).filter((path) => /cart|apps/.test(path))).toEqual([]);
  expect(await remembered(page)).toBeNull();
});

test('with storage blocked the landing still reaches the cart', async () => {
  const page = await stage.newShopper();
  await page.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException('Storage is blocked', 'SecurityError');
        },
      });
    }
  });
  await page.goto(stage.storefront(`/?ref=${code}`), { waitUntil: 'networkidle' });
  expect(attributeOf(newestCart()?.attributes[CART_ATTRIBUTE]).f?.[0]).toBe(code);
  await addToCart(page, stage.shop, product);
  const order = await checkOut(page, stage.shop, 'third.friend@example.com');
  expect(attributeOf(order.attributes[CART_ATTRIBUTE]).f?.[0]).toBe(code);
  await page.goto(stage.storefront(`/products/${product}?ref=${ref}`), { waitUntil: 'networkidle' });
  const bought = await buyNow(page, stage.shop, 'fourth.friend@example.com');
  expect(attributeOf(bought.lines[0]?.properties[CART_ATTRIBUTE]).f?.[0]).toBe(ref);
  expect(stage.problems).toEqual([]);
});

test('broken memory and an app that answers with a page or an error disturb nobody', async () => {
  for (const answer of [
    { status: 200, contentType: 'text/html', body: '<h1>Maintenance</h1>' },
    { status: 500, contentType: 'text/plain', body: 'no' },
    { status: 404, contentType: 'application/json', body: '[]' },
  ]) {
    const page = await stage.newShopper();
    await page.addInitScript((key) => localStorage.setItem(key, '{"f":[broken'), STORAGE_KEY);
    await page.route('**/apps/vouchsafe/**', (route) => route.fulfill(answer));
    await page.goto(stage.storefront(`/?ref=${code}`), { waitUntil: 'networkidle' });
    expect(await claimButton(page).count()).toBe(0);
    expect(attributeOf(newestCart()?.attributes[CART_ATTRIBUTE]).f?.[0]).toBe(code);
  }
  expect(stage.problems).toEqual([]);
});

test('in another market the requests keep its path and the greeting speaks its language', async () => {
  const page = await stage.newShopper();
  const requests = watch(page);
  await page.goto(stage.storefront(`/fr-ca/?ref=${code}`), { waitUntil: 'networkidle' });
  await page.getByRole('button', { name: 'Obtenir mon offre' }).waitFor();
  expect(
    urls(requests)
      .filter((path) => /cart|apps/.test(path))
      .sort(),
  ).toEqual(['/fr-ca/apps/vouchsafe/offer', '/fr-ca/apps/vouchsafe/visit', '/fr-ca/cart/update.js']);
});

test('the greeting moves nothing on the page, fits 320 px, and is done with the keyboard alone', async () => {
  const page = await stage.newShopper({ viewport: { width: 320, height: 640 } });
  await page.goto(stage.storefront(`/?ref=${code}`));
  const bar = page.getByRole('region', { name: 'Offer from a friend' });
  await bar.waitFor();
  await page.evaluate(axe.source);
  const violations = await page.evaluate(async () => {
    const host = document.body.lastElementChild as Element;
    const { axe: checker } = window as unknown as { axe: { run(on: Element): Promise<{ violations: { id: string }[] }> } };
    return (await checker.run(host)).violations.map((violation) => violation.id);
  });
  expect(violations).toEqual([]);
  const box = await bar.boundingBox();
  expect(box?.x).toBeGreaterThanOrEqual(0);
  expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThanOrEqual(320);

  await claimButton(page).focus();
  await page.keyboard.press('Enter');
  await bar.getByRole('button', { name: 'Copy' }).waitFor();
  const focused = () => page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.textContent ?? null);
  await eventually(async () => (await focused()) === 'Copy');
  const moved = await page.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        type Shift = PerformanceEntry & { sources: { previousRect: DOMRect; currentRect: DOMRect }[] };
        new PerformanceObserver((list) => {
          const sources = (list.getEntries() as Shift[]).flatMap((entry) => entry.sources);
          resolve(sources.map(({ previousRect, currentRect }) => JSON.stringify([previousRect, currentRect])));
        }).observe({ type: 'layout-shift', buffered: true });
        setTimeout(() => resolve([]), 200);
      }),
  );
  expect(moved).toEqual([]);
  await page.keyboard.press('Escape');
  await bar.waitFor({ state: 'detached' });
});
