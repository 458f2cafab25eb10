/** JSON logs: ids and figures, never payloads or personal data. */
import { type DestinationStream, type Logger, pino } from 'pino';

export type { Logger };

/** Names that a logged object must not tell, wherever they stand in its first two levels. `name` is an error's and a job's. */
const SECRETS = [
  ...['accessToken', 'refreshToken', 'token', 'secret', 'password', 'authorization', 'cookie', 'signature', 'hmac'],
  ...['email', 'phone', 'firstName', 'lastName', 'address', 'ip', 'customer', 'note', 'answer'],
  ...['body', 'headers', 'payload'],
] as const;
/** An e-mail address, or a token of Shopify's or ours, in the words of an error. */
const TELLING = /[^\s<>()",;:[\]=']+@[^\s<>()",;:[\]']+|\b(shp[a-z]{2,3}_|vsk_|whsec_)[\w+/=-]+/g;

/** @param destination where the lines go; standard output unless given */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`]), censor: '[redacted]' },
    serializers: { error: describeError, err: describeError },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/** Name, message and stack only: error objects of clients may carry whole requests. */
function describeError(error: unknown): unknown {
  const plain = (text: string) => text.replace(TELLING, '(left out)');
  if (!(error instanceof Error)) return { message: plain(String(error)) };
  return {
    name: error.name,
    message: plain(error.message),
    stack: error.stack === undefined ? undefined : plain(error.stack),
    ...(error.cause ? { cause: describeError(error.cause) } : {}),
  };
}
