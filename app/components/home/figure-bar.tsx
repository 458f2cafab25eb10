import { Link } from '@remix-run/react';
import { BlockStack, Card, InlineGrid, InlineStack, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { HomeFigures } from '../../queries/home-figures.server.ts';
import { Change } from '../change.tsx';
import { useFormats } from '../formats.ts';

type Figure = { label: string; value: string; now: number; before: number; url: string; note?: string };

/** The figures of the last 30 days beside the 30 before; each opens the rows it counts. */
export function FigureBar({ current, before }: { current: HomeFigures; before: HomeFigures }) {
  const { t } = useTranslation();
  const { number, money } = useFormats();
  const figures: Figure[] = [
    {
      label: t('figures.visits'),
      value: number(current.visits),
      now: current.visits,
      before: before.visits,
      url: '/app/referrals/visits?period=30',
    },
    {
      label: t('figures.claims'),
      value: number(current.claims),
      now: current.claims,
      before: before.claims,
      url: '/app/referrals/claims?period=30',
    },
    {
      label: t('figures.orders'),
      value: number(current.referredOrders),
      now: current.referredOrders,
      before: before.referredOrders,
      url: '/app/referrals?outcome=credited&kind=order&period=30',
    },
    {
      label: t('figures.revenue'),
      value: money(current.referredRevenueMinor),
      now: Number(current.referredRevenueMinor),
      before: Number(before.referredRevenueMinor),
      url: '/app/referrals?outcome=credited&kind=order&period=30',
    },
    {
      label: t('figures.rewards'),
      value: number(current.rewardsEarned),
      now: current.rewardsEarned,
      before: before.rewardsEarned,
      url: '/app/rewards?period=30',
      note: t('figures.rewardsNote', { issued: number(current.rewardsIssued), owed: number(current.rewardsOwed) }),
    },
  ];
  return (
    <Card padding="200">
      <InlineGrid columns={{ xs: 2, sm: 3, md: 'repeat(5, auto)' }} gap="100">
        {figures.map((figure) => (
          <FigureLink key={figure.label} figure={figure} />
        ))}
      </InlineGrid>
    </Card>
  );
}

function FigureLink({ figure }: { figure: Figure }) {
  const { label, value, now, before, url, note } = figure;
  return (
    <Link to={url} className="figure">
      <BlockStack gap="100">
        <Text as="span" variant="bodySm" fontWeight="medium">
          {label}
        </Text>
        <InlineStack gap="150" blockAlign="baseline">
          <Text as="span" variant="headingLg" numeric>
            {value}
          </Text>
          <Change now={now} before={before} />
        </InlineStack>
        {note !== undefined && (
          <Text as="span" variant="bodySm" tone="subdued">
            {note}
          </Text>
        )}
      </BlockStack>
    </Link>
  );
}
