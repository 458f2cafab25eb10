import { BlockStack, Button, Card, DataTable, InlineStack, Link, Select, SkeletonDisplayText, Text } from '@shopify/polaris';
import { lazy, Suspense, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { addDays, type Grain, type ReportDays } from '../../domain/report-period.ts';
import type { ReportStep } from '../../queries/report-figures.server.ts';
import { DownloadButton } from '../download-button.tsx';
import { useFormats } from '../formats.ts';

const CourseChart = lazy(() => import('./course-chart.tsx'));

const MEASURES = ['revenue', 'orders', 'claims', 'visits'] as const;
type Measure = (typeof MEASURES)[number];
const nothingChanges = () => () => undefined;

/** How the period went, as a chart of one measure or a table of all; paper gets the table. */
export function CourseCard({ steps, grain, days, span }: { steps: ReportStep[]; grain: Grain; days: ReportDays; span: string }) {
  const { t } = useTranslation();
  const [measure, setMeasure] = useState<Measure>('revenue');
  const [asTable, setAsTable] = useState(false);
  const inBrowser = useSyncExternalStore(
    nothingChanges,
    () => true,
    () => false,
  );
  const waiting = <SkeletonDisplayText size="extraLarge" />;
  const points = steps.map((step) => ({ day: step.day, value: valueOf(step, measure) }));
  const label = t(`reports.funnel.${measure}`);
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200" wrap>
          <Text as="h2" variant="headingSm">
            {t('reports.course.title')}
          </Text>
          <div className="no-print">
            <InlineStack gap="300" blockAlign="center" wrap>
              {!asTable && (
                <Select
                  label={t('reports.course.measure')}
                  labelInline
                  options={MEASURES.map((value) => ({ value, label: t(`reports.funnel.${value}`) }))}
                  value={measure}
                  onChange={(value) => setMeasure(MEASURES.find((one) => one === value) ?? 'revenue')}
                />
              )}
              <Button variant="plain" onClick={() => setAsTable(!asTable)} pressed={asTable}>
                {t(asTable ? 'reports.course.asChart' : 'reports.course.asTable')}
              </Button>
              <DownloadButton variant="plain" url={`/app/export/report?${span}`}>
                {t('reports.course.file')}
              </DownloadButton>
            </InlineStack>
          </div>
        </InlineStack>
        {!asTable && (
          <div className="chart no-print">
            {inBrowser ? (
              <Suspense fallback={waiting}>
                <CourseChart points={points} label={label} isMoney={measure === 'revenue'} />
              </Suspense>
            ) : (
              waiting
            )}
          </div>
        )}
        <div className={asTable ? '' : 'print-only'}>
          <CourseTable steps={steps} grain={grain} days={days} />
        </div>
      </BlockStack>
    </Card>
  );
}

function valueOf(step: ReportStep, measure: Measure): number {
  return measure === 'revenue' ? Number(step.revenueMinor) : step[measure];
}

function CourseTable({ steps, grain, days }: { steps: ReportStep[]; grain: Grain; days: ReportDays }) {
  const { t } = useTranslation();
  const { money, number, calendarDay } = useFormats();
  const measures = (['visits', 'claims', 'orders', 'revenue'] as const).map((one) => t(`reports.funnel.${one}`));
  const rows = steps.map((step, place) => {
    const next = steps[place + 1];
    const to = next === undefined ? days.to : addDays(next.day, -1);
    return [
      <Link key={step.day} url={`/app/referrals?outcome=credited&kind=order&from=${step.day}&to=${to}`} removeUnderline>
        {calendarDay(step.day)}
      </Link>,
      ...[number(step.visits), number(step.claims), number(step.orders), money(step.revenueMinor)],
    ];
  });
  return (
    <DataTable
      columnContentTypes={['text', 'numeric', 'numeric', 'numeric', 'numeric']}
      headings={[t(`reports.course.${grain}`), ...measures]}
      rows={rows.reverse()}
    />
  );
}
