/** cdn.shopify.com: the App Bridge stand-in, the extension's assets, and an answer for the fonts that Polaris asks for. */
import { browserClock } from '#devstore/clock.ts';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import compression from 'compression';
import express, { type Express } from 'express';
import { browserScript } from '#devstore/admin-shell/bundle.ts';
import { extensionHandle } from '#devstore/admin-shell/extension-files.ts';
import type { Store } from '#devstore/state.ts';

const contentTypes: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};
const oneYear = 'public, max-age=31536000, immutable';

export function createCdn(store: Store): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', 'strong');
  app.use(compression());
  app.use((_, response, next) => {
    response.set({ 'access-control-allow-origin': '*', 'x-content-type-options': 'nosniff', 'timing-allow-origin': '*' });
    next();
  });

  app.get('/shopifycloud/app-bridge.js', (_, response, next) => {
    browserScript('app-bridge').then((script) => {
      response
        .set('cache-control', 'public, max-age=0, must-revalidate')
        .type('text/javascript')
        .send(browserClock(store) + script);
    }, next);
  });

  // The typeface itself is not ours to ship: Polaris falls back to the system's.
  app.get(/^\/static\/fonts\/inter\//, (_, response) => {
    response
      .set('cache-control', oneYear)
      .type('text/css')
      .send('/* dev store: the text is set in a typeface of the system */\n');
  });

  app.get('/extensions/:extension/assets/:file', (request, response) => {
    const file = path.join(store.app.extensionDir, 'assets', path.basename(request.params.file));
    const type = contentTypes[path.extname(file)];
    if (request.params.extension !== extensionHandle(store) || type === undefined || !existsSync(file)) {
      return void response.status(404).type('text').send('dev store: there is no such asset in the extension\n');
    }
    const body = readFileSync(file);
    response.set({
      'content-type': type,
      // Shopify's addresses of assets carry the version; ours do when they come from `asset_url`.
      'cache-control': request.query['v'] === undefined ? 'public, max-age=0, must-revalidate' : oneYear,
      etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 16)}"`,
    });
    response.send(body);
  });

  app.use((request, response) => {
    response.status(404).type('text').send(`dev store: https://cdn.shopify.com${request.path} is not imitated\n`);
  });
  return app;
}
