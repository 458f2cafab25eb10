/**
 * The buyer came from a site on the merchant's list of banned sites: to the session of the order, or to an earlier visit by this link. A listed
 * host stands for its subdomains, too, and with or without "www.".
 *
 * Detail: `listed` (how many sites the list has) and, of a hit, `site` as the merchant listed it. Clear with an empty list; not checked when
 * it is not known where the buyer came from. Honest people trip it: who looks for a coupon after a friend has sent the link.
 */
import type { RiskCheck } from './check.ts';

export const bannedReferrer: RiskCheck = {
  code: 'banned-referrer',
  look({ referrerHost }, { referrerHosts }, { bannedReferrers }) {
    const listed = bannedReferrers.length;
    if (listed === 0) return { seen: 'clear', detail: { listed } };
    const hosts = referrerHost === null ? referrerHosts : [referrerHost, ...referrerHosts];
    if (hosts.length === 0) return { seen: 'not-checked', detail: { listed } };
    const site = bannedReferrers.find((banned) => hosts.some((host) => belongsTo(bare(host), bare(banned))));
    return site === undefined ? { seen: 'clear', detail: { listed } } : { seen: 'hit', detail: { listed, site } };
  },
};

function belongsTo(host: string, site: string): boolean {
  return host === site || host.endsWith(`.${site}`);
}

function bare(host: string): string {
  return host
    .toLowerCase()
    .replace(/^www\./, '')
    .replace(/\.$/, '');
}
