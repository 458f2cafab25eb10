/** JSON logs: ids and figures, never payloads or personal data. */
import { type Logger, pino } from 'pino';

export type { Logger };

export function createLog(level: string): Logger {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: [
        '*.accessToken',
        '*.refreshToken',
        '*.email',
        '*.phone',
        '*.body',
        '*.headers',
        'accessToken',
        'refreshToken',
        'email',
        'phone',
        'body',
        'headers',
      ],
      censor: '[redacted]',
    },
    serializers: { error: describeError, err: describeError },
  });
}

/** Name, message and stack only: error objects of clients may carry whole requests. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: String(error) };
  return {
    name: error.name,
    message: error.message,
    stack: error.stack,
    ...(error.cause ? { cause: describeError(error.cause) } : {}),
  };
}
