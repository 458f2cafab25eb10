/** Personal data: compared as keyed HMACs (per-shop key), shown from AES-256-GCM ciphertext, never stored in the clear. */
import type { PersonalHash } from './domain/facts.ts';

export type Vault = {
  /** Encrypts text at rest; the answer carries key version, nonce and tag. */
  seal(text: string): Uint8Array<ArrayBuffer>;
  /** @throws when the bytes were not sealed with this key */
  open(sealed: Uint8Array): string;
  /** A new sealed per-shop key. */
  newShopKey(): Uint8Array<ArrayBuffer>;
  /** Hashes for one shop; `shopKey` as stored (sealed). */
  forShop(shopKey: Uint8Array): ShopHasher;
};

/** Keyed hashes of one shop; each kind of data has its own domain, so equal texts of different kinds differ. */
export type ShopHasher = {
  /** Canonical form first (domain/email-address.ts), then HMAC-SHA-256, hex. null in, null out. */
  email(address: string | null | undefined): PersonalHash | null;
  /** Digits only. */
  phone(number: string | null | undefined): PersonalHash | null;
  customer(customerId: string): PersonalHash;
  network(ip: string | null | undefined): PersonalHash | null;
  device(userAgent: string | null | undefined): PersonalHash | null;
  /** Lower-cased words of a name or address, each hashed, for search. */
  words(text: string): PersonalHash[];
};
