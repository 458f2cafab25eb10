import type { Fault } from './faults.ts';

/** What a merchant reads when work with Shopify is stuck: what happened, and what to do about it. */
export function nextStep(fault: Fault): string {
  switch (fault.kind) {
    case 'unreachable':
      return 'Shopify did not answer. It is tried again automatically.';
    case 'throttled':
      return 'Shopify asked us to slow down. It is tried again automatically.';
    case 'unauthorized':
      return 'Shopify no longer accepts our access to this store. Open Vouchsafe in the Shopify admin to renew it, then try again.';
    case 'uninstalled':
      return 'Vouchsafe is not installed in this store. Install it again to continue.';
    case 'forbidden':
      return 'Vouchsafe lacks a permission for this. Open Vouchsafe in the Shopify admin, approve the permissions it asks for, then try again.';
    case 'refused':
      return `Shopify refused the request (${fault.message}). Try again; if it stays so, contact support with this text.`;
  }
}
