/** Personal data: compared as keyed HMACs (per-shop key), shown from AES-256-GCM ciphertext, never stored in the clear. */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import { canonicalEmail, emailDomain } from './domain/email-address.ts';
import type { PersonalHash } from './domain/facts.ts';
import { phoneDigits } from './domain/phone-number.ts';

export type Vault = {
  /** Encrypts text at rest; the answer carries key version, nonce and tag. */
  seal(text: string): Uint8Array<ArrayBuffer>;
  /** @throws when the bytes were sealed with neither key */
  open(sealed: Uint8Array): string;
  /** The same text sealed with the key in force; null: it is already. @throws as `open` */
  reseal(sealed: Uint8Array): Uint8Array<ArrayBuffer> | null;
  /** A new sealed per-shop key. */
  newShopKey(): Uint8Array<ArrayBuffer>;
  /** Hashes for one shop; `shopKey` as stored (sealed). */
  forShop(shopKey: Uint8Array): ShopHasher;
};

/** Keyed hashes of one shop; each kind of data has its own domain, so equal texts of different kinds differ. */
export type ShopHasher = {
  /** Canonical form first (domain/email-address.ts), then HMAC-SHA-256, hex. null in, null out. */
  email(address: string | null | undefined): PersonalHash | null;
  /** Of the address's domain and of every domain above it, the address's own first: a block of `mail.example` means its subdomains, too. */
  domains(address: string | null | undefined): PersonalHash[];
  /** Digits only. */
  phone(number: string | null | undefined): PersonalHash | null;
  customer(customerId: string): PersonalHash;
  network(ip: string | null | undefined): PersonalHash | null;
  device(userAgent: string | null | undefined): PersonalHash | null;
  /** @param canonical as domain/postal-address.ts spells it */
  address(canonical: string): PersonalHash;
  /** Lower-cased words of a name or address, each hashed, for search. */
  words(text: string): PersonalHash[];
  /** @param skeleton of a code that an erased advocate had chosen (domain/chosen-code.ts) */
  chosenCode(skeleton: string): PersonalHash;
  /** Of one entry of the shop's log of staff acts, with the entry before it (services/note-staff-act.server.ts). */
  auditEntry(text: string): string;
};

/** First byte of everything sealed: how it was sealed, not with which key. */
const KEY_VERSION = 1;
const NONCE = 12;
const TAG = 16;
/** A name or address has fewer; more is noise that would only swell the index. */
const MOST_WORDS = 16;

function sealingKey(encryptionKey: string): Buffer {
  return Buffer.from(hkdfSync('sha256', Buffer.from(encryptionKey, 'base64'), '', 'vouchsafe sealed data', 32));
}

/**
 * @param encryptionKey 32 bytes as base64 (APP_ENCRYPTION_KEY)
 * @param formerKey the one before, which still opens what it has sealed (APP_ENCRYPTION_KEY_FORMER)
 */
export function createVault(encryptionKey: string, formerKey?: string): Vault {
  const key = sealingKey(encryptionKey);
  const former = formerKey === undefined ? null : sealingKey(formerKey);

  function seal(text: string): Uint8Array<ArrayBuffer> {
    const nonce = randomBytes(NONCE);
    const cipher = createCipheriv('aes-256-gcm', key, nonce);
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return new Uint8Array(Buffer.concat([Buffer.of(KEY_VERSION), nonce, cipher.getAuthTag(), sealed]));
  }

  function open(sealed: Uint8Array): string {
    if (former === null) return openWith(key, sealed);
    try {
      return openWith(key, sealed);
    } catch {
      return openWith(former, sealed);
    }
  }

  function openWith(key: Buffer, sealed: Uint8Array): string {
    const bytes = Buffer.from(sealed);
    if (bytes[0] !== KEY_VERSION || bytes.length < 1 + NONCE + TAG) throw new Error('not sealed by this app');
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(1, 1 + NONCE), { authTagLength: TAG });
    decipher.setAuthTag(bytes.subarray(1 + NONCE, 1 + NONCE + TAG));
    return Buffer.concat([decipher.update(bytes.subarray(1 + NONCE + TAG)), decipher.final()]).toString('utf8');
  }

  return {
    seal,
    open,
    reseal(sealed) {
      try {
        openWith(key, sealed);
        return null;
      } catch {
        return seal(open(sealed));
      }
    },
    newShopKey: () => seal(randomBytes(32).toString('base64')),
    forShop: (shopKey) => createShopHasher(Buffer.from(open(shopKey), 'base64')),
  };
}

function createShopHasher(key: Buffer): ShopHasher {
  const hash = (kind: string, text: string) =>
    createHmac('sha256', key).update(kind).update('\0').update(text).digest('hex') as PersonalHash;
  const optional = (kind: string, text: string | null) => (text === null ? null : hash(kind, text));
  return {
    email: (address) => optional('email', canonicalEmail(address)),
    domains: (address) => domainsOf(address).map((domain) => hash('domain', domain)),
    phone: (number) => optional('phone', phoneDigits(number)),
    customer: (customerId) => hash('customer', customerId),
    network: (ip) => optional('network', networkOf(ip)),
    device: (userAgent) => optional('device', userAgent?.trim() || null),
    address: (canonical) => hash('address', canonical),
    words: (text) => wordsOf(text).map((word) => hash('word', word)),
    chosenCode: (skeleton) => hash('chosen-code', skeleton),
    auditEntry: (text) => hash('audit-entry', text),
  };
}

function domainsOf(address: string | null | undefined): string[] {
  const labels = emailDomain(address)?.split('.') ?? [];
  return labels.slice(0, -1).map((_, from) => labels.slice(from).join('.'));
}

/** An IPv4 address, or the /64 of an IPv6 one: within it a household's devices change their addresses at will. */
export function networkOf(ip: string | null | undefined): string | null {
  const text = ip?.trim() ?? '';
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(text)?.[1];
  if (isIP(mapped ?? text) === 4) return mapped ?? text;
  if (isIP(text) !== 6 || text.includes('%')) return null;
  const [head = '', tail] = new URL(`http://[${text}]`).hostname.slice(1, -1).split('::');
  const front = head === '' ? [] : head.split(':');
  const back = tail === undefined || tail === '' ? [] : tail.split(':');
  const missing = tail === undefined ? 0 : 8 - front.length - back.length;
  return [...front, ...Array<string>(missing).fill('0'), ...back].slice(0, 4).join(':');
}

/** Accents do not matter: who types "zoe" finds "Zoë". */
function wordsOf(text: string): string[] {
  const plain = text.slice(0, 512).normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return [...new Set(plain.match(/[\p{L}\p{N}]+/gu) ?? [])].slice(0, MOST_WORDS);
}
