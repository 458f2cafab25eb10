/** Providers of throw-away mail addresses: a maintained public list (disposable-email-domains-js), read once per process. */
import { disposableEmailBlocklistSet } from 'disposable-email-domains-js';
import { emailDomain } from './domain/email-address.ts';

/** The package's own `isDisposable…` functions build a set of all its domains on every call. */
let domains: ReadonlySet<string> | null = null;

/** Whether the address is of such a provider, subdomains included; null when the text is no address. Never throws. */
export function isDisposable(address: string | null | undefined): boolean | null {
  const domain = emailDomain(address);
  if (domain === null) return null;
  domains ??= disposableEmailBlocklistSet();
  const labels = domain.split('.');
  for (let from = 0; from < labels.length - 1; from += 1) {
    if (domains.has(labels.slice(from).join('.'))) return true;
  }
  return false;
}
