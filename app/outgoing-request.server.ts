/**
 * Requests to addresses that a merchant has typed in. They may lead to the wide internet only: every address that the name resolves to must be a public
 * one, the connection is made to one of just these, nothing is redirected, and of the answer only its status is read.
 */
import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import https from 'node:https';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import type { OutsideProblem } from './domain/outside-problem.ts';

/** Why a request had no answer. */
export class OutsideFault extends Error {
  readonly problem: OutsideProblem;
  constructor(problem: OutsideProblem) {
    super(problem);
    this.problem = problem;
  }
}

export type OutsideRequest = { url: string; method?: 'POST' | 'PUT'; headers: Record<string, string>; body: string | Buffer };
/** @returns the status of the answer, redirects included @throws OutsideFault */
export type OutsideCaller = (request: OutsideRequest) => Promise<{ status: number }>;

const TIME = 10_000;
const USER_AGENT = 'Vouchsafe-Webhooks/1';

/** Null: may be asked, as far as its text tells. The rest is known when its name is resolved. */
export function problemOfAddress(text: string): OutsideProblem | null {
  if (!URL.canParse(text)) return 'no-https';
  const { protocol, hostname, username, password, port } = new URL(text);
  if (protocol !== 'https:' || username !== '' || password !== '') return 'no-https';
  // Other ports are how one looks around in somebody's network.
  if (port !== '' && port !== '443' && port !== '8443') return 'refused';
  const bare = hostname.replace(/^\[|\]$/g, '');
  if (isIP(bare) !== 0) return isPublic(bare) ? null : 'private-address';
  return /\.(local|localhost|internal|lan|home|corp|test|invalid|example)$|^[^.]+$/i.test(bare.replace(/\.$/, ''))
    ? 'private-address'
    : null;
}

/** @param address IPv4 or IPv6; an IPv4 address that is written as IPv6 is what it means */
export function isPublic(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast';
}

type Options = {
  /** What may be asked; tests have their receivers on this machine. */
  problemOf?: (url: string) => OutsideProblem | null;
  mayConnect?: (address: string) => boolean;
  lookup?: typeof systemLookup;
  /** Further authorities to trust, PEM. */
  ca?: string;
};

export function createOutsideCaller(options: Options = {}): OutsideCaller {
  const { problemOf = problemOfAddress, mayConnect = isPublic, lookup = systemLookup, ca } = options;

  /** Resolves once, judges all it gets, and hands the connection only what was judged. */
  const judgedLookup: typeof systemLookup = ((
    hostname: string,
    wanted: { all?: boolean },
    done: (error: Error | null, found: string | LookupAddress[], family?: number) => void,
  ) => {
    lookup(hostname, { all: true }, (error, found) => {
      const [first] = found ?? [];
      if (error !== null || first === undefined) return done(new OutsideFault('unknown-host'), []);
      if (!found.every(({ address }) => mayConnect(address))) return done(new OutsideFault('private-address'), []);
      if (wanted.all === true) done(null, found);
      else done(null, first.address, first.family);
    });
  }) as typeof systemLookup;

  return ({ url, method = 'POST', headers, body }) =>
    new Promise((resolve, reject) => {
      const problem = problemOf(url);
      if (problem !== null) return reject(new OutsideFault(problem));
      const request = https.request(url, {
        ...{ method, lookup: judgedLookup, agent: new https.Agent({ keepAlive: false, maxCachedSessions: 0 }) },
        headers: { 'User-Agent': USER_AGENT, 'Content-Length': Buffer.byteLength(body), ...headers },
        ...(ca === undefined ? {} : { ca }),
      });
      const timer = setTimeout(() => request.destroy(new OutsideFault('timeout')), TIME);
      request.once('response', (response) => {
        clearTimeout(timer);
        resolve({ status: response.statusCode ?? 0 });
        response.destroy(); // nobody reads what they say
      });
      request.once('error', (error) => {
        clearTimeout(timer);
        reject(error instanceof OutsideFault ? error : new OutsideFault(problemOfError(error)));
      });
      request.end(body);
    });
}

function problemOfError(error: Error & { code?: string }): OutsideProblem {
  const code = error.code ?? '';
  if (code === 'ECONNREFUSED' || code === 'EHOSTUNREACH' || code === 'ENETUNREACH') return 'refused';
  if (code === 'ETIMEDOUT') return 'timeout';
  if (/CERT|TLS|SSL|SIGNATURE|SELF_SIGNED|UNABLE_TO/.test(code)) return 'tls';
  return 'broken-off';
}
