import { expect, test } from 'vitest';
import { responseOf, useAdmin } from '#tests/support/admin-requests.ts';

const admin = useAdmin();
const pages = [
  'app',
  'app.$',
  'app._index',
  'app.program',
  'app.referrals._index',
  'app.referrals.$orderId',
  'app.referrals.visits',
  'app.referrals.claims',
  'app.advocates._index',
  'app.advocates.$id',
  'app.rewards._index',
  'app.health',
  'app.export.$what',
  'app.privacy.$requestId',
];

const loaderOf = async (page: string) => {
  const route = (await import(`#app/routes/${page}.${/export|privacy/.test(page) ? 'ts' : 'tsx'}`)) as {
    loader(args: unknown): Promise<unknown>;
  };
  return route.loader;
};

test.each(pages)('%s answers nobody without a session token', async (page) => {
  const loader = await loaderOf(page);
  const host = Buffer.from(`admin.shopify.com/store/${admin.shop.domain.split('.')[0]}`).toString('base64url');
  const bounced = await responseOf(loader(admin.anonymous(`/app?shop=${admin.shop.domain}&host=${host}&embedded=1`)));
  expect(bounced.status).toBe(302);
  expect(bounced.headers.get('location')).toMatch(/^\/auth\/session-token\?/);
});

test.each(pages)('%s answers nobody whose token was signed by somebody else', async (page) => {
  const loader = await loaderOf(page);
  const refused = await responseOf(loader(await admin.signedIn('/app', { secret: 'not the secret' })));
  expect(refused.status).toBe(401);
  expect(refused.headers.get('x-shopify-retry-invalid-session-request')).toBe('1');
});

test('the layout tells the shop of the session, whatever shop the address names', async () => {
  const loader = await loaderOf('app');
  const answer = await responseOf(loader(await admin.signedIn(`/app?shop=${admin.stranger.domain}`)));
  expect(await answer.json()).toMatchObject({
    shop: { domain: admin.shop.domain, currency: 'USD', timeZone: 'America/New_York' },
  });
});

test('the entrance leads Shopify into the app, and asks a stranger for nothing', async () => {
  const { loader } = await import('#app/routes/_index.tsx');
  const entered = () => loader(admin.anonymous('/?shop=a.myshopify.com&host=x'));
  expect(entered).toThrow(expect.objectContaining({ status: 302 }));
  expect(loader(admin.anonymous('/'))).toBeNull();
});

test("the library's log-in page, which would ask for a shop, leads to the entrance", async () => {
  const { loader } = await import('#app/routes/auth.$.tsx');
  const answer = await responseOf(loader(admin.anonymous('/auth/login')));
  expect([answer.status, answer.headers.get('location')]).toEqual([302, '/']);
});
