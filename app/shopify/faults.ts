/** A fault of the world (network, throttle, refusal), as opposed to an expected outcome (a returned value) or a bug (any other error). */
export type FaultKind =
  | 'unreachable' // no answer, time-out, 5xx
  | 'throttled' // cost bucket empty or 429
  | 'unauthorized' // token dead: work resumes when the merchant opens the app again
  | 'uninstalled' // no session for the shop
  | 'forbidden' // scope or protected-data approval missing
  | 'refused'; // the request is wrong (bug or merchant's data); asking again gives the same answer

const retryable: ReadonlySet<FaultKind> = new Set(['unreachable', 'throttled', 'unauthorized']);

export class Fault extends Error {
  readonly kind: FaultKind;
  /** Whether asking again later can help. */
  readonly retry: boolean;
  /** Milliseconds to wait at least, when Shopify said so. */
  readonly retryAfter: number | null;

  constructor(kind: FaultKind, message: string, options: { retryAfter?: number | null; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'Fault';
    this.kind = kind;
    this.retry = retryable.has(kind);
    this.retryAfter = options.retryAfter ?? null;
  }
}
