import { expect, test } from 'vitest';
import { isDisposable } from '#app/disposable-mail.server.ts';

test('throw-away providers are recognised in any spelling, with their subdomains', () => {
  for (const address of ['x@mailinator.com', ' X@Mailinator.COM ', 'x@a.b.mailinator.com', 'x@yopmail.com']) {
    expect(isDisposable(address)).toBe(true);
  }
});

test('honest providers are not, and neither are domains that only end alike', () => {
  const addresses = [
    'anna@gmail.com',
    'a@privaterelay.appleid.com',
    'a@proton.me',
    'a@our-mailinator.com',
    'a@mailinator.com.example',
  ];
  for (const address of addresses) expect(isDisposable(address)).toBe(false);
});

test('what is no address is not judged', () => {
  for (const text of [null, undefined, '', 'mailinator.com', '@mailinator.com', 'a@com']) expect(isDisposable(text)).toBeNull();
});
