/** The filters of the list of referrals, as its address and its file read them. */
import { z } from 'zod';
import { type AdminRequest, oneOf } from './admin-request.server.ts';
import { CHANNEL_NAMES, NOT_TOLD } from './domain/channel.ts';
import { SIGNAL_KINDS } from './domain/facts.ts';
import { ORDER_KINDS, STANDINGS } from './domain/referral-standing.ts';
import type { ReferralFilter } from './queries/referral-list.server.ts';

const advocateId = z.guid().nullable().catch(null);
const productId = z.string().regex(/^\d{1,20}$/).nullable().catch(null); // prettier-ignore
const country = z.union([z.literal(NOT_TOLD), z.string().regex(/^[A-Z]{2}$/)]).nullable().catch(null); // prettier-ignore

export function referralFilterOf({ search, period, terms }: Pick<AdminRequest, 'search' | 'period' | 'terms'>): ReferralFilter {
  return {
    kind: oneOf(ORDER_KINDS, search.get('kind')),
    standing: oneOf(STANDINGS, search.get('outcome')),
    reason: search.get('reason'),
    evidence: oneOf(SIGNAL_KINDS, search.get('evidence')),
    channel: oneOf([...CHANNEL_NAMES, NOT_TOLD], search.get('channel')),
    country: country.parse(search.get('country')),
    productId: productId.parse(search.get('product')),
    advocateId: advocateId.parse(search.get('by')),
    period,
    search: terms,
  };
}
