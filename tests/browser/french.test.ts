import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import polarisEnglish from '@shopify/polaris/locales/en.json' with { type: 'json' };
import polarisFrench from '@shopify/polaris/locales/fr.json' with { type: 'json' };
import type { Frame, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { en } from '#app/i18n/en.ts';
import { french } from '#app/i18n/fr.ts';
import { insertAdvocate, insertOrder, type TestShop } from '#tests/fixtures/referral-rows.ts';
import { accessibilityProblems } from '#tests/support/accessibility.ts';
import { useStage } from '#tests/support/stage.ts';

const stage = useStage();
let advocateId: string;
let rewardId: string;

beforeAll(async () => {
  const { page } = await stage.openAdmin('/app');
  await page.frameLocator('#app').getByRole('heading', { name: 'Home' }).waitFor();
  await page.context().close();
  const { prisma } = stage.database;
  const shop: TestShop = await prisma.shop.findUniqueOrThrow({ where: { domain: stage.shop.domain } });
  advocateId = await insertAdvocate(prisma, shop, { name: '', email: '', code: 'ANNA7K2Q' });
  await prisma.advocate.updateMany({ where: { id: advocateId }, data: { nameSealed: null, emailSealed: null } });
  const placedAt = new Date(Date.now() - 86_400_000).toISOString();
  await insertOrder(prisma, shop, { orderId: '1001', placedAt, advocateId });
  await insertOrder(prisma, shop, { orderId: '1002', placedAt, reason: { code: 'code-unknown', received: 'ANNA7K2X' } });
  await insertOrder(prisma, shop, {
    ...{ orderId: '1003', placedAt, advocateId, held: true },
    findings: [
      { check: 'disposable-email', grade: 'review', points: 40, detail: {} },
      { check: 'same-phone', grade: 'not-checked', points: 0, detail: { missing: 'both' } },
    ],
  });
  await insertOrder(prisma, shop, { orderId: 'signup-7', kind: 'sign-up', placedAt, advocateId });
  rewardId = await insertIssuedReward(shop);
  stage.shop.staff.locale = 'fr';
});

/** A reward that was issued, is carried by the ledger, and whose discount the merchant then changed in Shopify. */
async function insertIssuedReward(shop: TestShop): Promise<string> {
  const { prisma } = stage.database;
  const at = (daysAgo: number) => new Date(Date.now() - daysAgo * 86_400_000);
  const id = await insertOrder(prisma, shop, {
    ...{ orderId: '1004', placedAt: at(20).toISOString(), advocateId },
    reward: {
      ...{
        kind: 'fixed-amount',
        percentage: null,
        amountMinor: 1000n,
        state: 'issued',
        code: 'THANKS-AAAA-BBBB-CCCC',
        trouble: 'edited',
      },
      ...{ issuedAt: at(6), expiresAt: at(-300) },
    },
  });
  if (id === null) throw new Error('the order earned no reward');
  const moves = [
    { fromAccount: 'program-cost', toAccount: 'pending', at: at(20) },
    { fromAccount: 'pending', toAccount: 'payable', at: at(6) },
    { fromAccount: 'payable', toAccount: 'issued', at: at(6) },
  ];
  await prisma.ledgerEntry.createMany({
    data: moves.map((move) => ({
      ...{ shopId: shop.id, rewardId: id, amountMinor: 1000n, currency: shop.currency, inputHash: new Uint8Array(32) },
      ...{ key: `${move.toAccount}:${id}`, ...move },
    })),
  });
  await prisma.rewardEvent.create({
    data: { shopId: shop.id, id: randomUUID(), rewardId: id, kind: 'changed-in-shopify', at: at(1), detail: {} },
  });
  return id;
}

type Tree = { readonly [key: string]: string | Tree };
const leaves = (tree: Tree, path = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, text]): [string, string][] =>
    typeof text === 'string' ? [[path + key, text]] : leaves(text, `${path}${key}.`),
  );

