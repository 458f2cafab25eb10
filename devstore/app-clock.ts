/**
 * Lets the clock of the app's process follow the dev store's virtual clock. Loaded by NODE_OPTIONS=--import, like libfaketime: the app's code
 * is untouched. The offset in milliseconds stands in a file of eight bytes, read at every look at the clock (about a microsecond), so both
 * programs always agree on the time and signatures stay valid while somebody turns the clock.
 */
import { openSync, readSync } from 'node:fs';

const file = process.env['DEVSTORE_CLOCK_FILE'];
if (file === undefined) throw new Error('DEVSTORE_CLOCK_FILE names the file with the offset of the clock');
const descriptor = openSync(file, 'r');
const bytes = Buffer.alloc(8);
const RealDate = Date;

function now(): number {
  readSync(descriptor, bytes, 0, 8, 0);
  return RealDate.now() + bytes.readDoubleLE(0);
}

/** A proxy, not a subclass: dates made before or elsewhere stay instances of Date. */
globalThis.Date = new Proxy(RealDate, {
  construct: (target, args: unknown[]) => (args.length === 0 ? new target(now()) : (Reflect.construct(target, args) as Date)),
  apply: () => new RealDate(now()).toString(),
  get: (target, key, receiver) => (key === 'now' ? now : (Reflect.get(target, key, receiver) as unknown)),
});
