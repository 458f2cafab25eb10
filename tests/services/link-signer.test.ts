import { randomInt } from 'node:crypto';
import { expect, test } from 'vitest';
import { CHANNEL_NAMES } from '#app/domain/channel.ts';
import { READABLE_ALPHABET } from '#app/domain/readable-code.ts';
import { readRef, type Seal } from '#app/domain/signed-ref.ts';
import { sealIsGenuine, signedRef } from '#app/link-signer.server.ts';
import { newCode } from '#tests/support/shopfront.ts';

const env = { APP_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64') };
const shopId = '018f0000-0000-7000-8000-000000000001';
const code = newCode();

function sealIn(ref: string): Seal {
  const read = readRef(ref);
  if ('problem' in read || read.seal === null) throw new Error(`${ref} has no seal`);
  expect(read.code).toBe(code);
  return read.seal;
}

test('a sealed link of every channel is genuine, fits the contract’s 64 characters and needs no escaping in an address', () => {
  for (const channel of CHANNEL_NAMES) {
    const ref = signedRef(env, shopId, code, channel);
    expect(ref).toMatch(/^[2-9A-Z]{10}\.[2-9A-Z]{10}$/);
    expect(encodeURIComponent(ref)).toBe(ref);
    expect(sealIn(ref).channel).toBe(channel);
    expect(sealIsGenuine(env, shopId, code, sealIn(ref))).toBe(true);
  }
});

test('ten thousand forged seals are all refused', () => {
  const character = () => READABLE_ALPHABET[randomInt(READABLE_ALPHABET.length)] ?? '';
  const genuine = sealIn(signedRef(env, shopId, code, 'copy')).mac;
  for (let attempt = 0; attempt < 10_000; attempt += 1) {
    const mac = Array.from({ length: 9 }, character).join('');
    if (mac !== genuine) expect(sealIsGenuine(env, shopId, code, { channel: 'copy', mac })).toBe(false);
  }
});

test('a seal is good for its shop, its code, its channel and its key only', () => {
  const seal = sealIn(signedRef(env, shopId, code, 'whatsapp'));
  expect(sealIsGenuine(env, shopId, code, seal)).toBe(true);
  expect(sealIsGenuine(env, '018f0000-0000-7000-8000-000000000002', code, seal)).toBe(false);
  expect(sealIsGenuine(env, shopId, newCode(), seal)).toBe(false);
  for (const channel of CHANNEL_NAMES.filter((name) => name !== 'whatsapp'))
    expect(sealIsGenuine(env, shopId, code, { ...seal, channel })).toBe(false);
  expect(sealIsGenuine({ APP_ENCRYPTION_KEY: Buffer.alloc(32, 8).toString('base64') }, shopId, code, seal)).toBe(false);
});

test('one wrong character anywhere in a seal is noticed, and a seal of another length is no seal', () => {
  const seal = sealIn(signedRef(env, shopId, code, 'copy'));
  for (let place = 0; place < 9; place += 1) {
    for (const other of READABLE_ALPHABET) {
      const mac = seal.mac.slice(0, place) + other + seal.mac.slice(place + 1);
      expect(sealIsGenuine(env, shopId, code, { ...seal, mac })).toBe(mac === seal.mac);
    }
  }
  for (const mac of ['', seal.mac.slice(1), `${seal.mac}2`, `${seal.mac}\0`, 'é'.repeat(9), seal.mac.repeat(200)])
    expect(sealIsGenuine(env, shopId, code, { ...seal, mac })).toBe(false);
});

test('letter case, blanks and misread characters do no harm to a sealed link', () => {
  const misread: Record<string, string> = { '2': 'z', '5': 's', '6': 'g', '8': 'b', V: 'u', D: 'o' };
  for (let round = 0; round < 50; round += 1) {
    const other = newCode();
    const ref = signedRef(env, shopId, other, 'qr');
    const typed = [...ref.toLowerCase()].map((character) => misread[character.toUpperCase()] ?? character).join('');
    for (const received of [ref.toLowerCase(), typed, ` ${ref} `, `${ref.slice(0, 4)} ${ref.slice(4)}`]) {
      const read = readRef(received);
      if ('problem' in read || read.seal === null) throw new Error(`${received} is not read`);
      expect([read.code, sealIsGenuine(env, shopId, read.code, read.seal)]).toEqual([other, true]);
    }
  }
});
