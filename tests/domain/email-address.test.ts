import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalEmail } from '#app/domain/email-address.ts';
import { phoneDigits } from '#app/domain/phone-number.ts';

test.each([
  ['Anna.Kowalska+shop@Gmail.com', 'annakowalska@gmail.com'],
  ['annakowalska@googlemail.com', 'annakowalska@gmail.com'],
  ['ａｎｎａ@example.com', 'anna@example.com'],
  ['anna@EXAMPLE.com.', 'anna@example.com'],
  ['  anna@me.com ', 'anna@icloud.com'],
  ['anna-k.w_x+1@pm.me', 'annakwx@proton.me'],
  ['anna-k@ya.ru', 'anna.k@yandex.ru'],
  ['anna+1@outlook.com', 'anna@outlook.com'],
  ['+1@outlook.com', '+1@outlook.com'],
  ['anna@bücher.example', 'anna@xn--bcher-kva.example'],
  ['anna@xn--bcher-kva.example', 'anna@xn--bcher-kva.example'],
  ['"a@b"@example.com', null],
])('%s is %s', (text, canonical) => {
  expect(canonicalEmail(text)).toBe(canonical);
});

test('at a domain whose habits are unknown, dots and plus keep people apart', () => {
  expect(canonicalEmail('a.b@firm.example')).not.toBe(canonicalEmail('ab@firm.example'));
  expect(canonicalEmail('a+b@firm.example')).toBe('a+b@firm.example');
  expect(canonicalEmail('anna@outlook.com')).not.toBe(canonicalEmail('anna@hotmail.com'));
});

test.each([
  '',
  '@',
  'anna',
  'anna@',
  '@gmail.com',
  'anna@localhost',
  'a b@example.com',
  '...@gmail.com',
  'a@b.c/d',
  'a@x.y:8',
  'a\u0000@b.cc',
])('“%s” is no address', (text) => {
  expect(canonicalEmail(text)).toBeNull();
});

test('any input is answered, and a canonical address is its own canonical form', () => {
  fc.assert(
    fc.property(fc.oneof(fc.anything(), fc.string({ unit: 'binary' }), fc.emailAddress()), (input) => {
      const canonical = canonicalEmail(input);
      if (canonical !== null) expect(canonicalEmail(canonical)).toBe(canonical);
    }),
  );
});

test('one telephone number has one spelling', () => {
  for (const text of ['+49 (0)151 234-567', '0049 151 234567', '+49151234567', '＋49 151 234567'])
    expect(phoneDigits(text)).toBe('49151234567');
  expect(phoneDigits('0151 234 567')).toBe('0151234567');
  for (const text of ['', '12345', '1'.repeat(16), 'call me', null, 4915123456]) expect(phoneDigits(text)).toBeNull();
});
