/** The admin's end of the wire to the app's frame. */
import { isEnvelope, type Envelope, type FromAdmin, type FromApp } from './messages.ts';

/** What the page says about the frame (pages/app-page.ts). */
export type FrameFacts = { appName: string; appOrigin: string; base: string; appBase: string; apiKey: string; shop: string };

export const facts: FrameFacts = JSON.parse(byId('frame').textContent ?? '');
const frame = byId('app') as HTMLIFrameElement;

export function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`dev store: the page has no #${id}`);
  return element;
}

export function say(message: FromAdmin): void {
  const envelope: Envelope<FromAdmin> = { devstore: 'app-bridge', message };
  frame.contentWindow?.postMessage(envelope, facts.appOrigin);
}

/** What the frame said before this script ran (pages/app-page.ts); undefined once it has been heard. */
declare global {
  var earlyMessages: MessageEvent[] | undefined;
}

export function listen(handle: (message: FromApp) => void): void {
  function hear(event: MessageEvent): void {
    if (event.source !== frame.contentWindow || event.origin !== facts.appOrigin || !isEnvelope(event.data)) return;
    handle((event.data as Envelope<FromApp>).message);
  }
  const early = window.earlyMessages ?? [];
  window.earlyMessages = undefined;
  window.addEventListener('message', hear);
  // After the rest of the script: what the handler uses is not there yet.
  queueMicrotask(() => early.forEach(hear));
}

/** Asks the shell's own server. Throws what it says against it. */
export async function request(path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(`${facts.base}/app-bridge/${path}`, {
    ...(body === undefined
      ? {}
      : { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  const answer: unknown = await response.json();
  if (response.ok) return answer;
  throw new Error(typeof answer === 'object' && answer !== null && 'error' in answer ? String(answer.error) : 'refused');
}

/** An element with text and attributes. */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Record<string, string> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

export function onPress(button: HTMLElement, action: () => void): HTMLElement {
  button.addEventListener('click', action);
  return button;
}
