/** A merchant's staff make keys for other systems, and take them away. */
import { createHash, randomBytes } from 'node:crypto';
import type { Context } from '../context.server.ts';
import { insertApiKey, revokeApiKey } from '../data/api-keys.server.ts';
import type { ApiScope } from '../domain/api-scope.ts';

const PREFIX = 'vsk_';
const SHOWN = PREFIX.length + 6;

export type ApiKeyProblem = 'too-many' | 'no-name' | 'no-scopes';

/** 256 random bits need no slow hash: nobody can try them all. */
export function apiKeyHash(key: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(key).digest());
}

/** @returns the key itself, which is shown once and cannot be read again */
export async function makeApiKey(
  context: Context,
  shopId: string,
  { name, scopes, by }: { name: string; scopes: ApiScope[]; by: string },
): Promise<{ id: string; secret: string } | { problem: ApiKeyProblem }> {
  if (name.trim() === '') return { problem: 'no-name' };
  if (scopes.length === 0) return { problem: 'no-scopes' };
  const key = `${PREFIX}${randomBytes(32).toString('base64url')}`;
  const id = context.newId();
  const row = { id, name: name.trim().slice(0, 100), beginning: key.slice(0, SHOWN), hash: apiKeyHash(key) };
  const isMade = await context.db.prisma.$transaction((tx) =>
    insertApiKey(tx, shopId, { ...row, scopes: [...new Set(scopes)], at: context.now(), by }),
  );
  return isMade ? { id, secret: key } : { problem: 'too-many' };
}

/** False: the shop has no such key, or it is revoked already. */
export async function endApiKey(context: Context, shopId: string, id: string): Promise<boolean> {
  return revokeApiKey(context.db.prisma, shopId, id, context.now());
}
