/** What happened to a reward: its state and times, its ledger, what staff and Shopify did, and what comes next. */
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { RewardEventKind } from '../../domain/reward-event.ts';
import type { RewardDetail } from '../../queries/reward-detail.server.ts';
import { type Formats, useFormats } from '../formats.ts';
import { useTakenBackWords } from './use-taken-back-words.ts';

/** `at`: null while nobody knows when. `note`: what staff wrote with it. `ahead`: it has not happened yet. */
export type LifeMoment = { at: string | null; text: string; note: string | null; ahead: boolean };

type Entry = RewardDetail['entries'][number];
type Telling = { t: TFunction; money: Formats['money']; detail: RewardDetail };

/** @param userId the staff member who looks */
export function useRewardLife(detail: RewardDetail, userId: string | null): LifeMoment[] {
  const { t } = useTranslation();
  const { money } = useFormats();
  const takenBackWords = useTakenBackWords();
  const telling: Telling = { t, money, detail };
  const reason = takenBackWords(detail.reversedReason);
  const past = [
    ...untold(telling),
    ...detail.entries.filter((entry) => !isToldByEvent(entry, detail)).flatMap((entry) => told(entry, telling)),
    ...(detail.reversedAt === null
      ? []
      : [{ at: detail.reversedAt, text: t('rewardLife.life.creditReversed', { reason: reason ?? '' }) }]),
  ].map((moment) => ({ ...moment, note: null }));
  const events = detail.events.map((event) => ({ at: event.at, text: eventText(event, telling, userId), note: event.note }));
  return [
    ...[...past, ...events].sort((a, b) => a.at.localeCompare(b.at)).map((moment) => ({ ...moment, ahead: false })),
    ...ahead(telling),
  ];
}

/** What staff do, and what a partial refund does, is an event with a note or with its amounts; the ledger says the same. */
function isToldByEvent({ key, at, movement }: Entry, { events }: RewardDetail): boolean {
  const beside = (...kinds: RewardEventKind[]) => events.some((event) => event.at === at && kinds.includes(event.kind));
  if (key.startsWith('reduced')) return beside('reduced');
  if (movement === 'due') return beside('approved', 'given', 'given-again');
  if (movement === 'promised') return beside('given');
  if (movement === 'promised-again') return beside('given-again');
  return movement === 'taken-back' && beside('revoked');
}

/** Of what is worth nothing to the ledger before it is used, the ledger does not tell these. */
function untold({ t, detail }: Telling): { at: string; text: string }[] {
  const { createdAt, issuedAt, redeemedAt, revokedAt, state, expiresAt, code, entries, events, turn } = detail;
  const lacks = (movement: Entry['movement']) => turn === 0 && !entries.some((entry) => entry.movement === movement);
  const byStaff = (kind: RewardEventKind) => events.some((event) => event.kind === kind);
  const say = (at: string | null, text: string) => (at === null ? [] : [{ at, text }]);
  return [
    ...(lacks('promised') && !byStaff('given') ? say(createdAt, t('rewardLife.life.promised')) : []),
    ...(lacks('issued') ? say(issuedAt, issuedText(t, code)) : []),
    ...(lacks('redeemed') ? say(redeemedAt, redeemedText('', t, detail)) : []),
    ...(lacks('expired') && state === 'expired' ? say(expiresAt, t('rewardLife.life.expired')) : []),
    ...(lacks('taken-back') && !byStaff('revoked') ? say(revokedAt, t('rewardLife.life.takenBack')) : []),
  ];
}

function issuedText(t: TFunction, code: string | null): string {
  return code === null ? t('rewardLife.life.issued') : t('rewardLife.life.issuedCode', { code });
}

function told({ at, from, to, movement, minor, currency }: Entry, { t, money, detail }: Telling): { at: string; text: string }[] {
  const amount = money(minor, currency);
  const say = (text: string) => [{ at, text }];
  switch (movement) {
    case 'promised':
      return say(t('rewardLife.life.promisedMoney', { amount }));
    case 'promised-again':
      return say(t('rewardLife.life.again'));
    case 'due':
      return say(t('rewardLife.life.due'));
    case 'issued':
      if (detail.kind === 'store-credit' || detail.kind === 'gift-card') return say(t('rewardLife.life.issuedPaid', { amount }));
      return say(issuedText(t, detail.issuedAt === at ? detail.code : null));
    case 'redeemed':
      return say(redeemedText(amount, t, detail));
    case 'expired':
      return say(t('rewardLife.life.expired'));
    case 'taken-back':
      return say(t('rewardLife.life.takenBackMoney', { amount }));
    case 'corrected':
      return say(t(to === 'redeemed' ? 'rewardLife.life.correctedMore' : 'rewardLife.life.correctedLess', { amount }));
    case 'carried':
      return say(t('rewardLife.life.carried', { amount }));
    case 'set-off':
      return say(t(to === 'carried' ? 'rewardLife.life.setOff' : 'rewardLife.life.paidBack', { amount }));
    case 'forgiven':
      return say(t('rewardLife.life.forgiven', { amount }));
    case 'reopened':
      return from === 'carried' ? say(t('rewardLife.life.reopened', { amount })) : [];
  }
}

/** A payout is never used up by an order: what of it stays is left with the customer. */
function redeemedText(amount: string, t: TFunction, { redeemedOn, redeemedOnName }: RewardDetail): string {
  if (redeemedOn === null && amount !== '') return t('rewardLife.life.leftOver', { amount });
  return redeemedOnName === null ? t('rewardLife.life.redeemed') : t('rewardLife.life.redeemedOn', { order: redeemedOnName });
}

function eventText(
  { kind, by, detail: told }: RewardDetail['events'][number],
  { t, money, detail }: Telling,
  userId: string | null,
): string {
  const who = by === null ? t('rewardLife.byApp') : by === userId ? t('rewardLife.byYou') : t('rewardLife.byStaff', { id: by });
  if (kind !== 'reduced') return t(`rewardLife.event.${kind}`, { by: who });
  const amount = (name: 'from' | 'to') => money(String(told?.[name] ?? '0'), detail.currency);
  return t('rewardLife.event.reduced', { from: amount('from'), to: amount('to') });
}

function ahead({ t, detail }: Telling): LifeMoment[] {
  const { state, credit, dueAt, expiresAt } = detail;
  const moment = (at: string | null, text: string) => [{ at, text, note: null, ahead: true }];
  if (state === 'pending' && credit !== 'reversed')
    return moment(dueAt, t(dueAt === null ? 'rewardLife.life.nextUnknown' : 'rewardLife.life.next'));
  if (state === 'issued' && expiresAt !== null) return moment(expiresAt, t('rewardLife.life.ends'));
  return [];
}
