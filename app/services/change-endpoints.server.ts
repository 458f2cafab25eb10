/** A merchant's staff say where other systems are to be told what happens. */
import type { Context } from '../context.server.ts';
import {
  changeEndpointKinds,
  changeEndpointSecret,
  deleteEndpoint,
  findEndpoint,
  insertEndpoint,
  setEndpointState,
} from '../data/webhook-endpoints.server.ts';
import type { EventKind } from '../domain/outgoing-event.ts';
import type { OutsideProblem } from '../domain/outside-problem.ts';
import { problemOfAddress } from '../outgoing-request.server.ts';
import { newWebhookSecret } from '../webhook-signer.server.ts';
import { sendTestEvent } from './send-outgoing-events.server.ts';

/** How long the secret before still signs, too. Milliseconds. */
const FORMER_GOOD_FOR = 86_400_000;

export type EndpointProblem = OutsideProblem | 'too-many' | 'no-kinds';
/** `secret` is shown once and cannot be read again. */
export type NewSecret = { id: string; secret: string };

export async function addEndpoint(
  context: Context,
  shopId: string,
  { url, kinds, by }: { url: string; kinds: EventKind[]; by: string },
): Promise<NewSecret | { problem: EndpointProblem }> {
  const address = url.trim();
  const problem = kinds.length === 0 ? 'no-kinds' : problemOfAddress(address);
  if (problem !== null) return { problem };
  const id = context.newId();
  const secret = newWebhookSecret();
  const endpoint = {
    id,
    url: address,
    kinds: [...new Set(kinds)],
    secretSealed: context.vault.seal(secret),
    at: context.now(),
    by,
  };
  const isAdded = await context.db.prisma.$transaction((tx) => insertEndpoint(tx, shopId, endpoint));
  return isAdded ? { id, secret } : { problem: 'too-many' };
}

/** Null: the shop has no such endpoint. */
export async function renewEndpointSecret(context: Context, shopId: string, id: string): Promise<NewSecret | null> {
  const secret = newWebhookSecret();
  const change = { secretSealed: context.vault.seal(secret), formerUntil: context.now() + FORMER_GOOD_FOR };
  return (await changeEndpointSecret(context.db.prisma, shopId, id, change)) ? { id, secret } : null;
}

export type EndpointWish = { wish: 'pause' | 'resume' | 'delete' | 'test' } | { wish: 'kinds'; kinds: EventKind[] };

/** False: the shop has no such endpoint. */
export async function changeEndpoint(context: Context, shopId: string, id: string, wished: EndpointWish): Promise<boolean> {
  const { prisma } = context.db;
  switch (wished.wish) {
    case 'pause':
      return setEndpointState(prisma, shopId, id, 'paused');
    case 'resume':
      return setEndpointState(prisma, shopId, id, 'active');
    case 'delete':
      return deleteEndpoint(prisma, shopId, id);
    case 'kinds':
      return changeEndpointKinds(prisma, shopId, id, [...new Set(wished.kinds)]);
    case 'test': {
      const endpoint = await findEndpoint(prisma, shopId, id);
      if (endpoint === null) return false;
      await sendTestEvent(context, shopId, id);
      return true;
    }
  }
}
