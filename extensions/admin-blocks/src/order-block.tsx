/** On Shopify's page of an order: who was credited with it and why, what lost, how the rewards stand. */
import type { Api } from '@shopify/ui-extensions/admin.order-details.block.render';
import { render } from 'preact';
import { idOf, isRecord, listOf, textOf, useApp } from './ask-app.ts';
import { BlockFrame } from './block-frame.tsx';
import type { Translate } from './translate.ts';

declare const shopify: Api;

/** Shopify asks that a block stays under 600 pixels. */
const SHOWN = 4;

const STANDINGS = { credited: 'success', held: 'warning', reversed: 'caution', 'not-credited': 'neutral' } as const;
const REWARDS = {
  pending: 'info',
  approved: 'info',
  issuing: 'info',
  issued: 'success',
  redeemed: 'success',
  expired: 'neutral',
  revoked: 'neutral',
} as const;

type Reward = { recipient: 'advocate' | 'friend'; worth: string; state: keyof typeof REWARDS };
type Order = {
  path: string;
  standing: keyof typeof STANDINGS;
  why: string;
  lost: string[];
  rewards: Reward[];
  advocate: { name: string; path: string } | null;
};

export default function extension(): void {
  render(<OrderBlock />, document.body);
}

function isOneOf<Table extends object>(table: Table, word: unknown): word is keyof Table & string {
  return typeof word === 'string' && Object.hasOwn(table, word);
}

function readAnswer({ order }: Record<string, unknown>): { order: Order | null } | null {
  if (order === null) return { order };
  if (!isRecord(order)) return null;
  const { path, standing, why, lost, rewards, advocate } = order;
  if (!isOneOf(STANDINGS, standing)) return null;
  return {
    order: {
      ...{ path: textOf(path), standing, why: textOf(why), lost: listOf(lost).map(textOf) },
      rewards: listOf(rewards).flatMap((reward): Reward[] =>
        isRecord(reward) && isOneOf(REWARDS, reward['state'])
          ? [
              {
                recipient: reward['recipient'] === 'friend' ? 'friend' : 'advocate',
                worth: textOf(reward['worth']),
                state: reward['state'],
              },
            ]
          : [],
      ),
      advocate: isRecord(advocate) ? { name: textOf(advocate['name']), path: textOf(advocate['path']) } : null,
    },
  };
}

function OrderBlock() {
  const translate: Translate = (key, replacements) => shopify.i18n.translate(key, replacements);
  const id = idOf(shopify.data.selected);
  const asked = useApp(id === null ? null : `/app/block/orders/${id}?locale=${translate('block.language')}`, readAnswer);
  const summary = ({ order }: { order: Order | null }) =>
    order === null
      ? translate('order.nothing')
      : order.advocate === null
        ? translate(`order.standing.${order.standing}`)
        : `${translate(`order.standing.${order.standing}`)}: ${order.advocate.name}`;
  return (
    <BlockFrame asked={asked} translate={translate} heading={translate('order.heading')} summary={summary}>
      {({ order }) =>
        order === null ? (
          <s-stack gap="base">
            <s-paragraph>{translate('order.empty')}</s-paragraph>
            <s-link href="app:app/referrals">{translate('order.all')}</s-link>
          </s-stack>
        ) : (
          <Explanation order={order} translate={translate} />
        )
      }
    </BlockFrame>
  );
}

function Explanation({ order, translate }: { order: Order; translate: Translate }) {
  const { path, standing, why, lost, rewards, advocate } = order;
  return (
    <s-stack gap="base">
      <s-stack direction="inline" gap="small">
        <s-badge tone={STANDINGS[standing]}>{translate(`order.standing.${standing}`)}</s-badge>
        {advocate === null ? null : <s-link href={`app:${advocate.path}`}>{advocate.name}</s-link>}
      </s-stack>
      <s-paragraph>{why}</s-paragraph>
      {rewards.map(({ recipient, worth, state }) => (
        <s-stack key={recipient} direction="inline" gap="small">
          <s-text>{translate(`order.reward.${recipient}`, { worth })}</s-text>
          <s-badge tone={REWARDS[state]}>{translate(`order.state.${state}`)}</s-badge>
        </s-stack>
      ))}
      {lost.length === 0 ? null : (
        <s-stack gap="small">
          <s-heading>{translate('order.lost')}</s-heading>
          <s-unordered-list>
            {lost.slice(0, SHOWN).map((text, place) => (
              <s-list-item key={place}>{text}</s-list-item>
            ))}
          </s-unordered-list>
          {lost.length > SHOWN ? <s-text>{translate('order.more', { count: lost.length - SHOWN })}</s-text> : null}
        </s-stack>
      )}
      <s-link href={`app:${path}`}>{translate('order.open')}</s-link>
    </s-stack>
  );
}
