/** What happened to an order, its credit and its reward, in the order in which it happened. */
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { OrderNoteRow } from '../../queries/order-notes.server.ts';
import type { ReferralDetail } from '../../queries/referral-detail.server.ts';
import { useFormats } from '../formats.ts';
import { useWorth, type WorthOf } from '../reward-value.ts';
import { advocateNames } from './advocate-names.ts';

/** `note`: what staff wrote with it. */
export type HistoryEvent = { at: string; text: string; note?: string | null };

/** @param userId the staff member who looks */
export function useHistory(detail: ReferralDetail, userId: string | null): HistoryEvent[] {
  const { t } = useTranslation();
  const { money } = useFormats();
  const worth = useWorth();
  const { kind, placedAt, cancelledAt, reversedAt, refunds, reward, friendReward, notes, advocates } = detail;
  const names = advocateNames(advocates, t('advocate.erased'));
  const events: { at: string | null; text: string; note?: string | null }[] = [
    { at: placedAt, text: t(kind === 'order' ? 'history.placed' : 'history.signedUp') },
    ...decided(detail, t),
    { at: cancelledAt, text: t('history.cancelled') },
    ...refunds.map(({ at, amountMinor, currency }) => ({
      at,
      text: t('history.refunded', { amount: money(amountMinor, currency) }),
    })),
    ...notes.map((note) => told(note, { t, userId, nameOf: names.advocate })),
    { at: reversedAt, text: t('history.reversed') },
    ...rewardsLife(reward, 'advocate', t, worth),
    ...rewardsLife(friendReward, 'friend', t, worth),
  ];
  return events.flatMap(({ at, ...event }) => (at === null ? [] : [{ at, ...event }])).sort((a, b) => a.at.localeCompare(b.at));
}

function rewardsLife(
  reward: ReferralDetail['reward'],
  of: 'advocate' | 'friend',
  t: TFunction,
  worth: WorthOf,
): { at: string | null; text: string }[] {
  if (reward === null) return [];
  const { code, state } = reward;
  const told = (what: 'redeemed' | 'revoked' | 'expired') => t(of === 'friend' ? `history.friend.${what}` : `history.${what}`);
  const value = worth(reward);
  const issued = code === null ? t('history.paid', { value }) : t('history.issued', { value, code });
  return [
    { at: reward.issuedAt, text: of === 'friend' ? t('history.friend.issued', { value }) : issued },
    { at: reward.redeemedAt, text: told('redeemed') },
    { at: reward.revokedAt, text: told('revoked') },
    ...(state === 'expired' ? [{ at: reward.expiresAt, text: told('expired') }] : []),
  ];
}

/** A credit is held when it arises, or later, when Shopify's assessment changes or the payment is disputed. */
function decided({ creditedAt, decidedAt, referralState, notes }: ReferralDetail, t: TFunction): { at: string; text: string }[] {
  if (creditedAt === null) return [{ at: decidedAt, text: t('history.notCredited') }];
  const held = { text: t('history.held') };
  const credited = { at: creditedAt, text: t('history.credited') };
  if (referralState === 'held')
    return decidedAt > creditedAt ? [credited, { at: decidedAt, ...held }] : [{ at: creditedAt, ...held }];
  const later = notes.filter(({ at }) => at > creditedAt);
  const approved = later.find(({ kind, detail }) => kind === 'verdict' && detail.kind === 'approve');
  const doubted = later.some(
    ({ kind, at }) => (kind === 'risk' || kind === 'dispute') && approved !== undefined && at < approved.at,
  );
  return approved !== undefined && !doubted ? [{ at: creditedAt, ...held }] : [credited];
}

type Telling = { t: TFunction; userId: string | null; nameOf(advocateId: string): string };

function told({ at, kind, detail }: OrderNoteRow, { t, userId, nameOf }: Telling): HistoryEvent {
  const by = (id: string) => t(id === userId ? 'history.byYou' : 'history.byStaff', { id });
  switch (kind) {
    case 'risk':
      return { at, text: t('history.risk', { level: t(`history.riskLevel.${detail.level}`) }) };
    case 'dispute':
      return { at, text: t(`history.dispute.${detail.status}`) };
    case 'verdict':
      if (detail.by === 'rule') return { at, text: t(`history.ruled.${detail.kind}`) };
      return { at, text: t(`history.verdict.${detail.kind}`, { by: by(detail.by) }), note: detail.note };
    case 'assignment':
      return { at, text: t('history.assigned', { advocate: nameOf(detail.advocateId), by: by(detail.by) }), note: detail.note };
    case 'answer':
      return { at, text: t('history.answered', { answer: detail.text }) };
    case 'journey':
      return { at, text: t('history.journey', { count: detail.visits.length }) };
  }
}
