/**
 * The friend's greeting: loaded by embed.ts where there is something to show. Its markup is the <template> that the app embed prints in the
 * storefront's language; it lives in a shadow root, so the theme's styles and ours leave each other alone, and inherits type and colours.
 */
import type { ClaimAnswer, OfferAnswer, StoredReferral } from '#app/domain/storefront-contract.ts';
import type { Embed } from './globals.ts';
import { groundOf } from './page-colours.ts';

type State = 'offer' | 'claimed' | 'kept' | 'refused';
/** As it is remembered: code, end and note. */
type Claimed = NonNullable<StoredReferral['o']>;
type Granted = Extract<ClaimAnswer, { ok: true }>;
type CartAnswer = { item_count: number; discount_codes?: { code: string; applicable: boolean }[] };

const seenKey = 'vouchsafe-seen';
const COLOURS = ['background', 'text', 'button', 'button-text'];
/** CSS pixels of the window; below, the bar is a better place. */
const SMALLEST_MODAL = 640;
/** Answers after which the visitor may try again. */
const PASSING = ['try-later', 'too-fast', 'busy'];
/** A seal may follow. */
const CODE_LENGTH = 10;
const template = document.querySelector<HTMLTemplateElement>('#vouchsafe-offer');
const isPreview = window.Shopify?.designMode === true;

/** The parts of the bar; the template has them all. */
function drawBar(source: HTMLTemplateElement) {
  const host = document.createElement('div');
  const shadow = host.attachShadow({ mode: 'open' });
  shadow.append(source.content.cloneNode(true));
  const part = (name: string) => shadow.querySelector(`[data-part="${name}"]`) as HTMLElement;
  const bar = part('bar');
  const texts = bar.dataset;
  let isModal = false;
  bar.style.setProperty('--page', groundOf(document.body));
  // Not by an attribute, which a Content-Security-Policy may forbid. The second is a colour that the merchant has emptied.
  for (const name of COLOURS) {
    const colour = bar.getAttribute(`data-${name}`) ?? '';
    if (colour !== '' && colour !== 'rgba(0,0,0,0)') bar.style.setProperty(`--vouchsafe-${name}`, colour);
  }
  bar.style.setProperty('--ink', getComputedStyle(document.body).color);

  function set(name: string, text: string): void {
    part(name).textContent = text;
    part(name).hidden = text === '';
  }
  function show(state: State): void {
    bar.dataset.state = state;
  }
  function close(): void {
    host.remove();
    remember('closed');
  }
  part('close').addEventListener('click', close);
  bar.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close();
  });
  bar.addEventListener('click', (event) => {
    // Beside the dialog: what is shaded belongs to it.
    if (event.target === bar && isModal) close();
  });
  part('copy').addEventListener('click', () => {
    const code = part('code').textContent ?? '';
    navigator.clipboard.writeText(code).then(
      () => {
        set('copy', texts.copied ?? '');
        set('status', texts.copied ?? '');
      },
      // Without leave to write the clipboard, the code is selected: the visitor copies it.
      () => getSelection()?.selectAllChildren(part('code')),
    );
  });
  return {
    part,
    set,
    show,
    texts,
    /**
     * Puts the bar on the page once its styles are there, above the cookie banner where there is one. A dialog, where the merchant wants one, is for an offer
     * that was not seen yet, and not for phones: there it is a bar, too.
     */
    open() {
      const sheet = shadow.querySelector('link');
      const isQuestion = bar instanceof HTMLDialogElement && bar.dataset.state === 'offer' && innerWidth >= SMALLEST_MODAL;
      bar.hidden = true;
      const reveal = () => {
        if (!bar.hidden) return;
        bar.hidden = false;
        isModal = isQuestion;
        if (isQuestion) bar.showModal();
        else bar.setAttribute('open', '');
      };
      sheet?.addEventListener('load', reveal);
      sheet?.addEventListener('error', reveal);
      document.body.append(host);
      lift(bar);
      new MutationObserver(() => lift(bar)).observe(document.body, { childList: true });
    },
  };
}
type Bar = ReturnType<typeof drawBar>;

