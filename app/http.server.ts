/** What answers HTTP, in this order: the webhook door, health, the app-proxy door, static files, Remix. */
import type { RequestListener } from 'node:http';
import { pathToFileURL } from 'node:url';
import path from 'node:path';
import { createRequestHandler } from '@remix-run/express';
import type { ServerBuild } from '@remix-run/node';
import compression from 'compression';
import express from 'express';
import type { Context } from './context.server.ts';
import type { Database } from './db.server.ts';
import { API_PATH } from './domain/api-scope.ts';
import { createMailDoor } from './mail-door.server.ts';
import { LEAVE_PATH } from './services/refuse-mail.server.ts';
import { findProblems } from './operations-door.server.ts';
import { createProxyDoor } from './proxy.server.ts';
import { createAdmission } from './proxy-admission.server.ts';
import { createPublicApi } from './public-api.server.ts';
import { setSecurityHeaders } from './security-headers.server.ts';
import { createVisitDoor, isForVisitDoor } from './visit-door.server.ts';
import { createWebhookDoor, isForWebhookDoor } from './webhooks.server.ts';

const root = path.resolve(import.meta.dirname, '..');

export type HttpOptions = {
  /** Called after a delivery was stored. */
  wakeWorker(): void;
  /** The admin; absent in tests of the doors. */
  admin?: express.Router;
};

export function createHttpApp(context: Context, { wakeWorker, admin }: HttpOptions): RequestListener {
  const app = express();
  const admission = createAdmission(context);
  app.disable('x-powered-by');
  app.use(setSecurityHeaders);
  app.get('/healthz', (_req, res) => void res.type('text').send('ok'));
  app.get('/readyz', (_req, res) => void answerReadiness(context, res));
  app.use('/proxy', measure(context, 'proxy'), createProxyDoor(context, admission));
  app.use(API_PATH, measure(context, 'api'), createPublicApi(context));
  app.use(LEAVE_PATH, createMailDoor(context));
  app.use('/extension', measure(context, 'extension'));
  app.use('/app', measure(context, 'admin'));
  app.use(logRequests(context));
  if (admin !== undefined) app.use(admin);
  const takeWebhook = createWebhookDoor(context, wakeWorker);
  const takeVisit = createVisitDoor(context, admission);
  return (req, res) => {
    if (isForWebhookDoor(req)) takeWebhook(req, res);
    else if (isForVisitDoor(req)) takeVisit(req, res);
    else app(req, res);
  };
}

/** The built admin: hashed files for ever, the rest for an hour, then Remix. The context must have been started: the build asks for it when it loads. */
export async function createBuiltAdmin(): Promise<express.Router> {
  const build = (await import(pathToFileURL(path.join(root, 'build/server/index.js')).href)) as ServerBuild;
  const admin = express.Router();
  admin.use(compression());
  admin.use(
    '/assets',
    express.static(path.join(root, 'build/client/assets'), { immutable: true, maxAge: '1y', redirect: false }),
  );
  admin.use(express.static(path.join(root, 'build/client'), { maxAge: '1h', redirect: false }));
  admin.all('*', createRequestHandler({ build }));
  return admin;
}

/** The admin from its sources, rebuilt as they change. */
export async function createDevelopmentAdmin(): Promise<express.Router> {
  const { createServer } = await import('vite');
  const vite = await createServer({ root, server: { middlewareMode: true } });
  const admin = express.Router();
  admin.use(vite.middlewares);
  const build = () => vite.ssrLoadModule('virtual:remix/server-build') as Promise<ServerBuild>;
  admin.all('*', createRequestHandler({ build, mode: 'development' }));
  return admin;
}

/** Whether the database answers, as a check of operations-door.server.ts. */
export function databaseCheck(db: Pick<Database, 'pool'>): () => Promise<string | null> {
  return async () => {
    await db.pool.query('SELECT 1');
    return null;
  };
}

async function answerReadiness({ db, log }: Context, res: express.Response): Promise<void> {
  const problems = await findProblems({ database: databaseCheck(db) });
  if (problems.length === 0) return void res.type('text').send('ready');
  log.error({ problems }, 'not ready');
  res.status(503).type('text').send('database not ready');
}

function measure({ telemetry }: Context, door: 'proxy' | 'extension' | 'admin' | 'api'): express.RequestHandler {
  return (_req, res, next) => {
    const started = performance.now();
    res.once('finish', () => telemetry.requestAnswered(door, res.statusCode, (performance.now() - started) / 1000));
    next();
  };
}

/** Without the query: Shopify puts session tokens there. */
function logRequests({ log, now }: Context): express.RequestHandler {
  return (req, res, next) => {
    const started = now();
    res.once('finish', () => {
      const line = { method: req.method, path: req.originalUrl.split('?')[0], status: res.statusCode, ms: now() - started };
      log[req.originalUrl.startsWith('/assets/') ? 'debug' : 'info'](line, 'request');
    });
    next();
  };
}
