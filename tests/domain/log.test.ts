/** What the log leaves out, whoever logs it. */
import { expect, test } from 'vitest';
import { createLog } from '#app/log.server.ts';

function logged(write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = [];
  write(createLog('trace', { write: (line: string) => void lines.push(line) }));
  expect(lines.length).toBeGreaterThan(0);
  return lines.join('');
}
const person = {
  lastName: 'Schmidt',
  email: 'anna@schmidt.example',
  phone: '+49301234567',
  firstName: 'Anna',
  ip: '203.0.113.77',
};
const secrets = {
  accessToken: 'shpat_0a1b',
  token: 'x-1',
  secret: 'x-2',
  authorization: 'Bearer x-3',
  password: 'x-4',
  signature: 'x-5',
};
const TOLD = /Anna|Schmidt|schmidt|1234567|203\.0\.113|0a1b|x-[1-9]/;

test('persons and secrets are left out of logged objects, at their top and one level below', () => {
  const text = logged((log) => {
    log.info({ ...person, shopId: 'a shop' }, 'at the top');
    log.warn(
      { customer: person, order: { ...person, ...secrets }, req: { headers: secrets, body: JSON.stringify(person) } },
      'below',
    );
    log.error({ ...secrets, payload: person }, 'secrets');
  });
  expect(text).not.toMatch(TOLD);
  expect(text).toContain('"shopId":"a shop"');
  expect(text).toContain('[redacted]');
});

test('an error tells its name, words and place, and neither addresses nor tokens in them, nor what it carries', () => {
  const cause = Object.assign(new Error('550 <anna@schmidt.example> unknown'), { response: person });
  const error = Object.assign(
    new Error('could not send to anna@schmidt.example with shpat_0a1b, vsk_0a1b and whsec_0a1b==', { cause }),
    { config: secrets },
  );
  const text = logged((log) => log.error({ error, err: error }, 'sending'));
  expect(text).not.toMatch(TOLD);
  expect(text).toContain('could not send to (left out) with (left out), (left out) and (left out)');
  expect(text).toMatch(/"name":"Error".*log\.test\.ts/);
  expect(logged((log) => log.error({ error: 'anna@schmidt.example said no' }, 'text'))).not.toMatch(TOLD);
});
