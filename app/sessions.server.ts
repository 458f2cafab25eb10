/** Shopify's session storage, with the tokens sealed before they reach the database. */
import { Session } from '@shopify/shopify-api';
import type { SessionStorage } from '@shopify/shopify-app-session-storage';
import { PrismaSessionStorage } from '@shopify/shopify-app-session-storage-prisma';
import type { PrismaClient } from '@prisma/client';
import type { Vault } from './personal-data.server.ts';

/** Use it after the migrations have run: the library looks for its table at once. */
export function createSessionStorage(prisma: PrismaClient, vault: Vault): SessionStorage {
  const stored = new PrismaSessionStorage(prisma);
  const sealText = (text: string) => Buffer.from(vault.seal(text)).toString('base64');
  const openText = (text: string) => vault.open(Buffer.from(text, 'base64'));

  return {
    storeSession: (session) => stored.storeSession(withTokens(session, sealText)),
    async loadSession(id) {
      const session = await stored.loadSession(id);
      return session && withTokens(session, openText);
    },
    deleteSession: (id) => stored.deleteSession(id),
    deleteSessions: (ids) => stored.deleteSessions(ids),
    async findSessionsByShop(shop) {
      const sessions = await stored.findSessionsByShop(shop);
      return sessions.map((session) => withTokens(session, openText));
    },
  };
}

function withTokens(session: Session, change: (token: string) => string): Session {
  const { accessToken, refreshToken, ...rest } = session.toObject();
  return new Session({
    ...rest,
    ...(accessToken ? { accessToken: change(accessToken) } : {}),
    ...(refreshToken ? { refreshToken: change(refreshToken) } : {}),
  });
}
