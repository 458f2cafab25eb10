/**
 * One spelling per mailbox, so that the same person is recognised behind aliases. Only what the provider itself is known to ignore is
 * removed: at an unknown domain `a.b+x@` and `ab@` may be two people.
 */

type Provider = {
  /** The first one stands for all: they lead to the same mailbox. */
  domains: readonly string[];
  /** Characters the provider ignores in the name. */
  ignores: RegExp | null;
  /** Characters it takes for one another, with what to write for them. */
  same?: readonly [RegExp, string];
  /** Whether everything after the first plus is ignored. */
  plus: boolean;
};

const PROVIDERS: readonly Provider[] = [
  { domains: ['gmail.com', 'googlemail.com'], ignores: /\./g, plus: true },
  { domains: ['icloud.com', 'me.com', 'mac.com'], ignores: null, plus: true },
  { domains: ['proton.me', 'protonmail.com', 'protonmail.ch', 'pm.me'], ignores: /[._-]/g, plus: true },
  {
    domains: ['yandex.ru', 'yandex.com', 'yandex.by', 'yandex.kz', 'yandex.ua', 'ya.ru'],
    ignores: null,
    same: [/-/g, '.'],
    plus: true,
  },
  ...['outlook.com', 'hotmail.com', 'live.com', 'msn.com', 'fastmail.com', 'fastmail.fm', 'hey.com'].map((domain) => ({
    domains: [domain],
    ignores: null,
    plus: true,
  })),
];

const providerOf = new Map(PROVIDERS.flatMap((provider) => provider.domains.map((domain) => [domain, provider] as const)));

/**
 * The canonical form of an e-mail address, or null when the text is none. Letter case, full-width letters and the spelling of an
 * international domain do not matter. For comparing only: never send to it. Never throws.
 */
export function canonicalEmail(text: unknown): string | null {
  const parts = partsOf(text);
  if (parts === null) return null;
  const { name, host } = parts;

  const provider = providerOf.get(host);
  if (provider === undefined) return `${name}@${host}`;
  const plus = provider.plus ? name.indexOf('+') : -1;
  let mailbox = plus > 0 ? name.slice(0, plus) : name;
  if (provider.ignores !== null) mailbox = mailbox.replace(provider.ignores, '');
  if (provider.same !== undefined) mailbox = mailbox.replace(provider.same[0], provider.same[1]);
  return mailbox === '' ? null : `${mailbox}@${provider.domains[0] ?? host}`;
}

/** The domain of an e-mail address as every mail server sees it (lower case, `xn--…`), or null when the text is no address. Never throws. */
export function emailDomain(text: unknown): string | null {
  return partsOf(text)?.host ?? null;
}

function partsOf(text: unknown): { name: string; host: string } | null {
  if (typeof text !== 'string' || text.length > 320) return null;
  const address = text.normalize('NFKC').trim().toLowerCase();
  const at = address.lastIndexOf('@');
  const name = address.slice(0, Math.max(at, 0));
  const host = asciiHost(address.slice(at + 1));
  return name === '' || host === null || /[\s\p{Cc}@]/u.test(name) ? null : { name, host };
}

/** International names become `xn--…`, as every mail server sees them. */
function asciiHost(domain: string): string | null {
  const bare = domain.replace(/\.$/, '');
  if (!/^[^\s/?#:@[\]\\%]+\.[^\s/?#:@[\]\\%]+$/u.test(bare)) return null;
  try {
    return new URL(`https://${bare}`).hostname;
  } catch {
    return null;
  }
}
