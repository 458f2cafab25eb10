import { REF_PARAMETER } from './storefront-contract.ts';

/** What an advocate shares. @param storefrontUrl https://host, no slash at the end */
export function referralLink(storefrontUrl: string, code: string): string {
  return `${storefrontUrl}/?${REF_PARAMETER}=${code}`;
}
