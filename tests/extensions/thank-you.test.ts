import { setUpExtension } from '@shopify/ui-extensions-tester';
import { createStorage } from '@shopify/ui-extensions-tester/checkout';
import { fireEvent } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { translatorOf } from './locale.ts';
import { clearPage, customersMetafield, jsonAnswer, LINKS, network, settle, standingText, tell } from './samples.ts';

type Storage = ReturnType<typeof createStorage>;
const extensionFolder = { configSearchDir: 'extensions/thank-you' };

beforeEach(() => {
  clearPage();
  process.env['APP_URL'] = 'https://app.vouchsafe.test';
});
afterEach(() => {
  delete process.env['APP_URL'];
});

/** The thank-you page of an order, as far as Shopify tells of it. */
function thankYouPage(
  options: {
    metafield?: unknown;
    discountCodes?: string[];
    attributes?: string[];
    language?: 'en' | 'fr';
    editor?: unknown;
    storage?: Storage;
  } = {},
) {
  const extension = setUpExtension('purchase.thank-you.block.render', extensionFolder);
  const { shopify } = extension;
  const { metafield, discountCodes = [], attributes = [], language = 'en', editor, storage = createStorage() } = options;
  shopify.orderConfirmation.value = { order: { id: 'gid://shopify/OrderIdentity/77' }, number: 'K7M2XPD4T', isFirstOrder: true };
  if (metafield !== undefined) shopify.appMetafields.value = [customersMetafield(metafield)];
  shopify.discountCodes.value = discountCodes.map((code) => ({ code }));
  shopify.attributes.value = attributes.map((key) => ({ key, value: 'x' }));
  tell(shopify, 'extension', { editor });
  shopify.storage = storage;
  tell(shopify, 'localization', { extensionLanguage: { value: { isoCode: language }, subscribe: () => () => undefined } });
  shopify.sessionToken.get = () => Promise.resolve('token-of-this-page');
  shopify.i18n.translate = translatorOf('thank-you', language) as typeof shopify.i18n.translate;
  return extension;
}

const text = () => document.body.textContent;
const headings = () => [...document.body.querySelectorAll('s-section')].map((section) => section.getAttribute('heading'));
const links = () => [...document.body.querySelectorAll('s-link')].map((link) => link.getAttribute('href') ?? '');

async function answerWith(words: string): Promise<void> {
  const field = document.body.querySelector('s-text-field[name="vouchsafe-friend"]') as HTMLElement & { value: string };
  field.value = words;
  fireEvent.input(field);
  await settle();
  fireEvent.submit(document.body.querySelector('s-form') as HTMLElement);
  await settle();
}

test('an advocate who has bought gets their link at once, sealed for each way of sharing, without a request to the app', async () => {
  using extension = thankYouPage({ metafield: standingText() });
  const { fetch, calls } = network();
  extension.fetch = fetch;
  await extension.render();
  await settle();
  expect(text()).toContain('Your friend gets: 10% off your first order');
  expect(document.body.querySelector('s-clipboard-item')?.getAttribute('text')).toBe(LINKS.copy);
  expect(document.body.querySelector('s-qr-code')?.getAttribute('content')).toBe(LINKS.qr);
  const message = (link: string) => encodeURIComponent(`I have something for you: 10% off your first order. ${link}`);
  expect(links()).toEqual([
    `https://wa.me/?text=${message(LINKS.whatsapp)}`,
    `mailto:?subject=Something%20for%20you&body=${message(LINKS.email)}`,
    `sms:?&body=${message(LINKS.sms)}`,
  ]);
  expect(headings()).toEqual(['Share with a friend', 'Who referred you?']);
  expect(calls).toEqual([]);
});

test('the same in French, and copying is said aloud', async () => {
  using extension = thankYouPage({ metafield: standingText(), language: 'fr' });
  await extension.render();
  await settle();
  expect(text()).toContain('Pour votre filleul\u00a0: 10 % de réduction');
  fireEvent(document.body.querySelector('s-clipboard-item') as HTMLElement, new Event('copy'));
  await settle();
  expect(document.body.querySelector('[accessibilityrole=status]')?.textContent).toBe('Votre lien est copié.');
});

test('a buyer who is no advocate yet becomes one: the app gives the link for the order that they prove', async () => {
  using extension = thankYouPage();
  const words = { offer: '5% off', reward: '$5.00 off' };
  const { fetch, calls } = network(jsonAnswer({ share: { links: LINKS, ...words }, invitation: words, knowsFriend: false }));
  extension.fetch = fetch;
  await extension.render();
  await settle();
  expect(calls).toEqual([
    {
      url: 'https://app.vouchsafe.test/extension/share',
      body: { orderId: 'gid://shopify/OrderIdentity/77', confirmationNumber: 'K7M2XPD4T', discountCodes: [], join: true },
      authorization: 'Bearer token-of-this-page',
      language: 'en',
    },
  ]);
  expect(text()).toContain('Your friend gets: 5% off');
});

