import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Browser, chromium } from 'playwright-core';
import { composeRewardMail, type RewardMailFacts } from '#app/email/reward-mail.ts';
import { findChromium } from '#devstore/browser.ts';
import { accessibilityProblems } from '#tests/support/accessibility.ts';

let browser: Browser;
beforeAll(async () => {
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  browser = await chromium.launch({ executablePath: findChromium(), args });
});
afterAll(() => browser.close());

const facts: RewardMailFacts = {
  shop: { name: 'Hillside Roasters & Söhne', url: 'https://hillside.example', locale: 'en', timeZone: 'America/New_York' },
  ...{ firstName: 'Anna', canReply: true, recipient: 'advocate', cause: { kind: 'order' } },
  ...{ value: { kind: 'fixed-amount', minor: '1000' }, currency: 'USD', code: 'THANKS-7K2Q-XM4N-8VRT' },
  news: {
    ...{ tells: 'ready', paidMinor: 0n, setOffMinor: 0n, selected: true, products: [] },
    ...{ minimum: { minor: 3000n, currency: 'USD' }, expiresAt: Date.parse('2027-12-06T05:00:00Z') },
  },
};
const takenBack: RewardMailFacts['news'] = { tells: 'taken-back', reason: 'order-refunded', returnedMinor: 0n, owedMinor: 0n };
const long = { ...facts, firstName: null, shop: { ...facts.shop, name: 'W'.repeat(90), locale: 'fr' }, code: 'X'.repeat(60) };

test.each([
  ['a code', facts],
  ['a reward taken back', { ...facts, news: takenBack }],
  ['long names in French', long],
] as [string, RewardMailFacts][])(
  'the e-mail of %s is accessible, fits 600 and 375 pixels in light and dark, and fetches nothing',
  async (_, given) => {
    const { html } = composeRewardMail(given);
    for (const width of [600, 375]) {
      for (const colorScheme of ['light', 'dark'] as const) {
        const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme });
        const requests: string[] = [];
        page.on('request', (request) => requests.push(request.url()));
        await page.setContent(html);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
        // A mail is no page: it has no landmarks.
        const problems = await accessibilityProblems(page.mainFrame());
        expect(problems.filter((problem) => !problem.startsWith('region:') && !problem.startsWith('landmark-one-main:'))).toEqual(
          [],
        );
        expect(requests).toEqual([]);
        await page.close();
      }
    }
  },
);
