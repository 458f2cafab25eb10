/** A QR code of an advocate's link, for paper and screens. */
import QRCode from 'qrcode';
import type { Context } from '../context.server.ts';
import { type AdvocateRecord, findAdvocateByCustomer } from '../data/advocates.server.ts';
import type { Storefront } from '../data/storefronts.server.ts';
import { referralLink } from '../domain/referral-link.ts';
import { sharedRef, signedRef } from '../link-signer.server.ts';

export type QrFormat = 'svg' | 'png';
type Picture = { file: string | Buffer; type: string };

/** For printing: 1,024 points are sharp on a page's width. */
const PNG_WIDTH = 1024;

/** The signed-in customer's own, whose link says that it was read from a QR code; null for everybody else. */
export async function drawQr(
  context: Context,
  shop: Storefront,
  customerId: string | null,
  format: QrFormat,
): Promise<Picture | null> {
  const advocate = customerId === null ? null : await findAdvocateByCustomer(context.db.prisma, shop.id, customerId);
  return advocate === null ? null : qrOf(context, shop, advocate, format);
}

/** Of an advocate who has shown to be this one. */
export async function qrOf(context: Context, shop: Storefront, advocate: AdvocateRecord, format: QrFormat): Promise<Picture> {
  const link = referralLink(shop.storefrontUrl, signedRef(context.env, shop.id, sharedRef(advocate), 'qr'));
  if (format === 'svg') return { file: await QRCode.toString(link, { type: 'svg', margin: 4 }), type: 'image/svg+xml' };
  return { file: await QRCode.toBuffer(link, { type: 'png', margin: 4, width: PNG_WIDTH }), type: 'image/png' };
}
