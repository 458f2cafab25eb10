import { Badge, BlockStack, InlineStack, Link, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { STAFF_ACTS } from '../../domain/staff-act.ts';
import type { AuditRow } from '../../queries/audit-log.server.ts';
import { useFormats } from '../formats.ts';
import { SimpleTable } from '../simple-table.tsx';

/** Where the app shows what an entry is about. */
const PAGES = { advocate: '/app/advocates/', order: '/app/referrals/', reward: '/app/rewards/' } as const;

/** @param userId the staff member who looks */
export function ActTable({ rows, userId }: { rows: AuditRow[]; userId: string | null }) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const whoOf = (by: string) =>
    by === userId ? t('staffLog.you') : by.startsWith('api:') ? t('staffLog.apiKey') : t('staffLog.staff', { id: by });
  return (
    <SimpleTable
      rows={rows}
      keyOf={({ id }) => id}
      names={{ singular: t('staffLog.one'), plural: t('staffLog.many') }}
      columns={[
        {
          title: t('staffLog.act'),
          wraps: true,
          cell: (row) => (
            <BlockStack gap="050">
              <InlineStack gap="200" blockAlign="center">
                <Text as="span" fontWeight="semibold">
                  {t(`staffLog.acts.${row.act}`)}
                </Text>
                <Outcome {...row} />
              </InlineStack>
              <About {...row} />
            </BlockStack>
          ),
        },
        { title: t('staffLog.who'), cell: ({ by }) => whoOf(by) },
        { title: t('staffLog.when'), cell: ({ at }) => moment(at) },
        { title: t('staffLog.where'), cell: ({ screen }) => t(`staffLog.screens.${screen}`) },
      ]}
    />
  );
}

function Outcome({ refused, refusedAll }: AuditRow) {
  const { t } = useTranslation();
  if (refusedAll) return <Badge tone="attention">{t('staffLog.notDone')}</Badge>;
  return refused.length > 0 ? <Badge tone="attention">{t('staffLog.partly', { count: refused.length })}</Badge> : null;
}

/** What it was about, linked where the app has a page for it. */
function About({ act, subjects, value }: AuditRow) {
  const { t } = useTranslation();
  const kind = STAFF_ACTS[act];
  const [only] = subjects;
  if (subjects.length > 1)
    return (
      <Text as="span" tone="subdued" variant="bodySm">
        {t('staffLog.several', { count: subjects.length })}
      </Text>
    );
  if (only !== undefined && (kind === 'advocate' || kind === 'reward' || (kind === 'order' && /^\d+$/.test(only))))
    return (
      <Text as="span" variant="bodySm">
        <Link url={`${PAGES[kind]}${only}`}>{t(`staffLog.open.${kind}`)}</Link>
      </Text>
    );
  if (act === 'program-saved' || act === 'program-restored' || act === 'settings-saved')
    return (
      <Text as="span" tone="subdued" variant="bodySm">
        {t('staffLog.version', { version: value })}
      </Text>
    );
  return null;
}
