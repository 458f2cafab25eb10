/** What the e-mails about joining say, in the shopper's language. */
import type { JoinMailKind } from '../domain/mail.ts';
import { unbreakable } from './french-typography.ts';

type JoinMailText = {
  subject: (shop: string) => string;
  heading: string;
  opening: (shop: string) => string;
  button: string;
  closing: string[];
};

export type JoinMailWords = Record<JoinMailKind, JoinMailText> & {
  /** BCP 47 */
  language: string;
  greeting: string;
  why: (shop: string) => string;
};

const english: JoinMailWords = {
  language: 'en',
  greeting: 'Hello,',
  'join-confirm': {
    subject: (shop) => `Get your link from ${shop}`,
    heading: 'One more step to your link',
    opening: (shop) =>
      `Somebody, most likely you, asked ${shop} for a link to share with friends. Open the page and confirm to get it.`,
    button: 'Open the page',
    closing: ['This works once, within 24 hours. If you did not ask for it, do nothing: then nothing happens.'],
  },
  'join-welcome': {
    subject: (shop) => `Your personal page at ${shop}`,
    heading: 'You are in',
    opening: (shop) => `Your link to share is on your personal page at ${shop}, with your friends and your rewards.`,
    button: 'Open your page',
    closing: ['Keep this e-mail to come back, and do not pass it on: whoever has it sees your rewards.'],
  },
  why: (shop) => `You get this e-mail because your address was entered on the referral page of ${shop}. It is no advertisement.`,
};

const french: JoinMailWords = {
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

const TABLES: Readonly<Record<string, JoinMailWords>> = { en: english, fr: french };

export function joinMailWords(locale: string): JoinMailWords {
  return TABLES[locale.slice(0, 2).toLowerCase()] ?? english;
}
