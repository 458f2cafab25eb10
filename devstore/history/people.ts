/** Friends and passers-by of the played history. Names are common, addresses are of reserved domains and documentation networks. */
import type { Random } from '#devstore/history/random.ts';
import { cities, firstNames, lastNames, streets } from '#devstore/seed-people.ts';
import type { AddressState } from '#devstore/state.ts';

export type Stranger = {
  firstName: string;
  lastName: string;
  email: string;
  address: AddressState;
  browser: Browser;
};
export type Browser = { ip: string; userAgent: string };

const userAgents = [
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Safari/605.1.15',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
] as const;
/** RFC 5737: networks for documentation. RFC 2544: for measurements; large enough that strangers rarely share an address. */
const documentation = ['203.0.113', '198.51.100', '192.0.2'] as const;
const measurements = '198.18';

/** `number` keeps e-mail addresses apart. */
export function stranger(random: Random, number: number): Stranger {
  const firstName = random.pick(firstNames);
  const lastName = random.pick(lastNames);
  const { city, zip, provinceCode, countryCode } = random.pick(cities);
  const local = `${firstName}.${lastName}`.toLowerCase().replace(/[^a-z.]/g, '');
  return {
    firstName,
    lastName,
    email: `${local}.f${number}@${random.pick(['example.com', 'example.org', 'example.net'])}`,
    address: {
      firstName,
      lastName,
      address1: `${1 + random.below(900)} ${random.pick(streets)}`,
      city,
      zip,
      provinceCode,
      countryCode,
      phone: null,
    },
    browser: browser(random),
  };
}

export function browser(random: Random): Browser {
  const network = random.chance(0.1) ? random.pick(documentation) : `${measurements}.${random.below(256)}`;
  return { ip: `${network}.${1 + random.below(254)}`, userAgent: random.pick(userAgents) };
}
