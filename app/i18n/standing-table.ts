/** What a language needs to tell advocates how their sharing stands. Amounts, dates and benefits ("20% off") come formatted. */
import type { CodeProblem } from '../domain/chosen-code.ts';
import type { ProgramRules } from '../domain/program.ts';

/** What a request to join by e-mail is answered. */
export type JoinMessage = 'asked' | 'email' | 'unavailable' | 'too-many' | 'bad-link';

export type StandingTable = {
  chooseCode: Record<CodeProblem | 'unknown', string> & {
    chosen: (code: string) => string;
    left: (choices: number) => string;
    /** The chosen code makes links; at the checkout there is the app's. */
    checkout: (code: string) => string;
  };
  join: Record<JoinMessage, string>;
  /** A reward by itself. */
  reward: {
    held: string;
    /** Store credit, or a gift card, of somebody who joined by e-mail. */
    needsAccount: string;
    from: (date: string) => string;
    waitsFor: Record<ProgramRules['reward']['waitsFrom'], string>;
    soon: string;
    ready: (until: string | null) => string;
    paid: Record<'store-credit' | 'gift-card', (until: string | null) => string>;
    redeemed: string;
    expired: (date: string | null) => string;
    /** By why it was taken back (domain/reasons.ts); `other`: everything else. */
    revoked: Readonly<Record<'order-refunded' | 'order-cancelled' | 'other', string>>;
  };
  /** What is missing until more is earned. */
  progress: {
    friends: (missing: number, worth: string) => string;
    revenue: (missing: string, worth: string) => string;
    bonus: (missing: number, worth: string) => string;
  };
};
