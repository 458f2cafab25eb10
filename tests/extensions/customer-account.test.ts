import { setUpExtension } from '@shopify/ui-extensions-tester';
import { fireEvent } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { translatorOf } from './locale.ts';
import { clearPage, jsonAnswer, LINKS, network, settle, standingText } from './samples.ts';

const extensionFolder = { configSearchDir: 'extensions/customer-account' };
const words = { offer: '10% off', reward: '$10.00 off' };

beforeEach(() => {
  clearPage();
  process.env['APP_URL'] = 'https://app.vouchsafe.test';
});
afterEach(() => {
  delete process.env['APP_URL'];
});

function open(
  target: 'customer-account.page.render' | 'customer-account.profile.block.render',
  language: 'en' | 'fr' | 'ar' = 'en',
) {
  const extension = setUpExtension(target, extensionFolder);
  const { shopify } = extension;
  shopify.localization.extensionLanguage.value = { isoCode: language };
  shopify.sessionToken.get = () => Promise.resolve('token-of-this-page');
  shopify.i18n.translate = translatorOf('customer-account', language) as typeof shopify.i18n.translate;
  shopify.i18n.formatDate = (date) => date.toISOString().slice(0, 10);
  return extension;
}

const customer = (value: unknown) => jsonAnswer({ data: { customer: { metafield: value === null ? null : { value } } } });
const text = () => document.body.textContent;

test('an advocate sees link, friends and usable rewards on the page, read with their own session and nothing else', async () => {
  using extension = open('customer-account.page.render');
  const { fetch, calls } = network(customer(standingText()));
  extension.fetch = fetch;
  await extension.render();
  await settle();
  expect(calls.map(({ url, authorization }) => [url, authorization])).toEqual([
    ['shopify://customer-account/api/2026-07/graphql.json', null],
  ]);
  expect(calls[0]?.body['query']).toContain('metafield(namespace: "$app", key: "referral_standing")');
  expect(document.body.querySelector('s-page')?.getAttribute('heading')).toBe('Refer a friend');
  const copied = [...document.body.querySelectorAll('s-clipboard-item')].map((item) => item.getAttribute('text'));
  expect(copied).toEqual([LINKS.copy, 'THANKS-7K2Q']);
  expect(text()).toContain('2 friends have bought through your link.1 reward is on its way.');
  expect(text()).toContain('$10.00 offTHANKS-7K2QCopy THANKS-7K2Q');
});

test('rewards: ended ones are left out, others say until when, money says where it is; in French, too', async () => {
  const value = { en: '$5.00 off', fr: '5,00 $ de réduction' };
  const soon = Date.now() + 86_400_000;
  using extension = open('customer-account.page.render', 'fr');
  extension.fetch = network(
    customer(
      standingText({
        friends: 1,
        pending: 0,
        rewards: [
          { value, code: 'OLD', expiresAt: Date.now() - 1 },
          { value, code: 'SOON', expiresAt: soon },
          { value: { en: '$7.00 store credit' }, code: null, expiresAt: null },
        ],
      }),
    ),
  ).fetch;
  await extension.render();
  await settle();
  expect(text()).not.toContain('OLD');
  expect(text()).toContain(`5,00 $ de réductionSOONCopier SOONJusqu’au ${new Date(soon).toISOString().slice(0, 10)}`);
  expect(text()).toContain('$7.00 store creditDans votre compte');
  expect(text()).toContain('1 filleul a acheté grâce à votre lien.');
  expect(text()).not.toContain('en route');
});

test('Arabic has words for two friends and for one reward, without figures', async () => {
  using extension = open('customer-account.page.render', 'ar');
  extension.fetch = network(customer(standingText())).fetch;
  await extension.render();
  await settle();
  expect(text()).toContain('اشترى صديقان عبر رابطك.مكافأة واحدة في الطريق.');
  expect(document.body.querySelector('s-page')?.getAttribute('heading')).toBe('أخبر صديقًا');
});

test('who is no advocate yet reads what joining brings, joins with one tap, and has the link', async () => {
  using extension = open('customer-account.page.render');
  const { fetch, calls } = network(
    customer(null),
    jsonAnswer({ share: null, invitation: words, knowsFriend: false }),
    jsonAnswer({ share: { links: LINKS, ...words }, invitation: words, knowsFriend: false }),
  );
  extension.fetch = fetch;
  await extension.render();
  await settle();
  expect(text()).toBe('Your friend gets: 10% offYou get: $10.00 offGet my link');
  fireEvent.click(document.body.querySelector('s-button') as HTMLElement);
  await settle();
  expect(calls.slice(1).map(({ url, body }) => [url, body])).toEqual([
    ['https://app.vouchsafe.test/extension/share', { discountCodes: [], join: false }],
    ['https://app.vouchsafe.test/extension/share', { discountCodes: [], join: true }],
  ]);
  expect(document.body.querySelector('s-clipboard-item')?.getAttribute('text')).toBe(LINKS.copy);
});

test('a program that rests says so and keeps showing earned rewards; without an answer the page asks to come back', async () => {
  for (const [answers, expected] of [
    [[customer(standingText({ live: false }))], 'The referral program is resting at the moment.2 friends'],
    [
      [customer(null), jsonAnswer({ share: null, invitation: null, knowsFriend: false })],
      'The referral program is resting at the moment.',
    ],
    [[jsonAnswer({ errors: [{ message: 'throttled' }] }), new Error('offline')], 'This is not to be had just now.'],
    [[new Error('offline'), jsonAnswer({ ok: false }, 401)], 'This is not to be had just now.'],
  ] as const) {
    clearPage();
    using extension = open('customer-account.page.render');
    extension.fetch = network(...answers).fetch;
    await extension.render();
    await settle();
    expect(text()).toContain(expected);
  }
});

test('joining that fails leaves the button and says so', async () => {
  using extension = open('customer-account.page.render');
  extension.fetch = network(customer(null), jsonAnswer({ invitation: words }), new Error('offline')).fetch;
  await extension.render();
  await settle();
  fireEvent.click(document.body.querySelector('s-button') as HTMLElement);
  await settle();
  expect(text()).toContain('Get my linkThis is not to be had just now.');
});

test('the profile shows an advocate their standing as the merchant chose, and nobody else anything', async () => {
  {
    using extension = open('customer-account.profile.block.render');
    extension.shopify.settings.value = { heading: 'Your friends', hide_rewards: true };
    extension.fetch = network(customer(standingText())).fetch;
    await extension.render();
    await settle();
    expect(document.body.querySelector('s-section')?.getAttribute('heading')).toBe('Your friends');
    expect(document.body.querySelector('s-qr-code')).toBeNull();
    expect(text()).toContain('Copy link');
    expect(text()).not.toContain('THANKS-7K2Q');
  }
  for (const answer of [customer(null), customer('{'), jsonAnswer({ data: { customer: null } }), new Error('offline')]) {
    clearPage();
    using extension = open('customer-account.profile.block.render');
    const { fetch, calls } = network(answer);
    extension.fetch = fetch;
    await extension.render();
    await settle();
    expect(text()).toBe('');
    expect(calls).toHaveLength(1);
  }
});
