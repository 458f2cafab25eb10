/**
 * The block "Refer a friend", and the program's page: an advocate's link and ways to share it, friends and rewards, from the app proxy. Its markup is in
 * blocks/refer-a-friend.liquid; this fills it. Signed in or not is the server's word, by Shopify's signature.
 */
import type { ChooseCodeAnswer, ConfirmAnswer, JoinAnswer, StandingAnswer } from '#app/domain/storefront-contract.ts';
import type {} from './globals.ts';
import { groundOf } from './page-colours.ts';

type Enrolled = Extract<StandingAnswer, { enrolled: true }>;
type View = 'loading' | 'sign-in' | 'asked' | 'confirm' | 'join' | 'standing' | 'closed' | 'failed';

/** The advocate's own words stay in their browser, as long as its tab. */
const MESSAGE = 'vouchsafe-message';
/** The secret of the personal link that the advocate came by. */
const KEY = 'vouchsafe-key';

/** Blocked storage: what is kept lasts as long as the page. */
function keep(name: string, value: string | null): void {
  try {
    if (value === null) sessionStorage.removeItem(name);
    else sessionStorage.setItem(name, value);
  } catch {
    // As said above.
  }
}
function kept(name: string): string | null {
  try {
    return sessionStorage.getItem(name);
  } catch {
    return null;
  }
}

/** A link of an e-mail: its secret leaves the address before any other script or bookmark takes it along. Read once for all blocks of the page. */
const [, use, secret = ''] = /^#vouchsafe-(confirm|key)=([\w-]{43})$/.exec(location.hash) ?? [];
if (use) history.replaceState(history.state, '', location.pathname + location.search);
if (use === 'key') keep(KEY, secret);

