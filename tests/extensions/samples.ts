import { render } from 'preact';

const link = (letter: string) => `https://tea.example/?ref=ANNA7K2QX.${letter}5TQ`;
export const LINKS = { copy: link('C'), qr: link('R'), email: link('M'), whatsapp: link('W'), sms: link('T') };

/** As the app writes it to the customer's metafield. */
export function standingText(changes: Record<string, unknown> = {}): string {
  return JSON.stringify({
    live: true,
    links: LINKS,
    friends: 2,
    pending: 1,
    rewards: [{ value: { en: '$10.00 off', fr: '10,00 $ de réduction' }, code: 'THANKS-7K2Q', expiresAt: null }],
    words: {
      en: { offer: '10% off your first order', reward: '$10.00 off your next order' },
      fr: { offer: '10 % de réduction', reward: '10,00 $ de réduction' },
    },
    ...changes,
  });
}

export const customersMetafield = (value: unknown) => ({
  target: { type: 'customer' as const, id: 'gid://shopify/Customer/1' },
  metafield: {
    namespace: '$app',
    key: 'referral_standing',
    value: value as string,
    valueType: 'json_string' as const,
    type: 'json',
  },
});

export function jsonAnswer(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
}

export type Call = { url: string; body: Record<string, unknown>; authorization: string | null; language: string | null };

/** A network that answers each request in turn (a function answers by the call), and remembers what was asked. */
export function network(...answers: (Response | Error)[]) {
  const calls: Call[] = [];
  return {
    calls,
    fetch: (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
      const headers = new Headers(init?.headers);
      calls.push({
        url: String(input),
        body: JSON.parse(typeof init?.body === 'string' ? init.body : '{}') as Record<string, unknown>,
        authorization: headers.get('authorization'),
        language: headers.get('accept-language'),
      });
      const answer = answers.shift() ?? new Error('nothing more is answered');
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
  };
}

/** Waits until effects and answers have reached the page: it has stood still for a while. */
export async function settle(): Promise<void> {
  let before = '';
  for (let still = 0; still < 4;) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    still = document.body.innerHTML === before ? still + 1 : 0;
    before = document.body.innerHTML;
  }
}

/** Sets what the tester does not know to be there: it throws for what is merely absent. */
export function tell<Api extends object>(shopify: Api, name: keyof Api, facts: Record<string, unknown>): void {
  Object.assign(shopify, { [name]: { ...shopify[name], ...facts } });
}

/** Takes away what a test before has rendered: the tester empties the page, but Preact would remember. */
export function clearPage(): void {
  render(null, document.body);
}
