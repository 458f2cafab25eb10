import { Badge, Button, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { ToldRow } from '../../queries/developer-access.server.ts';
import { useFormats } from '../formats.ts';
import { SimpleTable } from '../simple-table.tsx';
import { TitledList } from '../titled-list.tsx';
import { useProblemText } from './use-problem-text.ts';
import { useWish } from './use-wish.ts';

const TONES = { sent: 'success', waiting: 'attention', failed: 'critical' } as const;

/** The latest messages, whether they arrived, and a button to send one again. */
export function ToldCard({ told }: { told: ToldRow[] }) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const wish = useWish(() => undefined);
  const problemText = useProblemText();

  function detailOf({ state, attempts, status, problem, dueAt }: ToldRow): string {
    const outcome = problem !== null ? problemText(problem) : status === null ? null : t('developers.told.answered', { status });
    return [
      outcome,
      attempts > 1 || state === 'failed' ? t('developers.told.tries', { count: attempts }) : null,
      state === 'waiting' && attempts > 0 ? t('developers.told.next', { moment: moment(dueAt) }) : null,
    ]
      .filter((part) => part !== null)
      .join(' · ');
  }

  return (
    <TitledList title={t('developers.told.title')} allUrl={null} empty={told.length === 0 ? t('developers.told.empty') : null}>
      <SimpleTable
        rows={told}
        keyOf={({ endpointId, eventId }) => `${endpointId} ${eventId}`}
        names={{ singular: t('developers.told.one'), plural: t('developers.told.many') }}
        columns={[
          { title: t('developers.told.kind'), wraps: true, cell: ({ kind }) => t(`developers.kind.${kind}`) },
          { title: t('developers.told.to'), wraps: true, cell: ({ url }) => new URL(url).host },
          { title: t('developers.told.when'), cell: ({ at }) => moment(at) },
          {
            title: t('developers.told.state'),
            wraps: true,
            cell: (row) => (
              <>
                <Badge tone={TONES[row.state]}>{t(`developers.told.${row.state}`)}</Badge>{' '}
                <Text as="span" tone="subdued" variant="bodySm">
                  {detailOf(row)}
                </Text>
              </>
            ),
          },
          {
            title: t('developers.told.again'),
            alignment: 'end',
            cell: ({ state, endpointId, eventId }) =>
              state === 'waiting' ? (
                ''
              ) : (
                <Button
                  variant="plain"
                  disabled={wish.busy}
                  onClick={() => wish.ask({ wish: 'again', id: endpointId, eventId }, t('developers.told.sentAgain'))}
                >
                  {t('developers.told.again')}
                </Button>
              ),
          },
        ]}
      />
    </TitledList>
  );
}
