/** What a shop's other systems are told, and with which keys they ask. */
import { Prisma } from '@prisma/client';
import { z } from 'zod';
import { API_SCOPES } from '../domain/api-scope.ts';
import { EVENT_KINDS, TEST_KIND } from '../domain/outgoing-event.ts';
import { OUTSIDE_PROBLEMS } from '../domain/outside-problem.ts';
import { count, isoTime, type Reader, readRows } from './read-rows.server.ts';

const endpointRow = z.object({
  id: z.string(),
  url: z.string(),
  kinds: z.array(z.enum(EVENT_KINDS)),
  state: z.enum(['active', 'paused', 'broken']),
  /** Null: the last message arrived. */
  failingSince: isoTime.nullable(),
  waiting: count,
});
export type EndpointRow = z.infer<typeof endpointRow>;

export async function listEndpoints(prisma: Reader, shopId: string): Promise<EndpointRow[]> {
  return readRows(
    prisma,
    endpointRow,
    Prisma.sql`
      SELECT e.id, e.url, e.kinds, e.state, e.failing_since AS "failingSince",
        (SELECT count(*) FROM outgoing_delivery d WHERE d.shop_id = e.shop_id AND d.endpoint_id = e.id AND d.state = 'waiting') AS waiting
      FROM webhook_endpoint e WHERE e.shop_id = ${shopId}::uuid ORDER BY e.created_at, e.id`,
  );
}

const toldRow = z.object({
  endpointId: z.string(),
  eventId: z.string(),
  url: z.string(),
  kind: z.enum([...EVENT_KINDS, TEST_KIND]),
  at: isoTime,
  state: z.enum(['waiting', 'sent', 'failed']),
  attempts: z.number(),
  /** Of the last answer; null: there was none. */
  status: z.number().nullable(),
  problem: z.enum(OUTSIDE_PROBLEMS).nullable(),
  dueAt: isoTime,
});
export type ToldRow = z.infer<typeof toldRow>;

/** The newest first. */
export async function listTold(prisma: Reader, shopId: string, limit: number): Promise<ToldRow[]> {
  return readRows(
    prisma,
    toldRow,
    Prisma.sql`
      SELECT d.endpoint_id AS "endpointId", d.event_id AS "eventId", e.url, v.kind, v.at, d.state, d.attempts, d.last_status AS status,
        d.last_problem AS problem, d.due_at AS "dueAt"
      FROM outgoing_event v
      JOIN outgoing_delivery d ON d.shop_id = v.shop_id AND d.event_id = v.id
      JOIN webhook_endpoint e ON e.shop_id = d.shop_id AND e.id = d.endpoint_id
      WHERE v.shop_id = ${shopId}::uuid ORDER BY v.at DESC, v.id DESC, d.endpoint_id LIMIT ${limit}`,
  );
}

const keyRow = z.object({
  id: z.string(),
  name: z.string(),
  beginning: z.string(),
  scopes: z.array(z.enum(API_SCOPES)),
  createdAt: isoTime,
  usedAt: isoTime.nullable(),
});
export type ApiKeyRow = z.infer<typeof keyRow>;

/** Those that open something, the newest first. */
export async function listApiKeys(prisma: Reader, shopId: string): Promise<ApiKeyRow[]> {
  return readRows(
    prisma,
    keyRow,
    Prisma.sql`
      SELECT id, name, beginning, scopes, created_at AS "createdAt", used_at AS "usedAt" FROM api_key
      WHERE shop_id = ${shopId}::uuid AND revoked_at IS NULL ORDER BY created_at DESC, id DESC`,
  );
}
