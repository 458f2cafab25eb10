import { z } from 'zod';
import type { AdminClient, Operation } from '../client.server.ts';
import { gidOf, numericId } from '../gid.ts';

const result = z.object({
  nodes: z.array(
    z
      .object({
        id: z.string(),
        firstName: z.string().nullish(),
        lastName: z.string().nullish(),
        defaultEmailAddress: z.object({ emailAddress: z.string().nullish() }).nullish(),
        defaultPhoneNumber: z.object({ phoneNumber: z.string().nullish() }).nullish(),
      })
      .nullable(),
  ),
});

export const customersByIds: Operation<{ ids: string[] }, z.infer<typeof result>> = {
  name: 'CustomersByIds',
  document: `#graphql
    query CustomersByIds($ids: [ID!]!) {
      nodes(ids: $ids) {
        ... on Customer { id firstName lastName defaultEmailAddress { emailAddress } defaultPhoneNumber { phoneNumber } }
      }
    }`,
  result,
  toleratesDenial: true,
};

/** Fields are null when the customer has none or the app is not approved to read them. */
export type CustomerDetails = {
  customerId: string;
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  phone: string | null;
};

const PER_CALL = 100;

/** Names, addresses and telephone numbers of customers. @param customerIds numeric parts; a customer that is gone is not in the answer */
export async function readCustomers(client: AdminClient, customerIds: string[]): Promise<CustomerDetails[]> {
  const customers: CustomerDetails[] = [];
  for (let start = 0; start < customerIds.length; start += PER_CALL) {
    const ids = customerIds.slice(start, start + PER_CALL).map((id) => gidOf('Customer', id));
    const { nodes } = await client.run(customersByIds, { ids });
    for (const node of nodes) {
      if (!node) continue;
      customers.push({
        customerId: numericId(node.id),
        firstName: node.firstName ?? null,
        lastName: node.lastName ?? null,
        email: node.defaultEmailAddress?.emailAddress ?? null,
        phone: node.defaultPhoneNumber?.phoneNumber ?? null,
      });
    }
  }
  return customers;
}
