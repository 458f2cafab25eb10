import { z } from 'zod';
import type { AdminClient, Operation } from '../client.server.ts';

const result = z.object({
  currentAppInstallation: z.object({ accessScopes: z.array(z.object({ handle: z.string() })) }),
});

export const grantedScopes: Operation<Record<string, never>, z.infer<typeof result>> = {
  name: 'GrantedScopes',
  document: `#graphql
    query GrantedScopes {
      currentAppInstallation { accessScopes { handle } }
    }`,
  result,
};

/** What the merchant allows the app at this moment. Throws Fault. */
export async function readGrantedScopes(client: AdminClient): Promise<string[]> {
  const { currentAppInstallation } = await client.run(grantedScopes, {});
  return currentAppInstallation.accessScopes.map(({ handle }) => handle);
}
