/** The only reader of process.env: one schema, every variable with a default or a reason (see env.example). */
import { z } from 'zod';

const environmentSchema = z.object({
  NODE_ENV: z.enum(['production', 'development', 'test']).default('production'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  /** Address to listen on. */
  HOST: z.string().default('0.0.0.0'),
  /** Client ID of the app in the Shopify Dev Dashboard. */
  SHOPIFY_API_KEY: z.string().min(1, 'the client ID of your app, from the Shopify Dev Dashboard'),
  /** Client secret: signs webhooks, app-proxy requests and session tokens. */
  SHOPIFY_API_SECRET: z.string().min(1, 'the client secret of your app, from the Shopify Dev Dashboard'),
  /** Public https address of this server. */
  SHOPIFY_APP_URL: z.url({ protocol: /^https$/, error: 'the public https address of this server' }),
  /** Comma-separated; must equal access_scopes.scopes in shopify.app.toml. */
  SCOPES: z
    .string()
    .default(
      'read_customers,read_discounts,read_orders,read_products,read_shopify_payments_disputes,write_app_proxy,write_customers,write_discounts',
    ),
  /** Without it the app starts its own PostgreSQL (development only). */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  /** The database without the pooler in DATABASE_URL, for session locks, LISTEN and jobs. DATABASE_URL when absent. */
  DATABASE_SESSION_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_POOL: z.coerce.number().int().min(2).max(100).default(10),
  /** Folder of the embedded PostgreSQL. */
  EMBEDDED_DATABASE_DIR: z.string().default('.vouchsafe/postgres'),
  /** 32 bytes as base64: seals access tokens, names and e-mail addresses at rest. `openssl rand -base64 32` */
  APP_ENCRYPTION_KEY: z
    .string()
    .refine((value) => Buffer.from(value, 'base64').length === 32, 'must be 32 bytes as base64: openssl rand -base64 32'),
  /** The key before, while `npm run rotate-key` seals anew what it has sealed (docs/operations.md). */
  APP_ENCRYPTION_KEY_FORMER: z
    .string()
    .refine((value) => Buffer.from(value, 'base64').length === 32, 'must be 32 bytes as base64')
    .optional(),
  /** Mail server for the app's e-mails to customers: smtp(s)://user:password@host:port. Without it none is sent, and the outbox says so. */
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'smtp://… or smtps://…' }).optional(),
  /** Address that they come from; beside it stands the shop's name. */
  MAIL_FROM: z.email().optional(),
  /** Port of /metrics (Prometheus), /healthz and /readyz of this process, web or worker; not for the public. Without it there is none. */
  METRICS_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  /** An OpenTelemetry collector, told metrics and traces over HTTP; its other OTEL_EXPORTER_OTLP_* variables are read by the exporter itself. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  /** Part of the traces that are sent to it. */
  TRACES_SHARE: z.coerce.number().min(0).max(1).default(0.05),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
});

const completeSchema = environmentSchema.refine(
  ({ SMTP_URL, MAIL_FROM }) => (SMTP_URL === undefined) === (MAIL_FROM === undefined),
  { path: ['SMTP_URL'], error: 'SMTP_URL and MAIL_FROM go together: set both, or neither' },
);

export type Environment = z.infer<typeof environmentSchema>;

/** Parses `source` (process.env by default). Throws one error that lists every problem with what to set. */
export function readEnvironment(source: Record<string, string | undefined> = process.env): Environment {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const result = completeSchema.safeParse(present);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`The environment is incomplete (see env.example):\n${problems.join('\n')}`);
}
