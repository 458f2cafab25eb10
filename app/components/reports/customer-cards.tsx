import { BlockStack, Card, InlineGrid, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { Estimate } from '../../domain/interval.ts';
import type { CustomerReport } from '../../queries/customer-report.server.ts';
import type { CustomerComparison } from '../../queries/compare-customers.server.ts';
import type { AdvocateCohort, FriendCohort } from '../../queries/report-cohorts.server.ts';
import type { TimeToConvert } from '../../queries/time-to-convert.server.ts';
import { useFormats } from '../formats.ts';
import { useShop } from '../shop-context.tsx';
import { type Column, SimpleTable } from '../simple-table.tsx';
import { TitledList } from '../titled-list.tsx';

const FIGURES = ['averageOrder', 'repeatRate', 'refundRate'] as const;
type Figure = (typeof FIGURES)[number];

const HOUR = 3_600_000;

export function CustomerCards({ comparison, time, friends, advocates, span }: CustomerReport & { span: string }) {
  return (
    <>
      <ComparisonCard comparison={comparison} time={time} span={span} />
      <CohortCards friends={friends} advocates={advocates} />
    </>
  );
}

/** Referred customers beside others: each figure with the range in which it lies, or that there is too little to say. */
function ComparisonCard({ comparison, time, span }: { comparison: CustomerComparison; time: TimeToConvert; span: string }) {
  const { t } = useTranslation();
  const { moment, number } = useFormats();
  const { referred, others, difference, leftOut, sampledFrom } = comparison;
  const columns: Column<Figure>[] = [
    { title: t('customers.figure'), cell: (figure) => t(`customers.${figure}`) },
    {
      title: t('customers.referred'),
      cell: (figure) => <EstimateText figure={figure} estimate={referred[figure]} />,
      wraps: true,
    },
    { title: t('customers.others'), cell: (figure) => <EstimateText figure={figure} estimate={others[figure]} />, wraps: true },
    { title: t('customers.verdict'), cell: (figure) => <Verdict difference={difference[figure]} />, wraps: true },
  ];
  const title = t('customers.title');
  const notes = [
    t('customers.explain'),
    ...(leftOut.unknownBuyer > 0
      ? [t('customers.unknownBuyer', { count: leftOut.unknownBuyer, number: number(leftOut.unknownBuyer) })]
      : []),
    ...(sampledFrom === null ? [] : [t('customers.sampled', { time: moment(sampledFrom) })]),
  ];
  return (
    <InlineGrid columns={1} gap="400">
      <TitledList title={title} allUrl={null} file={`/app/export/report-customers?${span}`} empty={null}>
        <SimpleTable
          rows={[...FIGURES]}
          keyOf={(figure) => figure}
          columns={columns}
          names={{ singular: title, plural: title }}
        />
        <div className="card-note">
          <Text as="p" tone="subdued" variant="bodySm">
            {notes.join(' ')}
          </Text>
        </div>
      </TitledList>
      <TimeCard time={time} />
    </InlineGrid>
  );
}

function EstimateText({ figure, estimate }: { figure: Figure; estimate: Estimate }) {
  const { t } = useTranslation();
  const { money, percent, number } = useFormats();
  if (!estimate.known) {
    const { sample, needed } = estimate;
    return (
      <Text as="span" tone="subdued">
        {t('customers.tooFew', { have: number(sample), needed: number(needed) })}
      </Text>
    );
  }
  const said = (value: number) =>
    figure === 'averageOrder' ? money(Math.round(value).toString()) : percent(Math.round(value * 1000) * 10);
  return (
    <BlockStack>
      <Text as="span" fontWeight="semibold">
        {said(estimate.value)}
      </Text>
      <Text as="span" tone="subdued" variant="bodySm">
        {t('customers.range', { low: said(estimate.low), high: said(estimate.high) })}
      </Text>
    </BlockStack>
  );
}

function Verdict({ difference }: { difference: CustomerComparison['difference'][Figure] }) {
  const { t } = useTranslation();
  if (difference === null) return '–';
  return t(difference.low > 0 ? 'customers.higher' : difference.high < 0 ? 'customers.lower' : 'customers.unclear');
}

function TimeCard({ time: { quartiles } }: { time: TimeToConvert }) {
  const { t } = useTranslation();
  const { locale } = useShop();
  const span = (milliseconds: number) => {
    const hours = milliseconds / HOUR;
    const [value, unit] = hours < 1 ? [Math.max(1, hours * 60), 'minute'] : hours < 48 ? [hours, 'hour'] : [hours / 24, 'day'];
    return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 0 }).format(value);
  };
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingSm">
          {t('customers.timeTitle')}
        </Text>
        <Text as="p" {...(quartiles === null ? { tone: 'subdued' } : {})}>
          {quartiles === null
            ? t('customers.timeTooFew')
            : t('customers.time', { median: span(quartiles.median), lower: span(quartiles.lower), upper: span(quartiles.upper) })}
        </Text>
      </BlockStack>
    </Card>
  );
}

/** What became of people, by the month in which they came. Months without anybody are left out. */
function CohortCards({ friends, advocates }: { friends: FriendCohort[]; advocates: AdvocateCohort[] }) {
  const { t } = useTranslation();
  const { calendarMonth, number, percent } = useFormats();
  const said = (share: Estimate | undefined) =>
    share?.known === true ? (
      percent(Math.round(share.value * 100) * 100)
    ) : (
      <Text as="span" tone="subdued">
        {t('customers.early')}
      </Text>
    );
  const followed = (people: number, sampled: boolean) =>
    sampled ? t('customers.first', { number: number(people) }) : number(people);
  const months = friends.filter((cohort) => cohort.friends > 0);
  const joined = advocates.filter((cohort) => cohort.advocates > 0);
  const friendColumns: Column<FriendCohort>[] = [
    { title: t('customers.month'), cell: ({ month }) => calendarMonth(month) },
    { title: t('customers.people'), cell: (cohort) => followed(cohort.friends, cohort.sampled), alignment: 'end' },
    ...(friends[0]?.returned ?? []).map(({ days }, place): Column<FriendCohort> => ({
      title: t('customers.within', { days }),
      cell: ({ returned }) => said(returned[place]?.share),
      alignment: 'end',
    })),
  ];
  const advocateColumns: Column<AdvocateCohort>[] = [
    { title: t('customers.month'), cell: ({ month }) => calendarMonth(month) },
    { title: t('customers.people'), cell: (cohort) => followed(cohort.advocates, cohort.sampled), alignment: 'end' },
    { title: t('customers.brought'), cell: ({ brought }) => said(brought), alignment: 'end' },
  ];
  const titles = [t('customers.friends'), t('customers.advocates')] as const;
  return (
    <>
      <TitledList
        title={titles[0]}
        allUrl={null}
        file="/app/export/report-friends"
        empty={months.length === 0 ? t('customers.early') : null}
      >
        <SimpleTable
          rows={months}
          keyOf={({ month }) => month}
          columns={friendColumns}
          names={{ singular: titles[0], plural: titles[0] }}
        />
        <div className="card-note">
          <Text as="p" tone="subdued" variant="bodySm">
            {t('customers.friendsText')}
          </Text>
        </div>
      </TitledList>
      <TitledList
        title={titles[1]}
        allUrl={null}
        file="/app/export/report-joined"
        empty={joined.length === 0 ? t('customers.early') : null}
      >
        <SimpleTable
          rows={joined}
          keyOf={({ month }) => month}
          columns={advocateColumns}
          names={{ singular: titles[1], plural: titles[1] }}
        />
      </TitledList>
    </>
  );
}
