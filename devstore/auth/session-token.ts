/** Session tokens (ID tokens) and the `host` parameter, as App Bridge hands them to the app. */
import { createHmac, randomUUID } from 'node:crypto';
import { jwtVerify } from 'jose';
import { appTime } from '#devstore/clock.ts';
import type { ShopState, Store } from '#devstore/state.ts';

/**
 * A session token for the shop's staff member: HS256 with the app's secret, valid for a minute from now.
 * Claims: shopify.dev, "Session token payload".
 */
export function sessionToken(store: Store, shop: ShopState): string {
  const now = Math.floor(appTime(store) / 1000);
  return sign(store.app.apiSecret, {
    iss: `https://${shop.domain}/admin`,
    dest: `https://${shop.domain}`,
    aud: store.app.apiKey,
    sub: shop.staff.id,
    exp: now + 60,
    nbf: now,
    iat: now,
    jti: randomUUID(),
    sid: randomUUID(),
  });
}

/** What the app gets as `host`: the admin's address, base64url without padding. */
export function hostParameter(shop: ShopState): string {
  return Buffer.from(`admin.shopify.com/store/${shop.handle}`).toString('base64url');
}

/** Whether `token` is a live session token of this app for this shop. Returns the staff member's id, or null. */
export async function readSessionToken(store: Store, shop: ShopState, token: string): Promise<string | null> {
  try {
    const { payload } = await jwtVerify(token, new TextEncoder().encode(store.app.apiSecret), {
      algorithms: ['HS256'],
      audience: store.app.apiKey,
      issuer: `https://${shop.domain}/admin`,
      clockTolerance: 10,
      currentDate: new Date(appTime(store)),
      requiredClaims: ['exp', 'nbf', 'sub', 'dest'],
    });
    return payload['dest'] === `https://${shop.domain}` && typeof payload.sub === 'string' ? payload.sub : null;
  } catch {
    return null;
  }
}

/** Synchronous, unlike jose's signer: the shell prints tokens into pages. */
function sign(secret: string, claims: Record<string, unknown>): string {
  const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}
