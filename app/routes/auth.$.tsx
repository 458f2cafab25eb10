import { type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { shopify } from '../shopify.server.ts';

/** Shopify's hand-shakes: bounce page, exit from the iframe, token exchange. */
export async function loader({ request }: LoaderFunctionArgs) {
  // The library sends people without a shop to /auth/login; we never ask for a shop's address.
  if (new URL(request.url).pathname === '/auth/login') throw redirect('/');
  await shopify.authenticate.admin(request);
  return null;
}
