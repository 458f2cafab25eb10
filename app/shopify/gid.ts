/** Shopify's global ids: `gid://shopify/Order/123`. The app keeps the numeric part. */

export type GidType =
  'Customer' | 'Order' | 'LineItem' | 'Product' | 'ProductVariant' | 'Collection' | 'Refund' | 'OrderTransaction';

export function gidOf(type: GidType, id: string): string {
  return `gid://shopify/${type}/${id}`;
}

/** The numeric part. Text, because ids exceed what a JSON number holds exactly. @throws when it is no gid of a numbered thing */
export function numericId(gid: string): string {
  const match = /^gid:\/\/shopify\/[A-Za-z]+\/(\d+)(?:\?.*)?$/.exec(gid);
  if (!match?.[1]) throw new Error(`not a numbered gid: ${gid}`);
  return match[1];
}
