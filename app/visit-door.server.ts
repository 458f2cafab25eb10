/**
 * The app proxy's door for visits: what a sale's crowd asks for most. Ahead of Express, with commits that are shared; everything else of the proxy is
 * proxy.server.ts'. Its limits are the same, and so are its refusals.
 */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { RateLimiterRes } from 'rate-limiter-flexible';
import type { Context } from './context.server.ts';
import { findStorefront, learnProxyPath, type Storefront } from './data/storefronts.server.ts';
import { visitRequestSchema } from './domain/storefront-contract.ts';
import { createGroupCommit, Overloaded } from './group-commit.server.ts';
import { storefrontLocale, storefrontMessage } from './i18n/storefront-words.ts';
import type { ShopHasher } from './personal-data.server.ts';
import type { Admission } from './proxy-admission.server.ts';
import { parseBody, Refusal, refusalFor } from './proxy-endpoint.server.ts';
import { recordVisits, type VisitReport } from './services/record-visit.server.ts';

const LARGEST_BODY = 4_096;
const COST = 1;
/** A shop that was uninstalled is noticed so late, in milliseconds; what visits need to know of one does not change otherwise. */
const KNOWN_FOR = 5_000;
const MOST_KNOWN = 10_000;

type Known = { at: number; found: Promise<{ shop: Storefront; hashes: ShopHasher } | null> };

/** Whether the request is for the door. */
export function isForVisitDoor({ url = '' }: IncomingMessage): boolean {
  return /^\/proxy\/visit(?:\?|$)/.test(url);
}

/** Answers 204 only to what is stored for good. */
export function createVisitDoor(context: Context, admission: Admission): RequestListener {
  const group = createGroupCommit<VisitReport, void>({
    now: context.now,
    bytesOf: ({ visit }) => 200 + visit.path.length + (visit.referrer ?? '').length,
    async write(reports) {
      await recordVisits(context, reports);
      return reports.map(() => undefined);
    },
  });
  const known = new Map<string, Known>();

  function findShop(shopDomain: string): Known['found'] {
    const now = context.now();
    const recent = known.get(shopDomain);
    if (recent !== undefined && Math.abs(now - recent.at) < KNOWN_FOR) return recent.found;
    if (known.size >= MOST_KNOWN) known.clear();
    const found = findStorefront(context.db.sql, shopDomain).then(
      (shop) => shop && { shop, hashes: context.vault.forShop(shop.personalKey) },
    );
    known.set(shopDomain, { at: now, found });
    found.catch(() => known.delete(shopDomain));
    return found;
  }

  async function take(req: IncomingMessage): Promise<void> {
    const signed = admission.verify(req);
    if (req.method !== 'POST') throw new Refusal(405, 'method');
    const visitor = await admission.charge(req, signed, COST);
    const body = await readBody(req);
    const found = await findShop(signed.shopDomain);
    if (found === null) throw new Refusal(404, 'unknown-shop');
    const { shop } = found;
    if (signed.proxyPath !== null && signed.proxyPath !== shop.proxyPath) {
      await learnProxyPath(context.db.prisma, shop, signed.proxyPath);
      known.delete(shop.domain);
    }
    await group.store({ ...found, visit: parseBody(visitRequestSchema, body), visitor });
  }

  return (req, res) => {
    res.setHeader('Cache-Control', 'no-store');
    res.setHeader('X-Content-Type-Options', 'nosniff');
    const began = performance.now();
    res.once('finish', () => context.telemetry.requestAnswered('proxy', res.statusCode, (performance.now() - began) / 1000));
    take(req).then(
      () => res.writeHead(204).end(),
      (error: unknown) => refuse(context, req, res, error),
    );
  };
}

function refuse(context: Context, req: IncomingMessage, res: ServerResponse, error: unknown): void {
  const { status, code } = error instanceof Overloaded ? new Refusal(503, 'busy') : refusalFor(error);
  if (status >= 500) context.log.error({ error, path: '/proxy/visit' }, 'storefront request failed');
  if (error instanceof RateLimiterRes) res.setHeader('Retry-After', String(Math.ceil(error.msBeforeNext / 1000)));
  if (!req.complete) res.setHeader('Connection', 'close');
  const message = storefrontMessage(code, storefrontLocale(req.headers['accept-language']));
  res.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' });
  res.end(JSON.stringify({ ok: false, reason: code, message }));
}

/** @throws Refusal when it is compressed or too long */
function readBody(req: IncomingMessage): Promise<string> {
  if ((req.headers['content-encoding'] ?? 'identity') !== 'identity') return Promise.reject(new Refusal(415, 'body'));
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    req.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= LARGEST_BODY) chunks.push(chunk);
      else reject(new Refusal(413, 'body'));
    });
    req.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    req.on('error', reject);
  });
}
