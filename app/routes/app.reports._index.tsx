import { json, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { BlockStack, Button, Card, InlineGrid, Page } from '@shopify/polaris';
import { ChartVerticalIcon } from '@shopify/polaris-icons';
import { useTranslation } from 'react-i18next';
import { openAdmin } from '../admin-request.server.ts';
import { EmptyNote } from '../components/empty-note.tsx';
import { useFormats } from '../components/formats.ts';
import { CourseCard } from '../components/reports/course-card.tsx';
import { CustomerCards } from '../components/reports/customer-cards.tsx';
import { FootNotes } from '../components/reports/foot-notes.tsx';
import { FunnelCard } from '../components/reports/funnel-card.tsx';
import { BecameCard, LostCard, MoneyCard } from '../components/reports/money-card.tsx';
import { PeriodPicker } from '../components/reports/period-picker.tsx';
import { ChannelCard, CountryCard, LeaderCard, ProductCard } from '../components/reports/slice-cards.tsx';
import { useShop } from '../components/shop-context.tsx';
import { useListAddress } from '../components/use-list-address.ts';
import { grainOf, readReportChoice, wholeMonth } from '../domain/report-period.ts';
import { readCustomerReport } from '../queries/customer-report.server.ts';
import { readLostCredit } from '../queries/lost-credit.server.ts';
import { dayAt } from '../queries/period.server.ts';
import { readReportCourse, readReportFigures } from '../queries/report-figures.server.ts';
import { readChannels, readCountries, readLeaders, readProducts, REPORT_ROWS } from '../queries/report-slices.server.ts';
import { visitsKeptSince } from '../visits-kept.server.ts';

export { PageError as ErrorBoundary } from '../components/page-error.tsx';

export async function loader({ request }: LoaderFunctionArgs) {
  const { context, shop, search, reveal } = await openAdmin(request);
  const { prisma } = context.db;
  const today = dayAt(context.now(), shop.timeZone);
  const choice = readReportChoice(search, today);
  const { days } = choice;
  const grain = grainOf(days);
  const isCompared = search.get('compare') !== 'off';
  const [figures, before, steps, channels, countries, products, leaders, lost] = await Promise.all([
    readReportFigures(prisma, shop, days),
    isCompared ? readReportFigures(prisma, shop, choice.before) : null,
    readReportCourse(prisma, shop, days, grain),
    readChannels(prisma, shop, days),
    readCountries(prisma, shop, days, REPORT_ROWS),
    readProducts(prisma, shop, days, REPORT_ROWS),
    readLeaders(prisma, shop, days, REPORT_ROWS, reveal),
    readLostCredit(prisma, shop, days),
  ]);
  const customers = await readCustomerReport(prisma, shop, days, context.now());
  const visitsSince = await visitsKeptSince(prisma, shop, today);
  const parts = { channels, countries, products, leaders, lost, customers, visitsSince };
  return json({ today, choice, grain, figures, before, steps, ...parts });
}

/** What the program brought in a period of the merchant's choice, and what it cost. */
export default function Reports() {
  const { today, choice, grain, figures, before, steps, ...parts } = useLoaderData<typeof loader>();
  const { channels, countries, products, leaders, lost, customers, visitsSince } = parts;
  const isPruned = (from: string) => visitsSince !== null && from < visitsSince;
  const { t } = useTranslation();
  const { calendarDate } = useFormats();
  const { domain, name } = useShop();
  const address = useListAddress();
  const { days } = choice;
  const span = `from=${days.from}&to=${days.to}`;
  const isEmpty = figures.visits + figures.claims + figures.orders + figures.heldOrders + figures.lostOrders === 0;
  return (
    <Page
      title={t('reports.title')}
      subtitle={t(before === null ? 'reports.subtitleAlone' : 'reports.subtitle', {
        ...{ from: calendarDate(days.from), to: calendarDate(days.to) },
        ...{ beforeFrom: calendarDate(choice.before.from), beforeTo: calendarDate(choice.before.to) },
      })}
      secondaryActions={[{ content: t('reports.print'), onAction: () => print() }]}
    >
      <TitleBar title={t('reports.title')} />
      <BlockStack gap="400">
        <p className="print-only">{`${name} · ${domain} · /app/reports?${span}${before === null ? '&compare=off' : ''}`}</p>
        <div className="no-print">
          <PeriodPicker choice={choice} today={today} address={address} />
        </div>
        <FunnelCard
          now={figures}
          before={before}
          span={span}
          pruned={{ now: isPruned(days.from), before: isPruned(choice.before.from) }}
        />
        {isEmpty ? (
          <Card>
            <EmptyNote
              icon={ChartVerticalIcon}
              title={t('reports.emptyTitle')}
              action={<Button url="/app/advocates">{t('reports.emptyAction')}</Button>}
            >
              {t('reports.emptyText')}
            </EmptyNote>
          </Card>
        ) : (
          <CourseCard steps={steps} grain={grain} days={days} span={span} />
        )}
        <InlineGrid columns={{ xs: 1, md: 2 }} gap="400" alignItems="start">
          <MoneyCard figures={figures} month={wholeMonth(days, today)} />
          <BlockStack gap="400">
            <BecameCard figures={figures} span={span} />
            <LostCard lost={lost} span={span} />
          </BlockStack>
        </InlineGrid>
        <LeaderCard rows={leaders} span={span} />
        <ChannelCard rows={channels} span={span} />
        <InlineGrid columns={{ xs: 1, md: 2 }} gap="400" alignItems="start">
          <ProductCard rows={products} span={span} />
          <CountryCard rows={countries} span={span} />
        </InlineGrid>
        <CustomerCards {...customers} span={span} />
        <FootNotes otherCurrency={figures.otherCurrency} visitsSince={isPruned(choice.before.from) ? visitsSince : null} />
      </BlockStack>
    </Page>
  );
}
