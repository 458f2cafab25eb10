/** What an advocate may see of their own sharing, as the app writes it to the customer's metafield `$app.referral_standing`. */

export type Share = {
  /** The advocate's link, sealed for each way of sharing it. */
  links: { copy: string; qr: string; email: string; whatsapp: string; sms: string };
  /** What a friend gets, and what the advocate earns, in the shopper's language. */
  offer: string;
  reward: string;
};

export type UsableReward = {
  value: string;
  /** Null: it is in the customer's account. */
  code: string | null;
  /** Epoch milliseconds; null: it has no end. */
  expiresAt: number | null;
};

export type Standing = {
  /** Null while the program rests: there is nothing to promise a friend. */
  share: Share | null;
  friends: number;
  pending: number;
  rewards: UsableReward[];
};

export const STANDING_KEY = 'referral_standing';

/**
 * The metafield's text in the shopper's language (English where the app has no words). Null for whatever is not a standing. Leaves out rewards
 * that have ended by `now` (epoch milliseconds).
 */
export function readStanding(json: unknown, language: string, now: number): Standing | null {
  const standing = parsed(json);
  if (standing === null) return null;
  const links = readLinks(standing['links']);
  const words = inLanguage(standing['words'], language);
  if (links === null || !isRecord(words)) return null;
  return {
    share: standing['live'] === true ? { links, offer: text(words['offer']), reward: text(words['reward']) } : null,
    friends: count(standing['friends']),
    pending: count(standing['pending']),
    rewards: list(standing['rewards']).flatMap((reward) => {
      const value = inLanguage(reward['value'], language);
      const expiresAt = typeof reward['expiresAt'] === 'number' ? reward['expiresAt'] : null;
      if (typeof value !== 'string' || (expiresAt !== null && expiresAt <= now)) return [];
      return [{ value, code: typeof reward['code'] === 'string' ? reward['code'] : null, expiresAt }];
    }),
  };
}

/** As `{links, offer, reward}` of the app's answer. */
export function readShare(value: unknown): Share | null {
  if (!isRecord(value)) return null;
  const links = readLinks(value['links']);
  return links === null ? null : { links, offer: text(value['offer']), reward: text(value['reward']) };
}

function readLinks(value: unknown): Share['links'] | null {
  if (!isRecord(value)) return null;
  const { copy, qr, email, whatsapp, sms } = value;
  const isLink = (link: unknown): link is string => typeof link === 'string' && link.startsWith('https://');
  return isLink(copy) && isLink(qr) && isLink(email) && isLink(whatsapp) && isLink(sms)
    ? { copy, qr, email, whatsapp, sms }
    : null;
}

function inLanguage(table: unknown, language: string): unknown {
  if (!isRecord(table)) return null;
  return table[language.slice(0, 2).toLowerCase()] ?? table['en'];
}

function parsed(json: unknown): Record<string, unknown> | null {
  try {
    const value: unknown = typeof json === 'string' ? JSON.parse(json) : null;
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

function list(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function count(value: unknown): number {
  return typeof value === 'number' && value > 0 ? value : 0;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
