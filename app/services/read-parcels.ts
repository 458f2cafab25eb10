/** When an order left and arrived, out of its webhook. */
import { z } from 'zod';

const text = z.string().nullish().catch(null);
const time = z.iso
  .datetime({ offset: true })
  .transform((iso) => Date.parse(iso))
  .nullish()
  .catch(null);
const parcelSchema = z.object({ status: text, created_at: time, updated_at: time, shipment_status: text });

/** https://shopify.dev/docs/api/admin-graphql/latest/enums/FulfillmentEventStatus, in small letters */
const ARRIVED = new Set(['delivered', 'picked_up']);

/** Epoch milliseconds. */
export type Parcels = { fulfilledAt: number | null; deliveredAt: number | null };

/**
 * Known once the whole order has left; a parcel that was cancelled did not. Carriers do not always tell of a delivery, nor does the webhook tell
 * its time: that of the parcel's last news stands for it. What cannot be read is not known.
 * @param otherwiseAt for parcels without a time
 */
export function readParcels(status: unknown, fulfillments: unknown, otherwiseAt: number): Parcels {
  const parcels = (Array.isArray(fulfillments) ? fulfillments : [])
    .flatMap((each) => parcelSchema.safeParse(each).data ?? [])
    .filter((parcel) => parcel.status === 'success');
  if (status !== 'fulfilled' || parcels.length === 0) return { fulfilledAt: null, deliveredAt: null };
  const latest = (times: (number | null | undefined)[]) => Math.max(...times.map((at) => at ?? otherwiseAt));
  const arrived = parcels.every((parcel) => ARRIVED.has(parcel.shipment_status ?? ''));
  return {
    fulfilledAt: latest(parcels.map((parcel) => parcel.created_at)),
    deliveredAt: arrived ? latest(parcels.map((parcel) => parcel.updated_at ?? parcel.created_at)) : null,
  };
}
