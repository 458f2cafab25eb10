import { setUpExtension } from '@shopify/ui-extensions-tester';
import { fireEvent } from '@testing-library/preact';
import { beforeEach, expect, test } from 'vitest';
import { translatorOf } from './locale.ts';
import { clearPage, jsonAnswer, network, settle } from './samples.ts';

const extensionFolder = { configSearchDir: 'extensions/admin-blocks' };
type Language = 'en' | 'fr' | 'de';

beforeEach(clearPage);

function open(
  target: 'admin.customer-details.block.render' | 'admin.order-details.block.render',
  id: string | null,
  language: Language = 'en',
) {
  const extension = setUpExtension(target, extensionFolder);
  const { shopify } = extension;
  shopify.data.selected = id === null ? [] : [{ id }];
  shopify.i18n.translate = translatorOf('admin-blocks', language) as typeof shopify.i18n.translate;
  return extension;
}
const openCustomer = (language?: Language) =>
  open('admin.customer-details.block.render', 'gid://shopify/Customer/500011', language);
const openOrder = (language?: Language) => open('admin.order-details.block.render', 'gid://shopify/Order/770011', language);

const advocate = {
  ...{ path: 'app/advocates/a1', state: 'active', link: 'https://tea.example/?ref=ANNA.C5TQ', code: 'ANNA' },
  ...{ visits: 12, referrals: 2, revenue: '$180.00', rewardsOwed: 1, rewardsReady: 3 },
};
const order = {
  ...{ path: 'app/referrals/770011', standing: 'credited', why: 'Anna Berg is credited. The friend used her code.' },
  lost: ['Bo Ek’s link was older.'],
  rewards: [{ recipient: 'advocate', worth: '$10.00 off', state: 'pending' }],
  advocate: { name: 'Anna Berg', path: 'app/advocates/a1' },
};
const text = () => document.body.textContent;
const block = () => document.body.querySelector('s-admin-block');
const links = () => [...document.body.querySelectorAll('s-link')].map((link) => link.getAttribute('href'));
const badges = () => [...document.body.querySelectorAll('s-badge')].map((badge) => badge.textContent);

test('a customer’s page tells how they stand as an advocate, and leads into the app', async () => {
  using extension = openCustomer();
  const { fetch, calls } = network(jsonAnswer({ advocate }));
  extension.fetch = fetch;
  await extension.render();
  await settle();
  expect(calls.map(({ url }) => url)).toEqual(['/app/block/customers/500011?locale=en']);
  expect(text()).toContain('2 orders by friends. They came to $180.00. 12 visits through the link.');
  expect(badges()).toEqual(['1 reward on its way', '3 rewards to use']);
  expect(links()).toEqual([advocate.link, 'app:app/advocates/a1']);
  expect(block()?.getAttribute('collapsedsummary') ?? block()?.getAttribute('collapsedSummary')).toBe('2 orders by friends.');
});

test('an order’s page tells who was credited and why, what lost, and how the rewards stand', async () => {
  using extension = openOrder();
  const { fetch, calls } = network(jsonAnswer({ order }));
  extension.fetch = fetch;
  await extension.render();
  await settle();
  expect(calls.map(({ url }) => url)).toEqual(['/app/block/orders/770011?locale=en']);
  expect(text()).toContain(order.why);
  expect(text()).toContain('Advocate: $10.00 off');
  expect(text()).toContain('Other evidenceBo Ek’s link was older.');
  expect(badges()).toEqual(['Credited', 'Waiting']);
  expect(links()).toEqual(['app:app/advocates/a1', 'app:app/referrals/770011']);
});

test('of much evidence a block shows four texts and says how many more there are', async () => {
  using extension = openOrder('de');
  extension.fetch = network(jsonAnswer({ order: { ...order, lost: ['a', 'b', 'c', 'd', 'e', 'f'] } })).fetch;
  await extension.render();
  await settle();
  expect(document.body.querySelectorAll('s-list-item')).toHaveLength(4);
  expect(text()).toContain('2 weitere in Vouchsafe.');
});

test('who is no advocate, and an order without evidence, have a sentence and the next step; in French, too', async () => {
  for (const [openBlock, answer, words, link] of [
    [openCustomer, { advocate: null }, 'Ce client n’a pas encore partagé de lien.', 'app:app/advocates'],
    [openOrder, { order: null }, 'Rien sur cette commande n’indique un parrain', 'app:app/referrals'],
  ] as const) {
    clearPage();
    using extension = openBlock('fr');
    const { fetch, calls } = network(jsonAnswer(answer));
    extension.fetch = fetch;
    await extension.render();
    await settle();
    expect(calls[0]?.url).toContain('?locale=fr');
    expect(text()).toContain(words);
    expect(links()).toEqual([link]);
  }
});

test('while the app is asked there is a spinner; when it does not answer, a sentence and a button that asks again', async () => {
  for (const answer of [
    new Error('offline'),
    jsonAnswer({ ok: false }, 401),
    jsonAnswer({ order: 'what' }),
    jsonAnswer({ order: { ...order, standing: 'unheard-of' } }),
  ]) {
    clearPage();
    using extension = openOrder();
    const { fetch, calls } = network(answer, jsonAnswer({ order }));
    let release = (): void => undefined;
    const gate = new Promise<void>((open) => (release = open));
    extension.fetch = async (...asked: Parameters<typeof fetch>) => {
      await gate;
      return fetch(...asked);
    };
    await extension.render();
    await settle();
    expect(document.body.querySelector('s-spinner')).not.toBeNull();
    release();
    await settle();
    expect(text()).toContain('Vouchsafe could not be reached.');
    fireEvent.click(document.body.querySelector('s-button') as HTMLElement);
    await settle();
    expect(text()).toContain(order.why);
    expect(calls).toHaveLength(2);
  }
});

test('a page that names nothing asks nothing', async () => {
  using extension = open('admin.order-details.block.render', null);
  const { fetch, calls } = network();
  extension.fetch = fetch;
  await extension.render();
  await settle();
  expect(calls).toEqual([]);
  expect(text()).toContain('Vouchsafe could not be reached.');
});
