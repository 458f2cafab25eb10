import { unbreakable } from './french-typography.ts';
import type { JoinMailWords } from './join-mail-words.ts';

export const french: JoinMailWords = {
  language: 'fr',
  greeting: 'Bonjour,',
  'join-confirm': {
    subject: (shop) => `Recevez votre lien de ${shop}`,
    heading: 'Encore une étape avant votre lien',
    opening: (shop) =>
      unbreakable(
        `Quelqu’un, sans doute vous, a demandé à ${shop} un lien à partager avec des amis. Ouvrez la page et confirmez pour le recevoir.`,
      ),
    button: 'Ouvrir la page',
    closing: [
      unbreakable(
        'Cela fonctionne une seule fois, pendant 24 heures. Si vous n’avez rien demandé, ne faites rien : il ne se passera rien.',
      ),
    ],
  },
  'join-welcome': {
    subject: (shop) => `Votre page personnelle chez ${shop}`,
    heading: 'C’est fait',
    opening: (shop) =>
      `Votre lien à partager se trouve sur votre page personnelle chez ${shop}, avec vos amis et vos récompenses.`,
    button: 'Ouvrir votre page',
    closing: [unbreakable('Gardez cet e-mail pour revenir, et ne le transmettez pas : quiconque l’a voit vos récompenses.')],
  },
  why: (shop) =>
    `Vous recevez cet e-mail parce que votre adresse a été saisie sur la page de parrainage de ${shop}. Ce n’est pas une publicité.`,
};
