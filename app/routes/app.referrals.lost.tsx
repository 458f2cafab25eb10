import { json, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { BlockStack, Box, Card, InlineStack, Page, Select, Text } from '@shopify/polaris';
import { CheckCircleIcon, OrderIcon } from '@shopify/polaris-icons';
import { useTranslation } from 'react-i18next';
import { openAdmin } from '../admin-request.server.ts';
import { EmptyNote } from '../components/empty-note.tsx';
import { useFormats } from '../components/formats.ts';
import { usePeriodFilter } from '../components/list-filters.tsx';
import { LostGroupCard } from '../components/lost/lost-group-card.tsx';
import { shareOf, StandingBar } from '../components/lost/standing-bar.tsx';
import { useShop } from '../components/shop-context.tsx';
import { useListAddress } from '../components/use-list-address.ts';
import { readLostCredit } from '../queries/lost-credit.server.ts';
import { recentPeriods } from '../queries/period.server.ts';

export { PageError as ErrorBoundary } from '../components/page-error.tsx';

const days = ['7', '30', '90', '365'] as const;

export async function loader({ request }: LoaderFunctionArgs) {
  const { context, shop, search } = await openAdmin(request);
  const period = days.find((count) => count === search.get('period')) ?? '30';
  const { current } = recentPeriods(context.now(), shop.timeZone, Number(period));
  return json({ period, lost: await readLostCredit(context.db.prisma, shop, current) });
}

/** Which orders earned nobody a credit, what lost it, and what to do about it. */
export default function Lost() {
  const { period, lost } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const { number, money, percent } = useFormats();
  const { currency } = useShop();
  const address = useListAddress();
  const choices = usePeriodFilter(t('lost.period'));
  const { seen, withoutEvidence, groups } = lost;
  return (
    <Page
      title={t('lost.title')}
      subtitle={t('lost.subtitle')}
      backAction={{ content: t('nav.referrals'), url: '/app/referrals' }}
      primaryAction={
        <Select
          label={choices.label}
          labelInline
          options={choices.choices}
          value={period}
          disabled={address.busy}
          onChange={(value) => address.change({ period: value === '30' ? null : value })}
        />
      }
    >
      <TitleBar title={t('lost.title')} />
      <BlockStack gap="400">
        <StandingBar lost={lost} period={period} />
        {groups.length === 0 && (
          <Card>
            <EmptyNote
              icon={seen.orders === 0 ? OrderIcon : CheckCircleIcon}
              title={t(seen.orders === 0 ? 'lost.noneTitle' : 'lost.emptyTitle')}
            >
              {t(seen.orders === 0 ? 'lost.noneText' : 'lost.emptyText')}
            </EmptyNote>
          </Card>
        )}
        {groups.map((group) => (
          <LostGroupCard key={group.group} group={group} all={seen.orders} period={period} />
        ))}
        {withoutEvidence.orders > 0 && (
          <Card>
            <BlockStack gap="200">
              <InlineStack align="space-between" blockAlign="baseline" gap="200">
                <Text as="h2" variant="headingSm">
                  {t('lost.withoutTitle')}
                </Text>
                <Text as="span" tone="subdued">
                  {t('lost.groupSum', {
                    count: withoutEvidence.orders,
                    orders: number(withoutEvidence.orders),
                    total: money(withoutEvidence.totalMinor),
                    share: percent(shareOf(withoutEvidence.orders, seen.orders)),
                  })}
                </Text>
              </InlineStack>
              <Text as="p">{t('lost.withoutText')}</Text>
            </BlockStack>
          </Card>
        )}
        <Box paddingInline={{ xs: '400', sm: '0' }} paddingBlockEnd="400">
          <Text as="p" tone="subdued" variant="bodySm">
            {t('lost.currency', { currency })}
          </Text>
        </Box>
      </BlockStack>
    </Page>
  );
}