function lift(bar: HTMLElement): void {
  const banner = document.querySelector('#shopify-pc__banner');
  const top = banner?.getBoundingClientRect().top ?? 0;
  bar.style.setProperty('--lift', banner !== null && top > innerHeight / 3 ? `${innerHeight - top}px` : '0px');
}

/** Without a code (an offer that is paid after the purchase), the note says it all. */
function fillCode(bar: Bar, [code, , note = '', day]: Claimed): void {
  const { until = '', atAnyTime = '' } = bar.texts;
  const end = day ? until.replace('%date%', day) : atAnyTime;
  bar.set('code', code);
  bar.part('code-row').hidden = code === '';
  bar.set('until', code === '' ? '' : end);
  bar.set('note', note);
}

/**
 * Puts the code on the cart beside those that are there, in place of the one it replaces. Quiet about failures: the visitor sees the code and can enter it
 * at checkout. False when the shop does not take it for a cart that has something in it.
 */
async function applyCode(embed: Embed, code: string, replaced = ''): Promise<boolean> {
  try {
    const root = window.Shopify?.routes?.root ?? '/';
    const upper = (entry: { code: string }) => entry.code.toUpperCase();
    let cart: CartAnswer = await (await fetch(`${root}cart.js`, { headers: embed.headers })).json();
    const codes = (cart.discount_codes ?? []).map(upper);
    if (!codes.includes(code)) {
      const discount = [...codes.filter((each) => each !== replaced), code].join(',');
      cart = JSON.parse(await embed.cart({ discount }));
    }
    return !(cart.item_count > 0 && cart.discount_codes?.find((entry) => upper(entry) === code)?.applicable === false);
  } catch {
    // The network, or a shop that answers with a page.
    return true;
  }
}

/** Asks for the offer, or again for the same: the code stays, an e-mail address is added. */
async function ask(embed: Embed, bar: Bar, [id, code]: [string, string], email?: string): Promise<ClaimAnswer> {
  try {
    const response = await fetch(embed.address('/claim'), {
      method: 'POST',
      headers: { ...embed.headers, 'Content-Type': 'application/json' },
      body: JSON.stringify({ id, code, email }),
    });
    return await response.json();
  } catch {
    return { ok: false, reason: 'try-later', message: bar.texts.failed ?? '' };
  }
}

async function claim(embed: Embed, bar: Bar, code: string): Promise<void> {
  const button = bar.part('claim') as HTMLButtonElement;
  const label = button.textContent ?? '';
  button.setAttribute('aria-disabled', 'true');
  button.textContent = bar.texts.busy ?? '';
  // An earlier try for this advocate is continued, however the link was sealed; one that had its code, which has expired, is not.
  const { i: earlier, o: had } = embed.stored() ?? {};
  const isSame = earlier?.[1].slice(0, CODE_LENGTH) === code.slice(0, CODE_LENGTH) && had === undefined;
  const id = isSame ? earlier[0] : crypto.randomUUID();
  embed.keep({ i: [id, code] });
  const answer = await ask(embed, bar, [id, code]);
  button.textContent = label;
  button.removeAttribute('aria-disabled');
  if (!answer.ok) {
    bar.set('terms', answer.message);
    bar.set('status', answer.message);
    if (!PASSING.includes(answer.reason)) bar.show('refused');
    return;
  }
  const claimed = keep(embed, [id, code], answer);
  bar.set('headline', answer.headline);
  fillCode(bar, claimed);
  bar.show('claimed');
  const { discountCode } = answer;
  bar.set('status', discountCode === null ? answer.note : `${bar.texts.claimed ?? ''} ${discountCode}`);
  bar.part(discountCode === null ? 'close' : 'copy').focus();
  if (discountCode !== null && !(await applyCode(embed, discountCode))) sayNotYet(bar, answer);
}

/** The cart is too small for the code, or has other products: what it takes is said, and the code stays. */
function sayNotYet(bar: Bar, { terms, note }: Granted): void {
  bar.set('note', [bar.texts.notYet, terms, note].filter((text) => text).join(' '));
}

