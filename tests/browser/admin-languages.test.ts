import { readFileSync } from 'node:fs';
import type { Frame, Page } from 'playwright-core';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { LANGUAGES } from '#app/i18n/languages.ts';
import { accessibilityProblems } from '#tests/support/accessibility.ts';
import { openScreen, strayWords } from '#tests/support/admin-language.ts';
import { insertOneOfEach } from '#tests/support/admin-story.ts';
import { useStage } from '#tests/support/stage.ts';

const stage = useStage();
let advocateId: string;
let rewardId: string;

beforeAll(async () => {
  const { page } = await stage.openAdmin('/app');
  await page.frameLocator('#app').getByRole('heading', { name: 'Home' }).waitFor();
  await page.context().close();
  ({ advocateId, rewardId } = await insertOneOfEach(stage.database.prisma, stage.shop.domain));
});
beforeEach(() => {
  stage.shop.staff.locale = 'fr';
});

const open = (page: Page, path: string) => openScreen(stage, page, path);

async function expectFrench(frame: Frame, where: string): Promise<void> {
  expect(await strayWords(frame, 'fr'), where).toEqual([]);
}

/** Long words are the hardest on phones: German reads there. */
const READERS = LANGUAGES.flatMap((language) => (language === 'en' ? [] : [[language, language === 'fr' ? 1440 : 390] as const]));

test.each(READERS)(
  'a merchant who reads %s finds no English word on any page, %d wide, and every page is accessible',
  async (language, width) => {
    stage.shop.staff.locale = language;
    const page = await stage.newShopper({ viewport: { width, height: 900 } });
    const found: string[] = [];
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
      ...[
        '/app/settings',
        '/app/advocates/import',
        `/app/rewards/${rewardId}`,
        '/app/rewards/owed',
        '/app/rewards/statement',
        '/app/reports?period=year',
      ],
    ];
    for (const path of paths) {
      const frame = await open(page, path);
      if (process.env['SHOTS']) {
        await page.screenshot({
          path: `${process.env['SHOTS']}/${language}-${width}${path.replace(/[^a-z0-9]+/g, '-')}.png`,
          fullPage: true,
        });
      }
      found.push(
        ...[...(await strayWords(frame, language)), ...(await accessibilityProblems(frame))].map((what) => `${path}: ${what}`),
      );
      const beyond = await frame.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (beyond > 0) found.push(`${path}: scrolls sideways by ${beyond}`);
    }
    expect(found).toEqual([]);
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
