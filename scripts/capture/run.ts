/**
 * `npm run capture -- --app http://127.0.0.1:3000 --port 3100 --into captured`: point the tunnel at the port instead of the app, and use the store.
 * Needs SHOPIFY_API_SECRET. Ends with Ctrl-C.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startRecorder } from './record.ts';

const { values } = parseArgs({
  options: {
    app: { type: 'string', default: 'http://127.0.0.1:3000' },
    port: { type: 'string', default: '3100' },
    into: { type: 'string', default: 'captured' },
  },
});
const secret = process.env['SHOPIFY_API_SECRET'];
if (secret === undefined || secret === '') throw new Error('Set SHOPIFY_API_SECRET: only what Shopify has signed is kept');
const into = path.resolve(values.into);
const recorder = await startRecorder({
  appOrigin: new URL(values.app).origin,
  into,
  secret,
  port: Number(values.port),
  wrote: (file) => console.log(file),
});
console.log(
  `Port ${recorder.port} passes everything on to ${values.app}; what Shopify signs is written to ${into}. Ctrl-C ends.`,
);
process.once('SIGINT', () => void recorder.close());