function keep(embed: Embed, i: [string, string], { discountCode, expiresAt, note, until }: Granted): Claimed {
  const claimed: Claimed = [discountCode ?? '', expiresAt, note, until];
  embed.keep({ i, o: claimed });
  return claimed;
}

/** An e-mail address recognises the friend on another device. It is asked for after the claim, and needs no answer. */
function offerElsewhere(embed: Embed, bar: Bar): void {
  const form = bar.part('elsewhere-form');
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const claimed = embed.stored()?.i;
    if (claimed === undefined) return;
    void ask(embed, bar, claimed, (bar.part('email') as HTMLInputElement).value).then((answer) => {
      const words = answer.ok ? (bar.texts.saved ?? '') : answer.message;
      bar.set('elsewhere-why', words);
      bar.set('status', words);
      form.hidden = answer.ok;
      if (answer.ok) fillCode(bar, keep(embed, claimed, answer));
    });
  });
}

async function greet(embed: Embed, bar: Bar, code: string): Promise<void> {
  const response = await fetch(embed.address(`/offer?code=${encodeURIComponent(code)}`), { headers: embed.headers });
  const offer: OfferAnswer = await response.json();
  if (!offer.available) return;
  if (offer.advocateName !== null) bar.set('from', (bar.texts.invitedBy ?? '').replace('%name%', offer.advocateName));
  bar.set('headline', offer.headline);
  bar.set('terms', offer.terms);
  // Unseen, it keeps the room that the claimed code will need.
  fillCode(bar, [offer.hasCode ? 'FRIEND-0000-0000-0000' : '', null, offer.note, offer.until]);
  bar.part('claim').addEventListener('click', (event) => {
    if ((event.currentTarget as Element).getAttribute('aria-disabled') === null) void claim(embed, bar, code);
  });
  bar.show('offer');
  bar.open();
  // "Claim my offer" was pressed on the link's own page. No other site can be there.
  if (document.referrer.startsWith(location.origin + embed.address('/r/'))) void claim(embed, bar, code);
}

/**
 * A claimed code is shown once in a visit, and always on the cart page. Where the shop does not take it, the app is asked again: it may have another
 * one instead.
 */
async function remind(embed: Embed, bar: Bar, claimed: Claimed): Promise<void> {
  const isCart = /\/cart\/?$/.test(location.pathname);
  if (!isCart && recall() !== null) return;
  const [code] = claimed;
  const { i: asked } = embed.stored() ?? {};
  let refused: Granted | null = null;
  if (code !== '' && !(await applyCode(embed, code)) && asked !== undefined) {
    const answer = await ask(embed, bar, asked);
    if (answer.ok) {
      const { discountCode } = answer;
      if (discountCode !== code) claimed = keep(embed, asked, answer);
      if (discountCode === code || (discountCode !== null && !(await applyCode(embed, discountCode, code)))) refused = answer;
    }
  }
  bar.set('headline', bar.texts.kept ?? '');
  fillCode(bar, claimed);
  if (refused !== null) sayNotYet(bar, refused);
  bar.show('kept');
  bar.open();
  remember('shown');
}

function remember(what: string): void {
  try {
    sessionStorage.setItem(seenKey, what);
  } catch {
    // Storage is blocked: the bar comes back on the next page.
  }
}

function recall(): string | null {
  try {
    return sessionStorage.getItem(seenKey);
  } catch {
    return null;
  }
}

async function run(source: HTMLTemplateElement): Promise<void> {
  const bar = drawBar(source);
  const embed = window.vouchsafe;
  if (isPreview) {
    bar.show('offer');
    return bar.open();
  }
  const claimed = embed?.stored()?.o;
  if (embed === undefined) return;
  offerElsewhere(embed, bar);
  if (claimed !== undefined && (claimed[1] ?? Infinity) > Date.now()) return remind(embed, bar, claimed);
  if (embed.code !== null) return greet(embed, bar, embed.code);
}

// A shop that answers with a page instead of JSON, or not at all, shows no greeting.
if (template !== null) run(template).catch(() => undefined);
