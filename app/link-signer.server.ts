/**
 * The seal of a shared link: a keyed hash over shop, advocate's code and channel, so that nobody else can make a link that says how it was
 * shared, and a code copied from a coupon site is told from a link that was shared.
 *
 * Nothing depends on a seal for good: with a wrong one, the link is a bare code. So after a change of APP_ENCRYPTION_KEY old links keep
 * leading to their advocates: as sealed ones while APP_ENCRYPTION_KEY_FORMER holds the key before, and as `forged` ones afterwards, until they are shared
 * anew; metafields are written again by `forgetWrittenLinks`.
 */
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { CHOSEN_MARK } from './domain/chosen-code.ts';
import type { Channel } from './domain/channel.ts';
import type { Trust } from './domain/facts.ts';
import { macText, readRef, type Seal, sealedRef, sealMessage } from './domain/signed-ref.ts';
import type { Environment } from './env.server.ts';

type Key = Pick<Environment, 'APP_ENCRYPTION_KEY'>;
type Keys = Key & Pick<Environment, 'APP_ENCRYPTION_KEY_FORMER'>;

/** What follows `?ref=` in a link that is shared by `channel`. @param code canonical referral code, or a chosen one behind its mark, as it is shown */
export function signedRef(env: Key, shopId: string, code: string, channel: Channel): string {
  const read = readRef(code);
  return sealedRef(code, channel, seal(env, shopId, 'code' in read ? read.code : code, channel));
}

/** What links of an advocate carry: the code that they chose, or the one that the app made. */
export function sharedRef({ madeCode, chosenCode }: { madeCode: string; chosenCode: string | null }): string {
  return chosenCode === null ? madeCode : CHOSEN_MARK + chosenCode;
}

/** Whether this app made the seal for this shop, code and channel. @param code canonical; `given` as `readRef` reads it */
export function sealIsGenuine(env: Keys, shopId: string, code: string, given: Seal): boolean {
  const received = Buffer.from(given.mac);
  const isOf = (key: Key) => {
    const expected = Buffer.from(seal(key, shopId, code, given.channel));
    return received.length === expected.length && timingSafeEqual(received, expected);
  };
  const former = formerOf(env);
  return isOf(env) || (former !== null && isOf(former));
}

const formers = new WeakMap<Keys, Key>();

/** One object for each, so that its key is derived once. */
function formerOf(env: Keys): Key | null {
  if (env.APP_ENCRYPTION_KEY_FORMER === undefined) return null;
  const known = formers.get(env) ?? { APP_ENCRYPTION_KEY: env.APP_ENCRYPTION_KEY_FORMER };
  formers.set(env, known);
  return known;
}

/** A link as it was received: whose code, and what its seal is worth. `channel` only when the seal is genuine. Never throws. */
export function readLink(
  env: Keys,
  shopId: string,
  ref: unknown,
): { code: string; trust: Exclude<Trust, 'verified'>; channel: Channel | null } | { problem: 'malformed' | 'mistyped' } {
  const read = readRef(ref);
  if ('problem' in read) return read;
  const { code, seal: given } = read;
  if (given === null) return { code, trust: 'hint', channel: null };
  return sealIsGenuine(env, shopId, code, given)
    ? { code, trust: 'signed', channel: given.channel }
    : { code, trust: 'forged', channel: null };
}

/** Deriving it costs ten times what using it does. */
const keys = new WeakMap<Key, Buffer>();

function keyOf(env: Key): Buffer {
  const known = keys.get(env);
  if (known !== undefined) return known;
  const key = Buffer.from(hkdfSync('sha256', Buffer.from(env.APP_ENCRYPTION_KEY, 'base64'), '', 'vouchsafe link seals', 32));
  keys.set(env, key);
  return key;
}

function seal(env: Key, shopId: string, code: string, channel: Channel): string {
  return macText(
    createHmac('sha256', keyOf(env))
      .update(sealMessage(shopId, code, channel))
      .digest(),
  );
}
