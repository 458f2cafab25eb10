import { REF_PARAMETER } from './storefront-contract.ts';

/**
 * What an advocate shares.
 * @param storefrontUrl https://host, no slash at the end
 * @param ref the code alone, or sealed with its channel (signed-ref.ts)
 */
export function referralLink(storefrontUrl: string, ref: string): string {
  return `${storefrontUrl}/?${REF_PARAMETER}=${ref}`;
}
