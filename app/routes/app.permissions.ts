/** The merchant has answered Shopify's question for a permission: what is granted now is asked of Shopify, not of the browser. */
import { type ActionFunctionArgs, json } from '@remix-run/node';
import { openAdmin } from '../admin-request.server.ts';
import { askScopes } from '../services/note-scopes.server.ts';
import { Fault } from '../shopify/faults.ts';

export async function action({ request }: ActionFunctionArgs) {
  const { context, shop } = await openAdmin(request);
  try {
    await askScopes(context, shop);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return json({ asked: false }, { status: 503 });
  }
  return json({ asked: true });
}
