import { z } from 'zod';
import type { AdminClient, Operation } from '../client.server.ts';
import type { NewCodeDiscount } from '../code-discount-input.ts';
import { gidOf } from '../gid.ts';
import { basicInput } from './create-discount-code.ts';
import { freeProductInput } from './create-free-product-code.ts';
import { freeShippingInput } from './create-free-shipping-code.ts';
import type { FoundItems, FoundTerms } from './read-discount.ts';

const answer = z.object({
  codeDiscountNode: z.object({ id: z.string() }).nullable(),
  userErrors: z.array(z.object({ message: z.string() })),
});
const basic = z.object({ discountCodeBasicUpdate: answer });
const freeShipping = z.object({ discountCodeFreeShippingUpdate: answer });
const freeProduct = z.object({ discountCodeBxgyUpdate: answer });
const activated = z.object({ discountCodeActivate: answer });

type Change = { id: string; discount: Record<string, unknown> };

export const updateBasic: Operation<Change, z.infer<typeof basic>> = {
  name: 'UpdateDiscountCode',
  document: `#graphql
    mutation UpdateDiscountCode($id: ID!, $discount: DiscountCodeBasicInput!) {
      discountCodeBasicUpdate(id: $id, basicCodeDiscount: $discount) { codeDiscountNode { id } userErrors { message } }
    }`,
  result: basic,
};

export const updateFreeShipping: Operation<Change, z.infer<typeof freeShipping>> = {
  name: 'UpdateFreeShippingCode',
  document: `#graphql
    mutation UpdateFreeShippingCode($id: ID!, $discount: DiscountCodeFreeShippingInput!) {
      discountCodeFreeShippingUpdate(id: $id, freeShippingCodeDiscount: $discount) { codeDiscountNode { id } userErrors { message } }
    }`,
  result: freeShipping,
};

export const updateFreeProduct: Operation<Change, z.infer<typeof freeProduct>> = {
  name: 'UpdateFreeProductCode',
  document: `#graphql
    mutation UpdateFreeProductCode($id: ID!, $discount: DiscountCodeBxgyInput!) {
      discountCodeBxgyUpdate(id: $id, bxgyCodeDiscount: $discount) { codeDiscountNode { id } userErrors { message } }
    }`,
  result: freeProduct,
};

export const activate: Operation<{ id: string }, z.infer<typeof activated>> = {
  name: 'ActivateDiscount',
  document: `#graphql
    mutation ActivateDiscount($id: ID!) {
      discountCodeActivate(id: $id) { codeDiscountNode { id } userErrors { message } }
    }`,
  result: activated,
};

/**
 * Puts the terms of a discount back, and switches it on when it is off. Its codes stay as they are. Harmless when nothing has changed.
 * @param discountId gid of the DiscountCodeNode @param found its terms now
 */
export async function updateDiscount(
  client: AdminClient,
  discountId: string,
  wanted: NewCodeDiscount,
  found: FoundTerms,
): Promise<{ updated: true } | { rejected: string }> {
  if (found.status === 'EXPIRED') {
    const { discountCodeActivate: on } = await client.run(activate, { id: discountId });
    if (on.codeDiscountNode === null) return rejection(on);
  }
  const given = await change(client, discountId, wanted, found);
  return given.codeDiscountNode === null ? rejection(given) : { updated: true };
}

async function change(client: AdminClient, id: string, wanted: NewCodeDiscount, found: FoundTerms) {
  const { value } = wanted;
  if (value.kind === 'free-shipping') {
    const discount = { ...changed(freeShippingInput(wanted), wanted, found), maximumShippingPrice: null };
    return (await client.run(updateFreeShipping, { id, discount })).discountCodeFreeShippingUpdate;
  }
  if (value.kind === 'free-product') {
    const input = freeProductInput({ ...wanted, value });
    const buys = value.buys ?? ({ of: 'products', ids: value.productIds } as const);
    const discount = {
      ...changed(input, wanted, found),
      customerBuys: { ...input.customerBuys, items: itemsChange(buys, found.buys) },
      customerGets: { ...input.customerGets, items: itemsChange({ of: 'products', ids: value.productIds }, found.gets) },
    };
    return (await client.run(updateFreeProduct, { id, discount })).discountCodeBxgyUpdate;
  }
  const input = basicInput({ ...wanted, value });
  const customerGets = { ...input.customerGets, items: itemsChange(wanted.terms.on, found.gets) };
  const discount = { ...changed(input, wanted, found), customerGets };
  return (await client.run(updateBasic, { id, discount })).discountCodeBasicUpdate;
}

/** The code of a discount with many codes cannot be changed, and is none of the terms. */
function changed(input: Record<string, unknown>, { customerId }: NewCodeDiscount, found: FoundTerms): Record<string, unknown> {
  const { code: _code, ...terms } = input;
  if (customerId === null) return terms;
  const customer = (id: string) => gidOf('Customer', id);
  const add = found.customerIds.includes(customerId) ? [] : [customer(customerId)];
  const remove = found.customerIds.filter((id) => id !== customerId).map(customer);
  return { ...terms, context: { customers: { add, remove } } };
}

/** Only what is missing is added, only what is too much removed. */
function itemsChange(on: NewCodeDiscount['terms']['on'], there: FoundItems): Record<string, unknown> {
  if (on.of === 'order') return { all: true };
  if (on.of === 'collections') {
    const { add, remove } = difference(on.ids, there.collectionIds);
    return {
      collections: { add: add.map((id) => gidOf('Collection', id)), remove: remove.map((id) => gidOf('Collection', id)) },
    };
  }
  const { add, remove } = difference(on.ids, there.productIds);
  return {
    products: {
      productsToAdd: add.map((id) => gidOf('Product', id)),
      productsToRemove: remove.map((id) => gidOf('Product', id)),
      productVariantsToRemove: there.variantIds.map((id) => gidOf('ProductVariant', id)),
    },
  };
}

function difference(wanted: readonly string[], there: readonly string[]): { add: string[]; remove: string[] } {
  return { add: wanted.filter((id) => !there.includes(id)), remove: there.filter((id) => !wanted.includes(id)) };
}

function rejection({ userErrors }: z.infer<typeof answer>): { rejected: string } {
  return { rejected: userErrors.map(({ message }) => message).join(' ') || 'Shopify gave no reason.' };
}
