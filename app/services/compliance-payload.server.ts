/** What the compliance webhooks say about a person: https://shopify.dev/docs/apps/build/compliance/privacy-law-compliance */
import { z } from 'zod';
import type { Person } from '../data/redaction.server.ts';
import type { ShopHasher } from '../personal-data.server.ts';

export const customerOf = {
  customer: z
    .object({
      id: z.union([z.number(), z.string()]).nullish(),
      email: z.string().nullish(),
      phone: z.string().nullish(),
    })
    .nullish(),
};
type Customer = z.infer<(typeof customerOf)['customer']>;

export function readPerson(hasher: ShopHasher, customer: Customer): Person {
  const customerId = customer?.id === null || customer?.id === undefined ? null : String(customer.id);
  return {
    customerId,
    customerHash: customerId === null ? null : hasher.customer(customerId),
    emailHash: hasher.email(customer?.email),
    phoneHash: hasher.phone(customer?.phone),
  };
}
