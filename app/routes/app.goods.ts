/** What the products or collections in a field are called: a number alone says nothing to a merchant. */
import { json, type LoaderFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { openAdmin } from '../admin-request.server.ts';
import type { GoodsNames } from '../components/program/goods-field.tsx';
import { numericId } from '../domain/benefit.ts';
import { Fault } from '../shopify/faults.ts';
import { readGoodsNames } from '../shopify/operations/goods-names.ts';

const question = z.object({
  of: z.enum(['products', 'collections']),
  ids: z
    .string()
    .transform((ids) => ids.split(','))
    .pipe(z.array(numericId).min(1).max(250)),
});

export async function loader({ request }: LoaderFunctionArgs) {
  const { context, shop } = await openAdmin(request);
  const { searchParams } = new URL(request.url);
  const asked = question.safeParse(Object.fromEntries(searchParams));
  if (!asked.success) throw new Response('Not a list of numbers', { status: 400 });
  const { of, ids } = asked.data;
  const about = `${of}:${ids.join(',')}`;
  try {
    const names = await readGoodsNames(await context.shopify(shop.domain), of, ids);
    return json<GoodsNames>({ asked: about, names });
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return json<GoodsNames>({ asked: about, names: null });
  }
}
