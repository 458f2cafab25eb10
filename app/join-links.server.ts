/**
 * The two links of a request to join by e-mail: one that confirms it, once, and the personal link afterwards. They are worked out of the request's id
 * whenever an e-mail is written, so that the database holds only what they hash to. After a change of APP_ENCRYPTION_KEY those that are on their way
 * still open, because what is stored is what they hash to.
 *
 * The secret stands behind the `#`: browsers send it to nobody, so it is in no log, no Referer and no figure of the storefront's visits.
 */
import { createHash, createHmac, hkdfSync } from 'node:crypto';
import type { Environment } from './env.server.ts';

export type JoinLinkUse = 'confirm' | 'key';

/** 43 characters of base64url. */
export function joinSecret(
  env: Pick<Environment, 'APP_ENCRYPTION_KEY'>,
  shopId: string,
  joinId: string,
  use: JoinLinkUse,
): string {
  const key = hkdfSync('sha256', Buffer.from(env.APP_ENCRYPTION_KEY, 'base64'), '', 'vouchsafe join links', 32);
  return createHmac('sha256', Buffer.from(key)).update([use, joinId, shopId].join('\n')).digest('base64url');
}

/** What the database keeps of it, hex. */
export function hashOfSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Leads to the program's page. */
export function joinLink(shop: { storefrontUrl: string; proxyPath: string }, use: JoinLinkUse, secret: string): string {
  return `${shop.storefrontUrl}${shop.proxyPath}/refer#vouchsafe-${use}=${secret}`;
}
