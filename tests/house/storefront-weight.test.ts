import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { CHANNEL_NAMES } from '#app/domain/channel.ts';
import { readReferralCode, makeReferralCode } from '#app/domain/referral-code.ts';
import { CART_ATTRIBUTE, REF_PARAMETER, STORAGE_KEY } from '#app/domain/storefront-contract.ts';
import { sealedRef } from '#app/domain/signed-ref.ts';
import { assetsFolder, buildAssets } from '../../extensions/storefront-source/build.ts';
import * as names from '../../extensions/storefront-source/names.ts';

const asset = (name: string) => readFileSync(path.join(assetsFolder, name));
const weight = (...files: string[]) => files.reduce((sum, name) => sum + gzipSync(asset(name), { level: 9 }).length, 0);

test('the script on every page weighs at most 1.5 KB gzipped', () => {
  expect(weight('vouchsafe.js')).toBeLessThanOrEqual(1500);
});

test('what carries a remembered link into cart and forms weighs at most 1 KB more', () => {
  expect(weight('vouchsafe-keep.js')).toBeLessThanOrEqual(1000);
});

test('the greeting and the block weigh at most 5 KB gzipped each, styles included', () => {
  expect(weight('vouchsafe-offer.js', 'vouchsafe-offer.css')).toBeLessThanOrEqual(5000);
  expect(weight('vouchsafe-refer.js', 'vouchsafe-refer.css')).toBeLessThanOrEqual(5000);
});

test('the assets in git are what their sources build', async () => {
  const built = await buildAssets();
  expect(readdirSync(assetsFolder).sort()).toEqual([...built.keys()].sort());
  for (const [name, content] of built)
    expect(asset(name).toString(), `${name}: run extensions/storefront-source/build.ts`).toBe(content);
});

test('no asset names another origin, but for the links that share by WhatsApp and X', () => {
  const origins = readdirSync(assetsFolder).flatMap(
    (name) =>
      asset(name)
        .toString()
        .match(/(?:https?:)?\/\/[a-z0-9.-]+\.[a-z]{2,}/gi) ?? [],
  );
  expect(origins.sort()).toEqual(['https://wa.me', 'https://x.com']);
});

test('the scripts use the names of the contract', () => {
  expect(names).toMatchObject({ CART_ATTRIBUTE, REF_PARAMETER, STORAGE_KEY });
});

test('the script takes every code for a code, also as people mistype it, and leaves the words of other apps alone', () => {
  for (let seed = 0; seed < 200; seed += 1) {
    const code = makeReferralCode(Uint8Array.from({ length: 11 }, (_, index) => (seed * 31 + index * 97) % 256));
    expect(code).toMatch(names.LINK_SHAPE);
    for (const channel of CHANNEL_NAMES) expect(sealedRef(code, channel, code.slice(1))).toMatch(names.LINK_SHAPE);
    // A seal that was cut off on its way does not cost the friend the offer.
    for (const rest of ['.', '.K', '.K2345']) expect(code + rest).toMatch(names.LINK_SHAPE);
  }
  for (const chosen of ['~ANNABAKES', '~ZOE', '~ANNA24.C23456789J']) expect(chosen).toMatch(names.LINK_SHAPE);
  expect(readReferralCode('K7M2XPD4TO')).toEqual(readReferralCode('K7M2XPD4TD'));
  expect('K7M2XPD4TO').toMatch(names.LINK_SHAPE);
  for (const word of [
    'NEWSLETTER',
    'PRODUCTHUNT',
    'INSTAGRAM1',
    'HOMEPAGE',
    'AFFILIATE1',
    'shop.example',
    '',
    '~ME',
    'ANNABAKES',
    '~ANNA<b>',
  ])
    expect(word).not.toMatch(names.LINK_SHAPE);
});
