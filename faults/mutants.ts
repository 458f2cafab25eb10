/** Negative controls: the app with one promise broken, in a copy. A harness that does not notice would not notice the same mistake in the app. */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';

type Edit = { file: string; find: string; replace: string };
export type Mutant = {
  name: 'acknowledges-before-commit' | 'random-code-per-try' | 'no-dedupe' | 'reads-then-inserts';
  edits: readonly Edit[];
  /** For its database, after the migrations. */
  sql: string;
};

const deliveries = 'app/data/deliveries.server.ts';
const conflict = 'ORDER BY d.s, d.w ON CONFLICT DO NOTHING RETURNING';
const withoutKeys = 'DROP INDEX delivery_shop_domain_webhook_id_key; DROP INDEX delivery_event_key;';

export const MUTANTS: readonly Mutant[] = [
  {
    name: 'acknowledges-before-commit',
    edits: [
      {
        file: 'app/webhooks.server.ts',
        find: '    receiver.receive(webhook).then(\n      (outcome) => {\n        answer(res, 200);\n',
        replace: '    answer(res, 200);\n    receiver.receive(webhook).then(\n      (outcome) => {\n',
      },
      {
        file: 'app/webhooks.server.ts',
        find: "        res.setHeader('Retry-After', '10');\n        answer(res, 503);\n",
        replace: '',
      },
    ],
    sql: '',
  },
  {
    name: 'random-code-per-try',
    edits: [
      {
        file: 'app/discount-code-bytes.server.ts',
        find: 'return createHmac(',
        replace: 'return crypto.getRandomValues(new Uint8Array(32));\n  createHmac(',
      },
      { file: 'app/services/fill-pools.server.ts', find: 'code: code ?? rewardCodes(', replace: 'code: rewardCodes(' },
      {
        file: 'app/data/pool-grants.server.ts',
        find: "(w.state = 'issuing' AND w.code = c.code)",
        replace: "w.state = 'issuing'",
      },
    ],
    sql: '',
  },
  {
    name: 'no-dedupe',
    edits: [{ file: deliveries, find: conflict, replace: 'ORDER BY d.s, d.w RETURNING' }],
    sql: withoutKeys,
  },
  {
    name: 'reads-then-inserts',
    edits: [
      {
        file: deliveries,
        find: conflict,
        replace:
          'WHERE NOT EXISTS (SELECT 1 FROM delivery x WHERE x.shop_domain = d.s AND x.webhook_id = d.w) ORDER BY d.s, d.w RETURNING',
      },
    ],
    sql: withoutKeys,
  },
];

/** Makes the copy in `.vouchsafe` and returns its folder. Throws when the app no longer has what is to be broken: the mutant wants looking after then. */
export function copyMutated(root: string, { name, edits }: Mutant): string {
  const copy = path.join(root, '.vouchsafe/mutants', name);
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy, { recursive: true });
  const own = ['app', 'server.ts', 'package.json'];
  for (const entry of own) cpSync(path.join(root, entry), path.join(copy, entry), { recursive: true });
  for (const entry of readdirSync(root)) {
    if (!entry.startsWith('.') && !existsSync(path.join(copy, entry)))
      symlinkSync(path.join(root, entry), path.join(copy, entry));
  }
  for (const { file, find, replace } of edits) {
    const parts = readFileSync(path.join(copy, file), 'utf8').split(find);
    if (parts.length !== 2)
      throw new Error(`mutant ${name}: ${file} has ${parts.length - 1} places like ${JSON.stringify(find)}`);
    writeFileSync(path.join(copy, file), parts.join(replace));
  }
  return copy;
}
