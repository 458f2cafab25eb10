/** Shopify adds and removes the codes of a discount in the background: these are the jobs, and what they do when they are due. */
import { randomUUID } from 'node:crypto';
import { storeNow, storeTime } from '#devstore/clock.ts';
import { addCode, removeCodes } from '#devstore/discounts/discount-events.ts';
import { findDiscountCode } from '#devstore/pricing/find-discount.ts';
import { newId } from '#devstore/store.ts';
import type { BulkCreationState, CodeDeletionState, DiscountState, ShopState, Store } from '#devstore/state.ts';

/** @param failEvery every so many codes fail for no reason of their own; 0 for none */
export function startCreation(
  store: Store,
  shop: ShopState,
  discount: DiscountState,
  codes: readonly string[],
  failEvery = 0,
): BulkCreationState {
  const creation: BulkCreationState = {
    id: newId(store),
    discountId: discount.id,
    createdAt: storeTime(store),
    ...due(store),
    done: false,
    codes: codes.map((code, index) => ({
      code: code.trim(),
      error: failEvery > 0 && (index + 1) % failEvery === 0 ? 'INTERNAL_ERROR' : null,
      redeemCodeId: null,
    })),
  };
  shop.bulkCreations.set(creation.id, creation);
  settleLater(store, shop);
  return creation;
}

export function startDeletion(store: Store, shop: ShopState, discount: DiscountState, codeIds: string[]): CodeDeletionState {
  const deletion: CodeDeletionState = { id: randomUUID(), discountId: discount.id, codeIds, ...due(store), done: false };
  shop.codeDeletions.set(deletion.id, deletion);
  settleLater(store, shop);
  return deletion;
}

/** Somebody asked how far the job is: jobs that are told to wait for questions count them. */
export function askedFor(store: Store, shop: ShopState, job: BulkCreationState | CodeDeletionState): void {
  if (job.pollsLeft > 0) job.pollsLeft -= 1;
  settleCodeJobs(store, shop);
}

/** Does what is due. */
export function settleCodeJobs(store: Store, shop: ShopState): void {
  const now = storeNow(store).getTime();
  const isDue = (job: { done: boolean; readyAt: number; pollsLeft: number }) =>
    !job.done && job.readyAt <= now && job.pollsLeft === 0;
  for (const creation of shop.bulkCreations.values()) if (isDue(creation)) create(store, shop, creation);
  for (const deletion of shop.codeDeletions.values()) {
    if (!isDue(deletion)) continue;
    deletion.done = true;
    const discount = shop.discounts.get(deletion.discountId);
    const wanted = new Set(deletion.codeIds);
    if (discount !== undefined)
      removeCodes(
        store,
        shop,
        discount,
        discount.codes.filter(({ id }) => wanted.has(id)),
      );
  }
}

function create(store: Store, shop: ShopState, creation: BulkCreationState): void {
  creation.done = true;
  const discount = shop.discounts.get(creation.discountId);
  for (const wanted of creation.codes) {
    if (wanted.error !== null) continue;
    if (discount === undefined) wanted.error = 'INVALID';
    else if (wanted.code === '') wanted.error = 'BLANK';
    else if (wanted.code.length > 255) wanted.error = 'TOO_LONG';
    else if (findDiscountCode(shop, wanted.code) !== null) wanted.error = 'TAKEN';
    else {
      wanted.redeemCodeId = newId(store);
      addCode(store, shop, discount, { id: wanted.redeemCodeId, code: wanted.code, usageCount: 0 });
    }
  }
}

function due(store: Store): { readyAt: number; pollsLeft: number } {
  const { bulkDelayMs, bulkPolls } = store.injectors.adminApi;
  return { readyAt: storeNow(store).getTime() + bulkDelayMs, pollsLeft: bulkPolls };
}

function settleLater(store: Store, shop: ShopState): void {
  setTimeout(() => settleCodeJobs(store, shop), store.injectors.adminApi.bulkDelayMs + 1).unref();
}
