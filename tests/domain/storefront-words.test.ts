import { expect, test } from 'vitest';
import type { RewardValue } from '#app/domain/benefit.ts';
import { defaultRules, type ProgramRules, programRulesSchema } from '#app/domain/program.ts';
import {
  claimNote,
  offerHeadline,
  offerTerms,
  rewardHeadline,
  rewardSteps,
  storefrontLocale,
  storefrontMessage,
} from '#app/i18n/storefront-words.ts';

const start = defaultRules('USD');
const withOffer = (offer: Partial<ProgramRules['offer']>, reward: Partial<ProgramRules['reward']> = {}) =>
  programRulesSchema.parse({ ...start, offer: { ...start.offer, ...offer }, reward: { ...start.reward, ...reward } });
const credit: RewardValue = { kind: 'store-credit', minor: '1000' };
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

test('the offer speaks the language of the request, and English to everybody else', () => {
  expect(storefrontLocale('fr-CA,fr;q=0.9')).toBe('fr-CA');
  expect(storefrontLocale('nl, fr;q=0.5')).toBe('fr');
  expect(storefrontLocale('pt')).toBe('en');
  expect(plain(offerHeadline(start, 'fr'))).toBe('10 % de remise sur votre première commande');
  expect(storefrontMessage('unavailable', 'fr')).toBe('Cette offre n’est plus disponible.');
});

test.each([
  ['paid', 0, 'You get it as soon as your order is paid.', 'Vous le recevez dès que votre commande est payée.'],
  ['paid', 1, 'You get it 1 day after your order is paid.', 'Vous le recevez 1 jour après le paiement de votre commande.'],
  ['fulfilled', 0, 'You get it when your order is on its way.', 'Vous le recevez dès que votre commande est expédiée.'],
  [
    'delivered',
    3,
    'You get it 3 days after your order arrives.',
    'Vous le recevez 3 jours après la livraison de votre commande.',
  ],
  [
    'returnable',
    2,
    'You get it 32 days after your order arrives.',
    'Vous le recevez 32 jours après la livraison de votre commande.',
  ],
] as const)('a payout that waits from %s for %i days says so', (waitsFrom, waitingDays, english, french) => {
  const rules = withOffer({ value: credit }, { waitsFrom, waitingDays });
  expect(claimNote(rules, 'en')).toContain(english);
  expect(claimNote(rules, 'fr')).toContain(french);
});

test('terms name the larger minimum of a payout, and whom a shared code is for', () => {
  const rules = withOffer({ value: credit, minimumSubtotalMinor: '2000' });
  rules.attribution.minimumSubtotalMinor = '3000';
  expect(offerTerms(rules, 'en')).toBe(
    'You get it 14 days after your order is paid. For an order from $30.00. For new customers.',
  );
  const shared = withOffer({ mode: 'shared', minimumSubtotalMinor: '2000' });
  expect(offerTerms(shared, 'en')).toBe('One order from $20.00 per customer. For new customers.');
  expect(plain(offerTerms(shared, 'fr'))).toBe('Une commande par client à partir de 20,00 $US. Réservé aux nouveaux clients.');
});

test.each<[RewardValue, string, string]>([
  [{ kind: 'free-shipping' }, 'Free shipping on your next order', 'Livraison offerte pour votre prochaine commande'],
  [{ kind: 'free-product', productIds: ['1'], quantity: 1, spendMinor: '1', buys: null }, 'A free product with your next order', 'Un produit offert avec votre prochaine commande'],
  [{ kind: 'gift-card', minor: '500' }, '$5.00 gift card', 'Une carte cadeau de 5,00 $US'],
  [{ kind: 'order-share', basisPoints: 500, capMinor: null, as: 'gift-card' }, "5% of the friend's order as a gift card", '5 % de la commande de l’ami en carte cadeau'],
])('the advocate reads of %o', (value, english, french) => {
  const rules = withOffer({}, { value });
  expect(rewardHeadline(rules, 'en')).toBe(`${english} for every friend who buys`);
  expect(plain(rewardHeadline(rules, 'fr'))).toBe(`${french} pour chaque ami qui achète`);
}); // prettier-ignore

