/** On Shopify's page of a customer: how they stand as an advocate. */
import type { Api } from '@shopify/ui-extensions/admin.customer-details.block.render';
import { render } from 'preact';
import { countOf, idOf, isRecord, textOf, useApp } from './ask-app.ts';
import { BlockFrame } from './block-frame.tsx';
import type { Translate } from './translate.ts';

declare const shopify: Api;

type Advocate = {
  path: string;
  state: string;
  link: string;
  code: string;
  visits: number;
  referrals: number;
  revenue: string;
  rewardsOwed: number;
  rewardsReady: number;
};

export default function extension(): void {
  render(<CustomerBlock />, document.body);
}

function readAnswer({ advocate }: Record<string, unknown>): { advocate: Advocate | null } | null {
  if (advocate === null) return { advocate };
  if (!isRecord(advocate)) return null;
  const { path, state, link, code, visits, referrals, revenue, rewardsOwed, rewardsReady } = advocate;
  return {
    advocate: {
      ...{ path: textOf(path), state: textOf(state), link: textOf(link), code: textOf(code), visits: countOf(visits) },
      ...{ referrals: countOf(referrals), revenue: textOf(revenue) },
      ...{ rewardsOwed: countOf(rewardsOwed), rewardsReady: countOf(rewardsReady) },
    },
  };
}

function CustomerBlock() {
  const translate: Translate = (key, replacements) => shopify.i18n.translate(key, replacements);
  const id = idOf(shopify.data.selected);
  const asked = useApp(id === null ? null : `/app/block/customers/${id}?locale=${translate('block.language')}`, readAnswer);
  const summary = ({ advocate }: { advocate: Advocate | null }) =>
    advocate === null ? translate('customer.nobody') : translate('customer.referrals', { count: advocate.referrals });
  return (
    <BlockFrame asked={asked} translate={translate} heading={translate('customer.heading')} summary={summary}>
      {({ advocate }) =>
        advocate === null ? (
          <s-stack gap="base">
            <s-paragraph>{translate('customer.empty')}</s-paragraph>
            <s-link href="app:app/advocates">{translate('customer.all')}</s-link>
          </s-stack>
        ) : (
          <Standing advocate={advocate} translate={translate} />
        )
      }
    </BlockFrame>
  );
}

function Standing({ advocate, translate }: { advocate: Advocate; translate: Translate }) {
  const { path, state, link, code, visits, referrals, revenue, rewardsOwed, rewardsReady } = advocate;
  return (
    <s-stack gap="base">
      {state === 'blocked' ? <s-banner tone="warning">{translate('customer.blocked')}</s-banner> : null}
      <s-paragraph>
        {referrals === 0
          ? translate('customer.noReferrals')
          : `${translate('customer.referrals', { count: referrals })} ${translate('customer.revenue', { revenue })}`}{' '}
        {translate('customer.visits', { count: visits })}
      </s-paragraph>
      {rewardsOwed + rewardsReady === 0 ? null : (
        <s-stack direction="inline" gap="small">
          {rewardsOwed === 0 ? null : <s-badge tone="info">{translate('customer.owed', { count: rewardsOwed })}</s-badge>}
          {rewardsReady === 0 ? null : <s-badge tone="success">{translate('customer.ready', { count: rewardsReady })}</s-badge>}
        </s-stack>
      )}
      <s-paragraph>
        {translate('customer.link', { code })} <s-link href={link}>{link}</s-link>
      </s-paragraph>
      <s-link href={`app:${path}`}>{translate('customer.open')}</s-link>
    </s-stack>
  );
}
