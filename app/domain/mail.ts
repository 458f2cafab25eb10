/** The app's e-mails: which there are, what becomes of one, and when it is tried again. */

/**
 * `reward-promised`: something was earned, and waits. `reward-ready`: what was promised can be used. `reward-expiring`: not for long any more.
 * `reward-taken-back`: it cannot be used any more.
 */
export const MAIL_KINDS = ['reward-promised', 'reward-ready', 'reward-expiring', 'reward-taken-back'] as const;
export type MailKind = (typeof MAIL_KINDS)[number];

/** What one can do without: the merchant may want none of it, and whoever gets it may refuse the rest. */
export const OPTIONAL_MAIL_KINDS = ['reward-promised', 'reward-expiring'] as const satisfies readonly MailKind[];
export type OptionalMailKind = (typeof OPTIONAL_MAIL_KINDS)[number];

export function isOptional(kind: MailKind): kind is OptionalMailKind {
  return OPTIONAL_MAIL_KINDS.some((one) => one === kind);
}

/** About a request to join by e-mail: the link that confirms it, and the personal link afterwards. */
export const JOIN_MAIL_KINDS = ['join-confirm', 'join-welcome'] as const;
export type JoinMailKind = (typeof JOIN_MAIL_KINDS)[number];

/**
 * `waiting`: to be sent, for the first time or again. `sending`: its text is leaving; whoever finds it so later does not know whether it arrived.
 * `sent`: the mail server has taken it. `refused`: the server will never take it. `in-doubt`: the server may have taken it, so it is not sent again
 * by itself. `failed`: the server could not be reached, or did not take it, for two days. `not-sent`: there is nothing to send, or nobody to send it to.
 */
export const MAIL_STATES = ['waiting', 'sending', 'sent', 'refused', 'in-doubt', 'failed', 'not-sent'] as const;
export type MailState = (typeof MAIL_STATES)[number];

/**
 * Why it was not sent. `no-mail-server`: the app has none (SMTP_URL). `no-address`: nobody knows where to. `erased`: the person's data was erased on
 * request. `out-of-date`: what it tells was not so any more. `uninstalled`: the shop had removed the app.
 * `unsubscribed`: they want no more of this kind.
 */
export const UNSENT_REASONS = ['no-mail-server', 'no-address', 'erased', 'out-of-date', 'uninstalled', 'unsubscribed'] as const;
export type UnsentReason = (typeof UNSENT_REASONS)[number];

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Between two tries, about two days in all: servers that refuse strangers at first want some minutes, one that is out of order a night. */
const WAITS = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR, 12 * HOUR, 20 * HOUR];

/** Longer than a mail server can take over one message (its connection is given up after five minutes of silence). */
export const LONGEST_SENDING = 15 * MINUTE;

/** How long to wait after a try that came to nothing, in milliseconds; null: it was the last one. @param attempts tries so far, this one included */
export function waitAfterTry(attempts: number): number | null {
  return WAITS[attempts - 1] ?? null;
}
