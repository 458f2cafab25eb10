/** What a Remix app for Shopify does by its template: `authenticate.webhook` with sessions in the database, then one row through Prisma. */
import type { RequestListener } from 'node:http';
import '@shopify/shopify-app-remix/adapters/node';
import { createRequestHandler } from '@remix-run/express';
import type { ActionFunctionArgs, ServerBuild } from '@remix-run/node';
import { ApiVersion, AppDistribution, shopifyApp } from '@shopify/shopify-app-remix/server';
import { PrismaSessionStorage } from '@shopify/shopify-app-session-storage-prisma';
import express from 'express';
import { connectDatabase } from '../../app/db.server.ts';
import type { Environment } from '../../app/env.server.ts';

export function plainRemix(env: Environment): RequestListener {
  const { prisma } = connectDatabase(env.DATABASE_URL ?? '', 10);
  const shopify = shopifyApp({
    apiKey: env.SHOPIFY_API_KEY,
    apiSecretKey: env.SHOPIFY_API_SECRET,
    appUrl: env.SHOPIFY_APP_URL,
    scopes: env.SCOPES.split(','),
    apiVersion: ApiVersion.October26,
    distribution: AppDistribution.AppStore,
    sessionStorage: new PrismaSessionStorage(prisma),
    future: { unstable_newEmbeddedAuthStrategy: true },
  });
  async function action({ request }: ActionFunctionArgs): Promise<Response> {
    const { shop, topic, webhookId, apiVersion, payload } = await shopify.authenticate.webhook(request);
    const now = new Date();
    const body = Buffer.from(JSON.stringify(payload));
    await prisma.delivery.create({
      data: { shopDomain: shop, topic, webhookId, apiVersion, body, bodyHash: Buffer.alloc(32), receivedAt: now, dueAt: now },
    });
    return new Response();
  }
  const build: ServerBuild = {
    ...{ mode: 'production', publicPath: '/', assetsBuildDirectory: '', isSpaMode: false },
    future: {} as ServerBuild['future'],
    assets: { entry: { imports: [], module: '' }, routes: {}, url: '', version: '' },
    entry: { module: { default: () => new Response() } },
    routes: {
      root: { id: 'root', path: '', module: { default: () => null } },
      webhooks: { id: 'webhooks', parentId: 'root', path: 'webhooks', module: { default: undefined, action } },
    } as unknown as ServerBuild['routes'],
  };
  const app = express();
  app.all('*', createRequestHandler({ build, mode: 'production' }));
  return app;
}
