import type { JoinMailWords } from './join-mail-words.ts';

export const english: JoinMailWords = {
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
