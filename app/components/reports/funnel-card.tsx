import { Link } from '@remix-run/react';
import { BlockStack, Card, InlineGrid, InlineStack, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { ReportFigures } from '../../queries/report-figures.server.ts';
import { Change } from '../change.tsx';
import { useFormats } from '../formats.ts';

type Step = { label: string; value: string; now: number; before: number | undefined; url: string; note: string | null };

/**
 * Visits, claims, orders and revenue, one after the other; each opens its rows.
 * @param before null: not compared
 * @param span `?from=&to=` of the report
 * @param pruned whether some of the visits of these days, or of the days before, are not kept any more: nothing is reckoned with them
 */
export function FunnelCard({
  now,
  before,
  span,
  pruned,
}: {
  now: ReportFigures;
  before: ReportFigures | null;
  span: string;
  pruned: { now: boolean; before: boolean };
}) {
  const { t } = useTranslation();
  const { number, money, percent } = useFormats();
  const ofVisits = (part: number) =>
    now.visits === 0 || pruned.now
      ? null
      : t('reports.funnel.ofVisits', { share: percent(Math.round((part / now.visits) * 1000) * 10) });
  const orders = `/app/referrals?outcome=credited&kind=order&${span}`;
  const steps: Step[] = [
    {
      ...{ label: t('reports.funnel.visits'), value: number(now.visits), now: now.visits },
      before: pruned.now || pruned.before ? undefined : before?.visits,
      ...{ url: `/app/referrals/visits?${span}`, note: null },
    },
    {
      ...{ label: t('reports.funnel.claims'), value: number(now.claims), now: now.claims, before: before?.claims },
      ...{ url: `/app/referrals/claims?${span}`, note: ofVisits(now.claims) },
    },
    {
      ...{ label: t('reports.funnel.orders'), value: number(now.orders), now: now.orders, before: before?.orders, url: orders },
      note: now.orders === 0 ? null : t('reports.funnel.firstOrders', { count: now.newFriends, number: number(now.newFriends) }),
    },
    {
      ...{ label: t('reports.funnel.revenue'), value: money(now.revenueMinor) },
      ...{ now: Number(now.revenueMinor), before: before === null ? undefined : Number(before.revenueMinor), url: orders },
      note: averageOf(now) === null ? null : t('reports.funnel.perOrder', { amount: money(averageOf(now) ?? '0') }),
    },
  ];
  return (
    <Card padding="200">
      <BlockStack gap="100">
        <div className="card-heading">
          <Text as="h2" variant="headingSm">
            {t('reports.funnel.title')}
          </Text>
        </div>
        <InlineGrid columns={{ xs: 2, md: 4 }} gap="100">
          {steps.map(({ label, value, now: current, before: earlier, url, note }) => (
            <Link key={label} to={url} className="figure">
              <BlockStack gap="100">
                <Text as="span" variant="bodySm" fontWeight="medium">
                  {label}
                </Text>
                <InlineStack gap="150" blockAlign="baseline">
                  <Text as="span" variant="headingLg" numeric>
                    {value}
                  </Text>
                  {earlier !== undefined && <Change now={current} before={earlier} />}
                </InlineStack>
                {note !== null && (
                  <Text as="span" variant="bodySm" tone="subdued">
                    {note}
                  </Text>
                )}
              </BlockStack>
            </Link>
          ))}
        </InlineGrid>
      </BlockStack>
    </Card>
  );
}

/** Of orders in the shop's currency; null: there is none. */
function averageOf({ orders, otherCurrency, revenueMinor }: ReportFigures): string | null {
  const summed = BigInt(orders - otherCurrency);
  return summed === 0n ? null : (BigInt(revenueMinor) / summed).toString();
}
