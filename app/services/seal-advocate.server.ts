/** A customer as the advocates' table keeps them: what is compared as keyed hashes, what is shown sealed. */
import type { NewAdvocate } from '../data/advocates.server.ts';
import { fitText } from '../domain/untrusted-text.ts';
import type { ShopHasher, Vault } from '../personal-data.server.ts';

const LONGEST_NAME = 120;

/** @param customer `customerId` is the numeric part of the gid; the rest as Shopify tells it, null or '' when it does not */
export function sealAdvocate(
  { customerId, name, email, phone }: { customerId: string; name: string; email: string | null; phone: string | null },
  vault: Vault,
  hasher: ShopHasher,
): NewAdvocate {
  const shown = fitText(name, LONGEST_NAME);
  return {
    customerId,
    emailHash: hasher.email(email),
    phoneHash: hasher.phone(phone),
    nameSealed: shown === '' ? null : vault.seal(shown),
    emailSealed: email === null ? null : vault.seal(email),
    nameSearch: hasher.words(`${shown} ${email ?? ''}`),
  };
}