test('the friend names who sent them, hears what the app says, and is not asked again for that order', async () => {
  const storage = createStorage();
  using extension = thankYouPage({ metafield: standingText(), storage });
  const { fetch, calls } = network(jsonAnswer({ ok: true, message: 'Thank you. We will see to it.' }));
  extension.fetch = fetch;
  await extension.render();
  await settle();
  await answerWith('  Anna Berg ');
  expect(calls.map(({ url, body }) => [url, body])).toEqual([
    [
      'https://app.vouchsafe.test/extension/answer',
      { orderId: 'gid://shopify/OrderIdentity/77', confirmationNumber: 'K7M2XPD4T', answer: 'Anna Berg' },
    ],
  ]);
  expect(text()).toContain('Thank you. We will see to it.');
  expect(document.body.querySelector('s-form')).toBeNull();

  clearPage();
  using again = thankYouPage({ metafield: standingText(), storage });
  await again.render();
  await settle();
  expect(headings()).toEqual(['Share with a friend']);
});

test('an answer that is refused or lost may be given again', async () => {
  using extension = thankYouPage({ metafield: standingText() });
  const { fetch } = network(jsonAnswer({ ok: false, message: 'One moment, please.' }, 429), new Error('offline'));
  extension.fetch = fetch;
  await extension.render();
  await settle();
  await answerWith('Anna');
  expect(text()).toContain('One moment, please.');
  await answerWith('Anna');
  expect(text()).toContain('We could not reach the shop just now.');
  expect(document.body.querySelector('s-form')).not.toBeNull();
});

test('nobody is asked who sent them when the order knows: by the cart’s attribute, or by a code that the app knows for a friend’s', async () => {
  {
    using byAttribute = thankYouPage({ metafield: standingText(), attributes: ['__vouchsafe'] });
    await byAttribute.render();
    await settle();
    expect(headings()).toEqual(['Share with a friend']);
  }

  for (const [knowsFriend, shown] of [
    [true, ['Share with a friend']],
    [false, ['Share with a friend', 'Who referred you?']],
  ] as const) {
    clearPage();
    using byCode = thankYouPage({ metafield: standingText(), discountCodes: ['FRIEND-1'] });
    const { fetch, calls } = network(jsonAnswer({ share: null, invitation: null, knowsFriend }));
    byCode.fetch = fetch;
    await byCode.render();
    await settle();
    expect(calls[0]?.body).toMatchObject({ discountCodes: ['FRIEND-1'], join: false });
    expect(headings()).toEqual(shown);
  }
});

test('the merchant chooses the parts and the headings', async () => {
  {
    using extension = thankYouPage({ metafield: standingText() });
    extension.shopify.settings.value = { hide_qr: true, hide_question: true, share_heading: 'Tell a tea lover' };
    await extension.render();
    await settle();
    expect(headings()).toEqual(['Tell a tea lover']);
    expect(document.body.querySelector('s-qr-code')).toBeNull();
  }
  clearPage();
  using hidden = thankYouPage({ metafield: standingText() });
  hidden.shopify.settings.value = { hide_share: true, hide_question: true };
  await hidden.render();
  await settle();
  expect(document.body.textContent).toBe('');
});

test('the editor shows nobody’s link, and asks neither the app nor anybody', async () => {
  using extension = thankYouPage({ editor: { type: 'checkout' } });
  const { fetch, calls } = network();
  extension.fetch = fetch;
  await extension.render();
  await settle();
  expect(text()).toContain('what your program promises a friend');
  expect(headings()).toEqual(['Share with a friend', 'Who referred you?']);
  await answerWith('Anna');
  expect(calls).toEqual([]);
});

test('where anything is missing, nothing is shown rather than an error', async () => {
  for (const metafield of [
    '',
    'null',
    '[]',
    '{"live":true}',
    standingText({ links: { ...LINKS, qr: 'javascript:alert(1)' } }),
    7,
  ]) {
    clearPage();
    using broken = thankYouPage({ metafield });
    broken.shopify.settings.value = { hide_question: true };
    broken.fetch = network(jsonAnswer('<html>', 502)).fetch;
    await broken.render();
    await settle();
    expect(document.body.textContent, String(metafield)).toBe('');
  }
  for (const withheld of ['appMetafields', 'orderConfirmation', 'localization', 'storage', 'sessionToken'] as const) {
    clearPage();
    using bare = thankYouPage();
    bare.shopify.settings.value = { hide_question: true };
    Object.assign(bare.shopify, { [withheld]: undefined });
    bare.fetch = network(new Error('no network access')).fetch;
    await bare.render();
    await settle();
    expect(document.body.textContent, withheld).toBe('');
  }
  delete process.env['APP_URL'];
  clearPage();
  using homeless = thankYouPage();
  homeless.shopify.settings.value = { hide_question: true };
  await homeless.render();
  await settle();
  expect(document.body.textContent).toBe('');
});

test('the order’s own page shows the same for a recent order, and asks nothing about an old one', async () => {
  for (const [processedAt, shown] of [
    [new Date().toISOString(), ['Share with a friend', 'Who referred you?']],
    ['2020-01-01T00:00:00Z', ['Share with a friend']],
  ] as const) {
    clearPage();
    using extension = setUpExtension('customer-account.order-status.block.render', extensionFolder);
    const { shopify } = extension;
    const order = { id: 'gid://shopify/Order/77', name: '#77', confirmationNumber: 'K7M2XPD4T', processedAt };
    tell(shopify, 'order', { value: { ...order, cancelledAt: undefined } });
    shopify.appMetafields.value = [customersMetafield(standingText())];
    tell(shopify, 'extension', { editor: undefined });
    shopify.storage = createStorage();
    shopify.i18n.translate = translatorOf('thank-you') as typeof shopify.i18n.translate;
    await extension.render();
    await settle();
    expect(headings()).toEqual(shown);
  }
});
