/** Buyers whom a fraud check looks at twice: some of them are honest, some are the advocate in disguise. */
import { browser, stranger, type Browser, type Stranger } from '#devstore/history/people.ts';
import type { Random } from '#devstore/history/random.ts';
import type { AddressState, CustomerState } from '#devstore/state.ts';

/** The customer who shares, and the device that they shop with. */
export type Household = { advocate: CustomerState; home: Browser };

/** On the public lists of throw-away providers; anybody may read its mail. */
const throwAwayDomain = 'mailinator.com';

/** Lives with the advocate: the same address and network, a telephone, a name and an e-mail address of their own. */
export function partner(random: Random, number: number, { advocate, home }: Household): Stranger {
  const person = stranger(random, number);
  return { ...person, address: atHome(person, advocate), browser: { ip: home.ip, userAgent: browser(random).userAgent } };
}

/** The advocate, with a plus alias of the same mailbox. */
export function alias(random: Random, number: number, household: Household): Stranger {
  const [local, domain] = (household.advocate.email ?? '').split('@');
  return { ...disguised(random, number, household), email: `${local}+friend${number}@${domain}` };
}

/** The advocate, with another mailbox, and the street written another way. */
export function secondMailbox(random: Random, number: number, household: Household): Stranger {
  const person = disguised(random, number, household);
  const address1 = person.address.address1.replace('Street', 'St.').replace('Road', 'Rd.').toUpperCase();
  return { ...person, address: { ...person.address, address1 } };
}

/** Somebody new, with an address that is thrown away after the order. */
export function throwAway(random: Random, number: number): Stranger {
  return { ...stranger(random, number), email: `${random.uuid().slice(0, 8)}@${throwAwayDomain}` };
}

function disguised(random: Random, number: number, { advocate, home }: Household): Stranger {
  const other = stranger(random, number);
  const person = { ...other, firstName: advocate.firstName ?? other.firstName, lastName: advocate.lastName ?? other.lastName };
  return { ...person, address: atHome(person, advocate), browser: home };
}

function atHome(person: Stranger, advocate: CustomerState): AddressState {
  const { firstName, lastName } = person;
  return { ...(advocate.addresses[0] ?? person.address), firstName, lastName, phone: null };
}
