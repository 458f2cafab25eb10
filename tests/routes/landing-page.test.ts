import { onTestFinished, expect, test } from 'vitest';
import { liquidText } from '#app/liquid-page.server.ts';
import { signedRef } from '#app/link-signer.server.ts';
import { installApp } from '#devstore/auth/install.ts';
import { type TestContext, testContext } from '#tests/support/context.ts';
import { useDatabase } from '#tests/support/database.ts';
import { openDoor } from '#tests/support/proxy-requests.ts';
import { enrol, openShop, saveRules } from '#tests/support/shopfront.ts';
import { openStorefront } from '#tests/support/storefront.ts';

const database = useDatabase();
let shops = 0;

/** A storefront of the dev store in front of the app's door: what Shopify renders of the app's Liquid. */
async function stage(name = 'Anna Berg') {
  const base = testContext(database, { at: Date.now() });
  const context: TestContext = { ...base, env: { ...base.env, SHOPIFY_API_SECRET: 'app secret' } };
  const door = await openDoor(context);
  onTestFinished(() => door.close());
  const stand = await openStorefront({
    appOrigin: new URL(door.url).origin,
    handle: `landing-${(shops += 1)}`,
    markets: [{ prefix: 'fr-ca', locale: 'fr-CA', currency: 'CAD', rate: 1.4 }],
  });
  Object.assign(stand.store.app.proxy, { url: '/proxy' });
  installApp(stand.store, stand.shop);
  const shop = await openShop(context, { domain: stand.shop.domain });
  const anna = await enrol(context, shop, { customerId: '1', name });
  const open = async (ref: string, root = '') => {
    const address = `198.51.100.${(shops += 1)}`;
    const answer = await stand.newShopper({ 'x-forwarded-for': address }).get(`${root}/apps/vouchsafe/r/${ref}`);
    expect(answer.headers['content-type']).toMatch(/^text\/html/);
    expect(answer.text).toMatch(/^<!doctype html>/);
    expect(answer.headers['x-robots-tag']).toBe('noindex');
    return answer;
  };
  return { ...stand, context, appShop: shop, anna, open };
}

/** What previews read: property or name → content. */
function metaOf(html: string): Record<string, string> {
  const tags = [...html.matchAll(/<meta (?:property|name)="([^"]+)" content="([^"]*)"/g)];
  return Object.fromEntries(tags.map(([, name = '', content = '']) => [name, content]));
}
const claimLink = (html: string) => /<a class="button" href="([^"]+)"/.exec(html)?.[1];

test('a chat shows the offer with the shop’s picture and the advocate’s first name, and no search engine keeps it', async () => {
  const { anna, open, shop } = await stage();
  const { text, status } = await open(anna.code);
  expect(status).toBe(200);
  expect(metaOf(text)).toMatchObject({
    robots: 'noindex',
    'og:title': '10% off your first order',
    'og:site_name': shop.name,
    'og:url': `https://${shop.domain}/apps/vouchsafe/r/${anna.code}`,
    'og:image': expect.stringMatching(/^https:\/\/.+hero\.svg/) as string,
    'twitter:card': 'summary_large_image',
    'og:description': expect.stringMatching(/^Anna sent you this offer\. One code/) as string,
  });
  expect(text).not.toContain('Berg');
  expect(text).not.toMatch(/<script/);
  expect(claimLink(text)).toBe(`/?ref=${anna.code}`);
});

test('a shop without a cover shows its logo, and one without a brand no picture', async () => {
  const { anna, open, shop } = await stage();
  shop.brand.coverImage = null;
  expect(metaOf((await open(anna.code)).text)).toMatchObject({
    'twitter:card': 'summary',
    'og:image': expect.stringContaining('favicon') as string,
  });
  shop.brand.logo = null;
  const { text } = await open(anna.code);
  expect(metaOf(text)).not.toHaveProperty('og:image');
  expect(text).not.toContain('<img');
});

test('the page speaks the storefront’s language, not the browser’s, and leads back into its market', async () => {
  const { anna, open, shop } = await stage();
  const { text } = await open(anna.code, '/fr-ca');
  expect(text).toContain('<html lang="fr" dir="ltr">');
  expect(metaOf(text)['og:title']).toMatch(/première commande/);
  expect(metaOf(text)['og:url']).toBe(`https://${shop.domain}/fr-ca/apps/vouchsafe/r/${anna.code}`);
  expect(claimLink(text)).toBe(`/fr-ca?ref=${anna.code}`);
});

test('a sealed link keeps its seal on the way into the shop, however it was written', async () => {
  const { anna, open, context, appShop } = await stage();
  const ref = signedRef(context.env, appShop.id, anna.code, 'whatsapp');
  const { text } = await open(encodeURIComponent(` ${ref.toLowerCase()} `));
  expect(claimLink(text)).toBe(`/?ref=${ref}`);
  expect(metaOf(text)['og:url']).toMatch(new RegExp(`/r/${anna.code}$`));
});

test('nobody’s code, a blocked advocate’s and one of a resting program look alike, and say nothing of anybody', async () => {
  const { anna, open, appShop, context, shop } = await stage();
  const unknown = (await open('K7M2XPD4TD')).text;
  expect(unknown).toContain('There is no offer here at the moment.');
  expect(claimLink(unknown)).toBe('/');
  for (const ref of ['', '%E0%A4%A', 'newsletter', 'x'.repeat(5000)]) expect((await open(ref)).text).toBe(unknown);
  await database.prisma.advocate.updateMany({ where: { code: anna.code }, data: { state: 'blocked' } });
  expect((await open(anna.code)).text).toBe(unknown);
  await database.prisma.advocate.updateMany({ where: { code: anna.code }, data: { state: 'active' } });
  await saveRules(context, shop.domain, 3, { ...appShop.program.rules, live: false });
  expect((await open(anna.code)).text).toBe(unknown);
});

test('names and addresses full of Liquid and HTML are text, and nothing more', async () => {
  const hostile = `{{shop.email}}{%assign`;
  const { anna, open, shop } = await stage(`${hostile}<b>"'&`);
  shop.name = '<i>Tea</i> & "{{ shop.email }}"';
  const { text } = await open(anna.code);
  expect(text).toContain(`${liquidText(`${hostile}<b>"'&`)} sent you this offer.`);
  expect(text).not.toContain('<i>');
  expect(text).not.toContain(shop.email);
  for (const ref of ['{{ shop.email }}', '{%25 raw %25}', '"><script>alert(1)</script>', `${anna.code}.{{ shop.email }}`]) {
    const answer = await open(encodeURIComponent(ref).replaceAll('%2525', '%25'));
    expect(answer.text).not.toContain(shop.email);
    expect(answer.text).not.toContain('<script');
    expect(answer.text).not.toContain('raw');
  }
});

test('a page is for looking at only, and too many are refused with a page', async () => {
  const { anna, newShopper, open } = await stage();
  const visitor = newShopper({ 'x-forwarded-for': '198.51.100.250' });
  const posted = await visitor.post(`/apps/vouchsafe/r/${anna.code}`, {});
  expect(posted.text).toContain('This address is used in another way.');
  let last = '';
  for (let view = 0; view < 62; view += 1) last = (await visitor.get(`/apps/vouchsafe/r/${anna.code}`)).text;
  expect(last).toContain('Please wait a minute and try again.');
  expect((await open(anna.code)).text).toContain('Claim my offer');
});
