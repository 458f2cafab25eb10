import { type ActionFunctionArgs, json } from '@remix-run/node';
import { z } from 'zod';
import { openAdmin } from '../admin-request.server.ts';
import { programFormSchema } from '../program-form.ts';
import { readForm } from '../read-program-form.ts';
import { replayOrders, type WhatIf } from '../queries/what-if.server.ts';
import { monthsBefore, WHAT_IF_MONTHS } from '../what-if-months.ts';

const question = z.object({ form: programFormSchema, months: z.literal(WHAT_IF_MONTHS) });

/** What the rules in the form would have done with past orders. Fetched by the page; when it stops waiting, so does the work. */
export async function action({ request }: ActionFunctionArgs) {
  const { context, shop, reveal } = await openAdmin(request);
  const asked = question.safeParse(await request.json());
  if (!asked.success) throw new Response('The form is incomplete', { status: 400 });
  const { form, months } = asked.data;
  const read = readForm(form, shop.currency);
  if ('problems' in read) return json({ problems: read.problems }, { status: 422 });
  const since = monthsBefore(context.now(), months);
  try {
    const answer = await replayOrders(context.db.prisma, shop.id, { rules: read.rules, since }, reveal, request.signal);
    return json<WhatIf>(answer);
  } catch (error) {
    if (request.signal.aborted) return new Response(null, { status: 499 }); // nobody reads it
    throw error;
  }
}
