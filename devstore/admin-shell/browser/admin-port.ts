/** The app's end of the wire to the admin. */
import { isEnvelope, type Envelope, type FromAdmin, type FromApp, type Question } from './messages.ts';
import { nextNumber, shared } from './shared.ts';

const adminOrigin = 'https://admin.shopify.com';

export const isEmbedded = window.top !== window.self;

export function tell(message: FromApp): void {
  if (!isEmbedded) return;
  const envelope: Envelope<FromApp> = { devstore: 'app-bridge', message };
  window.parent.postMessage(envelope, adminOrigin);
}

/** Rejects with what the admin says against it. Outside the admin there is nobody to ask. */
export function ask<Answer>(question: Question): Promise<Answer> {
  if (!isEmbedded) return Promise.reject(new Error(`dev store: ${question.ask} can be asked inside the admin only`));
  const number = nextNumber();
  return new Promise((resolve, reject) => {
    shared.waiting.set(number, { resolve: (value) => resolve(value as Answer), reject });
    tell({ say: 'question', number, ...question });
  });
}

/** `handle` gets every message that is not the answer to a question. */
export function listen(handle: (message: Exclude<FromAdmin, { say: 'answer' | 'refusal' }>) => void): void {
  window.addEventListener('message', (event) => {
    if (event.origin !== adminOrigin || event.source !== window.parent || !isEnvelope(event.data)) return;
    const message: FromAdmin = (event.data as Envelope<FromAdmin>).message;
    if (message.say !== 'answer' && message.say !== 'refusal') return handle(message);
    const waiting = shared.waiting.get(message.number);
    shared.waiting.delete(message.number);
    if (message.say === 'answer') waiting?.resolve(message.value);
    else waiting?.reject(new Error(message.message));
  });
}