/** What an English text looks like on a screen, its placeholders filled. Words that are French, too, are left out. */
function englishTexts(): { key: string; looksLike: RegExp }[] {
  const inFrench = new Set([...leaves(french.own), ...leaves(polarisFrench)].map(([, text]) => text));
  return [...leaves(en), ...leaves(polarisEnglish)]
    .filter(([, text]) => !inFrench.has(text) && /[a-z]{2}/i.test(text.replace(/\{+\w+\}+/g, '')))
    .map(([key, text]) => {
      const literal = text.split(/\{+\w+\}+/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
      return { key, looksLike: new RegExp(`^${literal.join('.+')}$`, 's') };
    });
}
const english = englishTexts();
const keys = new Set([...leaves(en), ...leaves(polarisEnglish)].map(([key]) => key));

/** Everything that is read out of a document: texts, and what is said of pictures and fields. A dialog's cross is the admin's own. */
async function readAll(frame: Frame): Promise<string[]> {
  return frame.evaluate(() =>
    [...document.querySelectorAll('body *:not(script, style, dialog > header > button)')].flatMap((element) => [
      ...[...element.childNodes].flatMap((node) => (node.nodeType === Node.TEXT_NODE ? [node.textContent ?? ''] : [])),
      ...['aria-label', 'placeholder', 'title', 'alt'].flatMap((name) => element.getAttribute(name) ?? []),
    ]),
  );
}

async function expectFrench(frame: Frame, where: string): Promise<void> {
  const texts = [...new Set((await readAll(frame)).map((text) => text.trim()).filter((text) => text !== ''))];
  expect(texts.length, where).toBeGreaterThan(10);
  const wrong = texts.flatMap((text) => {
    const found = keys.has(text) ? text : english.find(({ looksLike }) => looksLike.test(text))?.key;
    return found === undefined ? [] : [`${text} (${found})`];
  });
  expect(wrong, where).toEqual([]);
  expect(await frame.evaluate(() => document.documentElement.lang)).toBe('fr');
}

async function open(page: Page, path: string): Promise<Frame> {
  await page.goto(`https://admin.shopify.com/store/${stage.shop.handle}/apps/vouchsafe${path}`);
  await page.frameLocator('#app').getByRole('main').locator('h1').waitFor();
  await page.waitForLoadState('networkidle');
  const frame = page.frames().find((candidate) => candidate.url().startsWith(stage.appUrl));
  if (frame === undefined) throw new Error('the app is in no frame');
  return frame;
}

test.each([1440, 390])(
  'a French merchant reads no English word on any page, %d wide, and every page is accessible',
  async (width) => {
    const page = await stage.newShopper({ viewport: { width, height: 900 } });
    const paths = [
      ...[
        '/app',
        '/app/program',
        '/app/program/simulator',
        '/app/referrals?q=1001',
        '/app/referrals/1001',
        '/app/referrals/1002',
      ],
      ...['/app/referrals/signup-7', '/app/referrals/visits', '/app/referrals/claims', '/app/referrals/lost', '/app/review'],
      ...['/app/review/block-list', '/app/advocates', `/app/advocates/${advocateId}`, '/app/rewards?period=30', '/app/health'],
      ...[`/app/rewards/${rewardId}`, '/app/rewards/owed', '/app/rewards/statement'],
    ];
    for (const path of paths) {
      const frame = await open(page, path);
      await expectFrench(frame, path);
      expect(await accessibilityProblems(frame), path).toEqual([]);
      expect(await frame.evaluate(() => document.documentElement.scrollWidth - innerWidth), path).toBeLessThanOrEqual(0);
    }
    expect(stage.problems).toEqual([]);
  },
);

test('what opens on a page is French, too: evidence, the question before a verdict, folded rules and their mistakes', async () => {
  const page = await stage.newShopper();
  const review = await open(page, '/app/review');
  await review.getByText('1 crédit attend que quelqu’un l’examine').waitFor();
  await review.getByRole('button', { name: 'Afficher les indications de la commande #1003' }).click();
  await review.getByText('À regarder d’abord\u00a0: l’acheteur utilise une adresse e-mail jetable').first().waitFor();
  await review.getByRole('button', { name: '1 contrôle n’a pas pu être fait' }).click();
  await expectFrench(review, 'the evidence of a held credit');
  await review.getByRole('button', { name: 'Approuver' }).last().click();
  await review.getByRole('dialog', { name: 'Approuver ce crédit\u00a0?' }).waitFor();
  await expectFrench(review, 'the question before a verdict');

  const none = await open(page, '/app/advocates/none');
  await none.getByRole('heading', { name: 'Il n’y a rien ici', level: 1 }).waitFor();
  expect(await accessibilityProblems(none)).toEqual([]);

  const program = await open(page, '/app/program');
  const folds = await program.locator('button[aria-expanded="false"]').all();
  for (const fold of folds.reverse()) await fold.click(); // an opened one is not counted among the closed any more
  await program.getByLabel('Réduction', { exact: true }).first().fill('130');
  await program.getByLabel('Jours entre visite et commande').focus();
  await program.getByText('Saisissez un nombre de 0,01 à 100.').waitFor();
  await expectFrench(program, 'the program with every fold open');
  await program.getByLabel('Réduction', { exact: true }).first().fill('12,5');
  await program.getByLabel('Le panier d’un filleul vaut').fill('25,50');
  await program.getByText('Achète pour 25,50\u00a0$US').waitFor();
});

test('a reward’s page, its ledger and the question before it is taken back are French', async () => {
  const page = await stage.newShopper();
  const reward = await open(page, `/app/rewards/${rewardId}`);
  await reward.getByRole('heading', { name: 'Chronologie' }).waitFor();
  await reward.getByText('Coût du programme → Promis, en attente').waitFor();
  await reward.getByText('Sa réduction a été modifiée dans Shopify').first().waitFor();
  await reward.getByRole('button', { name: 'Reprendre' }).click();
  await reward.getByRole('dialog', { name: 'Reprendre cette récompense\u00a0?' }).waitFor();
  await expectFrench(reward, 'the question before a reward is taken back');

  const owed = await open(page, '/app/rewards/owed');
  await owed.getByText('Émises, pas encore utilisées').waitFor();
  expect(await owed.getByText('10,00\u00a0$US').count()).toBeGreaterThan(1);
  const statement = await open(page, '/app/rewards/statement');
  await statement.getByText('Tous les comptes ensemble').waitFor();
});

test('a file has the screens’ words in its head, and the screens’ sentences in its rows', async () => {
  const page = await stage.newShopper({ acceptDownloads: true });
  const frame = await open(page, '/app/referrals');
  const download = page.waitForEvent('download');
  await frame.getByRole('button', { name: 'Exporter' }).click();
  await frame.getByRole('menuitem', { name: 'Tableur (CSV)' }).click();
  const file = readFileSync(await (await download).path(), 'utf8');
  expect(file).toContain('Commande,ID de commande,Passée le (America/New_York),Résultat,');
  expect(file).toContain('Non crédité,code-unknown,Aucun parrain de cette boutique n’a le code «\u00a0ANNA7K2X\u00a0».');
  expect(file).toMatch(/^Inscription,signup-7,/m);
});

test('an English merchant does not fetch the French words', async () => {
  const scripts: Promise<string>[] = [];
  const page = await stage.newShopper();
  page.on('response', (response) => {
    if (response.url().startsWith(stage.appUrl) && response.url().endsWith('.js')) scripts.push(response.text());
  });
  stage.shop.staff.locale = 'en';
  await open(page, '/app');
  const english = (await Promise.all(scripts)).join('\n');
  expect(english).toContain('Rewards earned');
  expect(english).not.toContain('Récompenses gagnées');

  stage.shop.staff.locale = 'fr';
  scripts.length = 0;
  await open(page, '/app');
  expect((await Promise.all(scripts)).join('\n')).toContain('Récompenses gagnées');
});
