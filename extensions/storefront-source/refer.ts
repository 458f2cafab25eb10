/**
 * The block "Refer a friend": for a signed-in customer their link, their friends and their rewards, from the app proxy. Its markup is in
 * blocks/refer-a-friend.liquid; this fills it. Signed in or not is the server's word, by Shopify's signature.
 */
import type { StandingAnswer } from '#app/domain/storefront-contract.ts';
import type {} from './globals.ts';
import { groundOf } from './page-colours.ts';

type Enrolled = Extract<StandingAnswer, { enrolled: true }>;
type View = 'loading' | 'sign-in' | 'join' | 'standing' | 'closed' | 'failed';

function referABlock(block: HTMLElement): void {
  const part = <Element extends HTMLElement = HTMLElement>(name: string) =>
    block.querySelector(`[data-part="${name}"]`) as Element;
  const texts = block.dataset;
  const address = (endpoint: string) =>
    (window.Shopify?.routes?.root ?? '/') + (texts.proxy ?? '').replace(/^\/+/, '') + endpoint;

  function show(view: View): void {
    for (const element of block.querySelectorAll<HTMLElement>('[data-view]')) element.hidden = element.dataset.view !== view;
    block.setAttribute('aria-busy', String(view === 'loading'));
  }
  function say(text: string | undefined): void {
    part('status').textContent = text ?? '';
  }
  async function ask(endpoint: string, init: RequestInit): Promise<void> {
    try {
      const response = await fetch(address(endpoint), {
        ...init,
        headers: { Accept: 'application/json', 'Accept-Language': window.Shopify?.locale ?? 'en' },
      });
      if (!response.ok) throw new Error(String(response.status));
      const standing: StandingAnswer = await response.json();
      if (!standing.signedIn) return show('sign-in');
      if (!standing.enrolled) return show(standing.live ? 'join' : 'closed');
      fill(standing);
      show('standing');
    } catch {
      show('failed');
    }
  }

  function fill(standing: Enrolled): void {
    part('offer').textContent = standing.offerHeadline;
    part('reward').textContent = standing.rewardHeadline;
    const steps = standing.rewardSteps.map((text) => Object.assign(document.createElement('li'), { textContent: text }));
    part('steps').replaceChildren(...steps);
    part('steps').hidden = steps.length === 0;
    part<HTMLInputElement>('link').value = standing.link;
    part('friends').textContent = String(standing.friends);
    // Each button shares a link of its own, so that the shop learns which way friends come.
    const { links } = standing;
    const wordsWith = (link: string) => encodeURIComponent(`${texts.shareText ?? ''} ${link}`.trim());
    const subject = encodeURIComponent(texts.shareSubject ?? '');
    part<HTMLAnchorElement>('email').href = `mailto:?subject=${subject}&body=${wordsWith(links.email)}`;
    part<HTMLAnchorElement>('whatsapp').href = `https://wa.me/?text=${wordsWith(links.whatsapp)}`;
    const share = part<HTMLButtonElement>('share');
    share.hidden = typeof navigator.share !== 'function';
    // A visitor who closes the share sheet rejects the promise: nothing to tell.
    share.onclick = () => void navigator.share({ text: texts.shareText ?? '', url: links.native }).catch(() => undefined);
    part('copy-link').onclick = () => {
      part<HTMLInputElement>('link').select();
      void copy(links.copy);
    };
    part('rewards').replaceChildren(...standing.rewards.map(rewardItem));
    part('no-rewards').hidden = standing.rewards.length > 0;
  }

  function rewardItem(reward: Enrolled['rewards'][number]): Node {
    const item = part<HTMLTemplateElement>('reward-item').content.cloneNode(true) as DocumentFragment;
    const inside = (name: string) => item.querySelector(`[data-part="${name}"]`) as HTMLElement;
    const day = (at: number) =>
      new Intl.DateTimeFormat(document.documentElement.lang || undefined, { dateStyle: 'medium' }).format(at);
    const isUsable = reward.code !== null && reward.state === 'issued';
    inside('value').textContent = reward.value;
    const when =
      reward.state === 'pending' && reward.usableFrom !== null
        ? (texts.usableFrom ?? '').replace('%date%', day(reward.usableFrom))
        : isUsable && reward.expiresAt !== null
          ? (texts.expires ?? '').replace('%date%', day(reward.expiresAt))
          : '';
    inside('state').textContent = [texts[`state${reward.state.charAt(0).toUpperCase()}${reward.state.slice(1)}`], when]
      .filter(Boolean)
      .join(' · ');
    inside('code').textContent = reward.code ?? '';
    inside('usable').hidden = !isUsable;
    inside('copy').onclick = () => void copy(reward.code ?? '');
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

  part('join').onclick = () => {
    show('loading');
    void ask('/join', { method: 'POST' });
  };
  part('again').onclick = () => {
    show('loading');
    void ask('/standing', {});
  };
  void ask('/standing', {});
}

function start(): void {
  for (const block of document.querySelectorAll<HTMLElement>('.vouchsafe-refer:not([data-ready])')) {
    block.dataset.ready = '';
    block.style.setProperty('--vouchsafe-page', groundOf(block));
    // A guest and the theme editor have nothing to be filled.
    if (block.dataset.signedIn !== undefined) referABlock(block);
  }
}

// Shopify loads the script of a block with `async`: it may be here before the block.
if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start);
else start();
