/** Storefront sessions: one cookie that scripts cannot read, as Shopify's own. */
import { randomBytes } from 'node:crypto';
import type { Request, Response } from 'express';
import type { SessionState, ShopState } from '#devstore/state.ts';

const cookieName = '_shopify_essential';
const oneYear = 365 * 86_400;

/** The session of the request's cookie, or a new one whose cookie is set on the response. */
export function openSession(shop: ShopState, request: Request, response: Response): SessionState {
  const known = shop.sessions.get(readCookie(request, cookieName) ?? '');
  if (known !== undefined) return known;
  const id = randomBytes(16).toString('hex');
  const session: SessionState = {
    customerId: null,
    cartToken: null,
    pendingDiscount: null,
    landing: null,
    firstLanding: null,
    consent: 'unset',
  };
  shop.sessions.set(id, session);
  setCookie(response, cookieName, id, { httpOnly: true });
  return session;
}

export function setCookie(response: Response, name: string, value: string, options: { httpOnly: boolean }): void {
  const flags = `Path=/; Max-Age=${oneYear}; SameSite=Lax; Secure${options.httpOnly ? '; HttpOnly' : ''}`;
  response.append('Set-Cookie', `${name}=${encodeURIComponent(value)}; ${flags}`);
}

export function readCookie(request: Request, name: string): string | null {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const at = part.indexOf('=');
    if (part.slice(0, at).trim() === name) return safeDecode(part.slice(at + 1).trim());
  }
  return null;
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
