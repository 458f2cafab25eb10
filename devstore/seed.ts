/** A believable small shop: a coffee roaster's catalogue and its customers. Deterministic; e-mail addresses use reserved domains. */
import { isoSeconds } from '#devstore/clock.ts';
import { cities, firstNames, lastNames, streets } from '#devstore/seed-people.ts';
import { seedCollections, seedProducts } from '#devstore/seed-catalogue.ts';
import type { AddressState, CustomerState, ShopState } from '#devstore/state.ts';

const day = 86_400_000;

type Seed = { now: Date; newId: () => string };

/** Fills the shop's products, collections and `customers` customers, all of them made before `now`. */
export function seedShop(shop: ShopState, seed: Seed, customers: number): void {
  seedCatalogue(shop, seed);
  for (let index = 0; index < customers; index += 1) {
    const customer = seededCustomer(seed, index);
    shop.customers.set(customer.id, customer);
  }
}

function seedCatalogue(shop: ShopState, seed: Seed): void {
  const createdAt = isoSeconds(new Date(seed.now.getTime() - 390 * day));
  const idOfHandle = new Map<string, string>();
  for (const product of seedProducts) {
    const id = seed.newId();
    idOfHandle.set(product.handle, id);
    shop.products.set(id, {
      id,
      handle: product.handle,
      title: product.title,
      description: product.description,
      image: product.image,
      vendor: shop.name,
      productType: product.productType,
      tags: product.tags,
      giftCard: product.giftCard ?? false,
      createdAt,
      variants: product.variants.map((variant) => ({
        id: seed.newId(),
        title: variant.title,
        price: localPrice(variant.price, shop.currency),
        sku: variant.sku,
        inventory: variant.inventory,
        requiresShipping: variant.requiresShipping,
      })),
    });
  }
  for (const collection of seedCollections) {
    const id = seed.newId();
    const productIds = collection.products.map((handle) => {
      const productId = idOfHandle.get(handle);
      if (productId === undefined) throw new Error(`seed: no product ${handle}`);
      return productId;
    });
    shop.collections.set(id, { id, handle: collection.handle, title: collection.title, productIds });
  }
}

function seededCustomer(seed: Seed, index: number): CustomerState {
  const firstName = pick(firstNames, index);
  const lastName = pick(lastNames, index * 7 + Math.floor(index / firstNames.length));
  const city = pick(cities, index * 5);
  const address: AddressState = {
    firstName,
    lastName,
    address1: `${12 + ((index * 37) % 880)} ${pick(streets, index * 3)}`,
    city: city.city,
    zip: city.zip,
    provinceCode: city.provinceCode,
    countryCode: city.countryCode,
    phone: null,
  };
  const domain = pick(['example.com', 'example.org', 'example.net'], index);
  const createdAt = isoSeconds(new Date(seed.now.getTime() - (370 - ((index * 11) % 300)) * day));
  return {
    id: seed.newId(),
    firstName,
    lastName,
    email: `${firstName}.${lastName}`.toLowerCase().replace(/[^a-z.]/g, '') + `${index}@${domain}`,
    phone: index % 4 === 0 ? `+1212555${String(100 + index).padStart(4, '0')}` : null,
    tags: index % 9 === 0 ? ['wholesale'] : [],
    createdAt,
    updatedAt: createdAt,
    state: index % 3 === 0 ? 'disabled' : 'enabled',
    addresses: [address],
    locale: city.countryCode === 'CA' ? 'fr-CA' : 'en',
    note: null,
  };
}

/** Catalogue prices are US dollars; other currencies get a price of their own size, rounded as shops round. */
function localPrice(dollars: number, currency: string): string {
  if (currency === 'JPY') return String(Math.round((dollars * 150) / 10) * 10);
  if (currency === 'KWD') return (dollars * 0.31).toFixed(3);
  return dollars.toFixed(2);
}

function pick<T>(from: readonly T[], index: number): T {
  const value = from[index % from.length];
  if (value === undefined) throw new Error('seed: empty list');
  return value;
}