function referABlock(block: HTMLElement): void {
  const part = <Element extends HTMLElement = HTMLElement>(name: string) =>
    block.querySelector(`[data-part="${name}"]`) as Element;
  const texts = block.dataset;
  const address = (endpoint: string) =>
    (window.Shopify?.routes?.root ?? '/') + (texts.proxy ?? '').replace(/^\/+/, '') + endpoint;
  const message = part<HTMLTextAreaElement>('message');
  let key = use === 'key' ? secret : kept(KEY);

  function show(view: View): void {
    for (const element of block.querySelectorAll<HTMLElement>('[data-view]')) element.hidden = element.dataset.view !== view;
    block.setAttribute('aria-busy', String(view === 'loading'));
  }
  function say(text: string | undefined): void {
    part('status').textContent = text ?? '';
  }
  /** Rejects unless the app answers; what it says with 429 is for the visitor to read, too. */
  async function request(endpoint: string, body?: unknown): Promise<Response> {
    const response = await fetch(address(endpoint), {
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
      headers: { Accept: 'application/json', 'Accept-Language': window.Shopify?.locale ?? 'en' },
    });
    if (!response.ok && response.status !== 429) throw new Error(String(response.status));
    return response;
  }
  async function read(endpoint: string, body?: unknown): Promise<StandingAnswer> {
    const response = await request(endpoint, body);
    if (!response.ok) throw new Error(String(response.status));
    return response.json();
  }
  async function ask(endpoint: string, body?: unknown): Promise<void> {
    show('loading');
    try {
      const standing = await read(endpoint, body);
      if (!standing.signedIn) return turnAway();
      if (!standing.enrolled) return show(standing.live ? 'join' : 'closed');
      fill(standing);
      show('standing');
    } catch {
      show('failed');
    }
  }
  const mine = (): [string, unknown?] => (key === null ? ['/standing'] : ['/mine', { key }]);
  const askAgain = () => ask(...mine());

  /** Nobody is signed in, or the personal link opens nothing any more. */
  function turnAway(why: string | undefined = ''): void {
    const hadKey = key !== null;
    key = null;
    keep(KEY, null);
    if (hadKey && texts.signedIn !== undefined) return void askAgain().then(() => say(why));
    show('sign-in');
    part('notice').textContent = why;
    if (why) part('notice').focus();
  }

  function complain(field: 'email' | 'code', text: string): void {
    part(`${field}-error`).textContent = text;
    part(`${field}-field`).setAttribute('aria-invalid', String(text !== ''));
    if (text) part(`${field}-field`).focus();
  }
  async function askToJoin(): Promise<void> {
    complain('email', '');
    part('notice').textContent = '';
    try {
      const response = await request('/ask-to-join', { email: part<HTMLInputElement>('email-field').value });
      const answer: JoinAnswer = await response.json();
      if (!answer.ok) return complain('email', answer.message);
      part('asked').textContent = answer.message;
      show('asked');
      part('asked').focus();
    } catch {
      complain('email', texts.failed ?? '');
    }
  }
  async function confirm(): Promise<void> {
    show('loading');
    try {
      const answer: ConfirmAnswer = await (await request('/confirm', { token: secret })).json();
      if (!answer.ok) return turnAway(answer.message);
      keep(KEY, (key = answer.key));
      await askAgain();
    } catch {
      show('confirm');
      say(texts.failed);
    }
  }
  /** The personal links, or all that is known of the guest. */
  async function end(endpoint: '/revoke' | '/forget', done: string | undefined): Promise<void> {
    try {
      if (!(await request(endpoint, { key })).ok) throw new Error(endpoint);
      turnAway(done);
    } catch {
      say(texts.failed);
    }
  }

  async function chooseCode(): Promise<void> {
    complain('code', '');
    part('code-ideas').replaceChildren();
    try {
      const code = part<HTMLInputElement>('code-field').value;
      const answer: ChooseCodeAnswer = await (await request('/choose-code', { code, key: key ?? undefined })).json();
      if (!answer.ok) {
        part('code-ideas').replaceChildren(...(answer.suggestions ?? []).map(ideaButton));
        return complain('code', answer.message);
      }
      const standing = await read(...mine());
      if ('code' in standing) fill(standing);
      part<HTMLDetailsElement>('choose').open = false;
      part('copy-code').focus();
      say(answer.message);
    } catch {
      complain('code', texts.failed ?? '');
    }
  }
  /** Takes the suggestion over; it is sent as any other code is. */
  function ideaButton(code: string): Node {
    const button = make('button', { type: 'button', textContent: code, className: 'vouchsafe-refer__button' });
    button.onclick = () => {
      part<HTMLInputElement>('code-field').value = code;
      part('code-field').focus();
    };
    return button;
  }

  function fill(standing: Enrolled): void {
    const write = (name: string, text: string | number) => (part(name).textContent = String(text));
    write('offer', standing.offerHeadline);
    write('terms', standing.offerTerms);
    write('reward', standing.rewardHeadline);
    const number = new Intl.NumberFormat(document.documentElement.lang || undefined);
    write('visits', number.format(standing.visits));
    write('friends', number.format(standing.friends));
    part('steps').replaceChildren(...standing.rewardSteps.map((text) => make('li', { textContent: text })));
    part('steps').hidden = standing.rewardSteps.length === 0;
    part('goals').replaceChildren(...standing.progress.map(goalItem));
    write('code', standing.code);
    write('checkout-note', standing.checkoutNote ?? '');
    write('choose-note', standing.codeChoice ?? '');
    part('choose').hidden = standing.codeChoice === null;
    part<HTMLInputElement>('link').value = standing.link;
    part('copy-code').onclick = () => void copy(standing.code);
    part('copy-link').onclick = () => {
      part<HTMLInputElement>('link').select();
      void copy(standing.links.copy);
    };
    part('rewards').replaceChildren(...standing.rewards.map(rewardItem));
    part('no-rewards').hidden = standing.rewards.length > 0;
    fillWays(standing);
    message.oninput = () => {
      keep(MESSAGE, message.value);
      fillWays(standing);
    };
    part('personal').hidden = key === null;
    part('forget-me').hidden = key === null || standing.hasAccount;
    fillPicture();
  }

  /** Each way shares a link of its own, so that the shop learns which way friends come. */
  function fillWays({ links }: Enrolled): void {
    const words = message.value.trim();
    const wordsWith = (link: string) => encodeURIComponent(`${words} ${link}`.trim());
    const aim = (name: string, href: string) => (part<HTMLAnchorElement>(name).href = href);
    aim('email', `mailto:?subject=${encodeURIComponent(texts.shareSubject ?? '')}&body=${wordsWith(links.email)}`);
    aim('whatsapp', `https://wa.me/?text=${wordsWith(links.whatsapp)}`);
    aim('x', `https://x.com/intent/post?text=${encodeURIComponent(words)}&url=${encodeURIComponent(links.x)}`);
    aim('sms', `sms:?&body=${wordsWith(links.sms)}`);
    aim('messenger', `fb-messenger://share/?link=${encodeURIComponent(links.messenger)}`);
    // Their apps are on phones; elsewhere these links lead nowhere.
    const isPhone = matchMedia('(pointer: coarse)').matches;
    part('sms').hidden = part('messenger').hidden = !isPhone;
    const share = part('share');
    share.hidden = typeof navigator.share !== 'function';
    // A visitor who closes the share sheet rejects the promise: nothing to tell.
    share.onclick = () => void navigator.share({ text: words, url: links.native }).catch(() => undefined);
  }

  /** Fetched when it is wanted. Who is not signed in shows the key, which is no part of an address. */
  function fillPicture(): void {
    part('qr').ontoggle = async () => {
      const shown = part('qr-picture');
      const files = { svg: part<HTMLAnchorElement>('qr-svg'), png: part<HTMLAnchorElement>('qr-png') };
      if (key === null) {
        (shown as HTMLImageElement).src = files.svg.href = address('/qr?as=svg');
        files.png.href = address('/qr?as=png');
        return;
      }
      const drawn = await (await request('/mine', { key, as: 'svg' })).text();
      // A shop's policy may allow no pictures out of memory: it is put into the page itself.
      if (shown instanceof HTMLImageElement) shown.replaceWith(inPage(drawn, shown));
      files.svg.href = URL.createObjectURL(new Blob([drawn], { type: 'image/svg+xml' }));
      files.png.href = URL.createObjectURL(await (await request('/mine', { key, as: 'png' })).blob());
    };
  }
  function inPage(drawn: string, { alt, className }: HTMLImageElement): Element {
    const picture = new DOMParser().parseFromString(drawn, 'image/svg+xml').documentElement;
    for (const [name, value] of Object.entries({ role: 'img', 'aria-label': alt, class: className, 'data-part': 'qr-picture' }))
      picture.setAttribute(name, value);
    return picture;
  }

  function goalItem({ text, percent }: Enrolled['progress'][number]): Node {
    const item = make('li', { textContent: text });
    // The sentence says it all.
    const bar = make('progress', { max: 100, value: percent });
    bar.setAttribute('aria-hidden', 'true');
    item.append(bar);
    return item;
  }

  function rewardItem(reward: Enrolled['rewards'][number]): Node {
    const item = part<HTMLTemplateElement>('reward-item').content.cloneNode(true) as DocumentFragment;
    const inside = (name: string) => item.querySelector(`[data-part="${name}"]`) as HTMLElement;
    inside('value').textContent = reward.value;
    inside('note').textContent = reward.note;
    inside('code').textContent = reward.code ?? '';
    inside('usable').hidden = reward.code === null;
    const button = inside('copy');
    button.setAttribute('aria-label', `${button.textContent} ${reward.code}`);
    button.onclick = () => void copy(reward.code ?? '');
    return item;
  }

  async function copy(text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      say(texts.copied);
    } catch {
      say(texts.copyYourself);
    }
  }

  message.value = kept(MESSAGE) ?? message.value;
  part('join').onclick = () => void ask('/join', {});
  part('again').onclick = () => void askAgain();
  part('confirm').onclick = () => void confirm();
  part('revoke').onclick = () => void end('/revoke', texts.revoked);
  part('forget').onclick = () => void end('/forget', texts.forgotten);
  const form = block.querySelector<HTMLFormElement>('[data-part="email-form"]');
  if (form)
    form.onsubmit = (event) => {
      event.preventDefault();
      void askToJoin();
    };
  part('code-form').onsubmit = (event) => {
    event.preventDefault();
    void chooseCode();
  };
  // A link that is opened confirms nothing by itself: programs that look into e-mails open links, too.
  if (use === 'confirm') show('confirm');
  else if (key !== null || texts.signedIn !== undefined) void askAgain();
}

function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Partial<HTMLElementTagNameMap[Name]>,
): HTMLElementTagNameMap[Name] {
  return Object.assign(document.createElement(name), properties);
}

function start(): void {
  for (const block of document.querySelectorAll<HTMLElement>('.vouchsafe-refer:not([data-ready])')) {
    block.dataset.ready = '';
    block.style.setProperty('--vouchsafe-page', groundOf(block));
    // The theme editor has nothing to be filled.
    if (block.dataset.live !== undefined) referABlock(block);
  }
}

// Shopify loads the script of a block with `async`: it may be here before the block.
if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start);
else start();
