/** One badge per state, the same word and colour wherever it is shown. */
import { Badge, type BadgeProps } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { RewardState } from '../domain/reward-state.ts';

type Tone = NonNullable<BadgeProps['tone']>;
type Look = { tone?: Tone; progress?: NonNullable<BadgeProps['progress']> };

const standings = {
  credited: { tone: 'success', progress: 'complete' },
  held: { tone: 'attention', progress: 'partiallyComplete' },
  'not-credited': { progress: 'incomplete' },
  reversed: { tone: 'warning', progress: 'incomplete' },
} satisfies Record<string, Look>;

export function StandingBadge({ standing }: { standing: keyof typeof standings }) {
  const { t } = useTranslation();
  return <Badge {...standings[standing]}>{t(`standing.${standing}`)}</Badge>;
}

const rewards = {
  pending: { tone: 'info', progress: 'incomplete' },
  approved: { tone: 'info', progress: 'partiallyComplete' },
  issuing: { tone: 'info', progress: 'partiallyComplete' },
  issued: { tone: 'success', progress: 'complete' },
  redeemed: { tone: 'success', progress: 'complete' },
  expired: { progress: 'incomplete' },
  revoked: { progress: 'incomplete' },
} satisfies Record<RewardState, Look>;

/** @param failing the last attempt was refused; the reward needs a person */
export function RewardBadge({ state, failing = false }: { state: RewardState; failing?: boolean }) {
  const { t } = useTranslation();
  if (failing) return <Badge tone="critical">{t('reward.failing')}</Badge>;
  return <Badge {...rewards[state]}>{t(`reward.${state}`)}</Badge>;
}

const deliveries = {
  waiting: { tone: 'info' },
  settled: { tone: 'success' },
  ignored: {},
  dead: { tone: 'critical' },
} satisfies Record<string, Look>;

export function DeliveryBadge({ state }: { state: keyof typeof deliveries }) {
  const { t } = useTranslation();
  return <Badge {...deliveries[state]}>{t(`delivery.${state}`)}</Badge>;
}

const claims = {
  minting: { tone: 'info' },
  ready: { tone: 'success' },
  used: { tone: 'success', progress: 'complete' },
  failed: { tone: 'critical' },
  void: {},
} satisfies Record<string, Look>;

export function ClaimBadge({ state }: { state: keyof typeof claims }) {
  const { t } = useTranslation();
  return <Badge {...claims[state]}>{t(`claim.${state}`)}</Badge>;
}

const advocates = { active: { tone: 'success' }, blocked: { tone: 'warning' }, redacted: {}, merged: {} } satisfies Record<
  string,
  Look
>;

export function AdvocateBadge({ state }: { state: keyof typeof advocates }) {
  const { t } = useTranslation();
  return <Badge {...advocates[state]}>{t(`advocate.${state}`)}</Badge>;
}

export function LiveBadge({ live }: { live: boolean }) {
  const { t } = useTranslation();
  return <Badge {...(live ? { tone: 'success' as const } : {})}>{t(live ? 'program.live' : 'program.paused')}</Badge>;
}