test('the advocate reads how the reward grows, by friends or by what they spend, and of each bonus', () => {
  const steps = [
    { from: '3', value: credit },
    { from: '1000', value: { kind: 'percentage' as const, basisPoints: 2_500 } },
  ];
  const tiers = { by: 'referrals' as const, days: 90, keeps: false, steps };
  const milestones = [{ at: 10, value: { kind: 'gift-card' as const, minor: '2500' } }];
  const rules = withOffer({}, { tiers, milestones });
  rules.signUps.credited = true;
  expect(rewardSteps(rules, 'en')).toEqual([
    'After 3 friends in 90 days: $10.00 store credit',
    'After 1000 friends in 90 days: 25% off',
    'When friend number 10 buys: $25.00 gift card on top',
    'When a friend opens an account: 5% off',
  ]);
  const byRevenue = withOffer({}, { tiers: { ...tiers, by: 'revenue', days: null }, milestones });
  expect(rewardSteps(byRevenue, 'fr').map(plain)).toEqual([
    'Après 0,03 $US de commandes d’amis : 10,00 $US de crédit d’achat',
    'Après 10,00 $US de commandes d’amis : 25 % de remise',
    'Quand un 10e ami achète : une carte cadeau de 25,00 $US en plus',
  ]);
  expect(rewardSteps(start, 'en')).toEqual([]);
});

const KINDS: RewardValue[] = [
  { kind: 'percentage', basisPoints: 1500 },
  { kind: 'fixed-amount', minor: '1500' },
  { kind: 'free-shipping' },
  { kind: 'free-product', productIds: ['1'], quantity: 15, spendMinor: '1500', buys: null },
  { kind: 'store-credit', minor: '1500' },
  { kind: 'gift-card', minor: '1500' },
  { kind: 'order-share', basisPoints: 1500, capMinor: '1500', as: 'store-credit' },
];

test.each(['de', 'es', 'ja', 'ar'])('%s has words of its own for every offer, reward and rule, with their figures', (locale) => {
  for (const value of KINDS) {
    const tiers = {
      by: 'referrals' as const,
      days: 15,
      keeps: false,
      steps: [{ from: '15', value: { kind: 'gift-card' as const, minor: '1500' } }],
    };
    const milestones = [{ at: 15, value: { kind: 'store-credit' as const, minor: '1500' } }];
    const rules = withOffer({ value, minimumSubtotalMinor: '1500' }, { value, tiers, milestones, waitingDays: 15 });
    rules.signUps.credited = true;
    const said = (language: string) => [
      offerHeadline(rules, language),
      offerTerms(rules, language),
      rewardHeadline(rules, language),
      ...rewardSteps(rules, language),
    ];
    for (const [place, sentence] of said(locale).entries()) {
      expect(sentence).not.toBe(said('en')[place]);
      expect(sentence).not.toMatch(/undefined|null|\[object| {2}/);
    }
    const named = value.kind === 'free-shipping' ? /./ : /15/;
    expect(offerHeadline(rules, locale)).toMatch(named);
    expect(rewardHeadline(rules, locale)).toMatch(named);
    expect(offerTerms(rules, locale)).toMatch(/15/);
    for (const step of rewardSteps(rules, locale).slice(0, 2)) expect(step.match(/15/g)?.length).toBeGreaterThan(1);
  }
});

test.each([
  [1, 'منتج مجاني'],
  [2, 'منتجان مجانيان'],
  [3, '3 منتجات مجانية'],
  [11, '11 منتجًا مجانيًا'],
  [100, '100 منتج مجاني'],
])('Arabic counts %i products as it should', (quantity, words) => {
  const rules = withOffer({ value: { kind: 'free-product', productIds: ['1'], quantity, spendMinor: '1', buys: null } });
  expect(offerHeadline(rules, 'ar')).toBe(`${words} مع طلبك الأول`);
});
