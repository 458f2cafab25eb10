import { useFetcher } from '@remix-run/react';
import { Modal, TitleBar, useAppBridge } from '@shopify/app-bridge-react';
import { Banner, BlockStack, Box, Button, Card, InlineStack, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { ROW_VERDICTS } from '../../domain/import-row.ts';
import type { ImportRowFound, ImportTask } from '../../queries/tasks.server.ts';
import { DownloadButton } from '../download-button.tsx';
import { useFormats } from '../formats.ts';
import { ProgressCard } from '../progress-card.tsx';
import { SimpleTable } from '../simple-table.tsx';

const modalId = 'undo-import';

/** The newest import: how far it is, what was found in the file, what became of it. */
export function ImportTaskCard({ task, troubled }: { task: ImportTask; troubled: ImportRowFound[] }) {
  const { t } = useTranslation();
  const { fileName, step } = task.detail;
  if (task.state === 'running') {
    return <ProgressCard title={t(`import.${step}`, { file: fileName })} done={task.done} total={task.total} />;
  }
  if (task.state === 'asking') return <FoundCard task={task} troubled={troubled} />;
  return <EndedCard task={task} />;
}

function useAnswer(taskId: string) {
  const fetcher = useFetcher<{ answered: boolean }>();
  return {
    busy: fetcher.state !== 'idle',
    answer: (wish: 'start' | 'discard' | 'undo') => fetcher.submit({ taskId, wish }, { method: 'post' }),
  };
}

function FoundCard({ task, troubled }: { task: ImportTask; troubled: ImportRowFound[] }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const { busy, answer } = useAnswer(task.id);
  const { found, fileName, encoding } = task.detail;
  const fresh = found['new'] ?? 0;
  const passed = (found['known'] ?? 0) + (found['twice'] ?? 0);
  const wrong = Object.values(found).reduce((sum, rows) => sum + rows, 0) - fresh - passed;
  const tone = wrong > 0 ? 'critical' : fresh === 0 ? 'warning' : 'success';
  return (
    <Card padding="0">
      <Box padding="400">
        <BlockStack gap="300">
          <Text as="h2" variant="headingSm">
            {t('import.found', { file: fileName })}
          </Text>
          <Banner tone={tone}>
            <p>
              {t(wrong > 0 ? 'import.hasMistakes' : fresh === 0 ? 'import.nothingNew' : 'import.good', {
                count: wrong > 0 ? wrong : fresh,
              })}
            </p>
          </Banner>
          {encoding === 'windows-1252' && <Banner tone="info">{t('import.western')}</Banner>}
          <BlockStack gap="100">
            {ROW_VERDICTS.filter((verdict) => (found[verdict] ?? 0) > 0).map((verdict) => (
              <InlineStack key={verdict} align="space-between" gap="200" wrap={false}>
                <Text as="span">
                  {verdict === 'twice' || verdict === 'code-twice'
                    ? t(`import.summary.${verdict}`)
                    : t(`import.verdict.${verdict}`, { line: '' })}
                </Text>
                <Text as="span" numeric>
                  {number(found[verdict] ?? 0)}
                </Text>
              </InlineStack>
            ))}
          </BlockStack>
          <InlineStack gap="200">
            {task.importable && (
              <Button variant="primary" loading={busy} onClick={() => answer('start')}>
                {t('import.start', { count: fresh, rows: number(fresh) })}
              </Button>
            )}
            <DownloadButton url={`/app/advocates/import/report/${task.id}`}>{t('import.report')}</DownloadButton>
            <Button disabled={busy} onClick={() => answer('discard')}>
              {t('import.discard')}
            </Button>
          </InlineStack>
        </BlockStack>
      </Box>
      {troubled.length > 0 && (
        <SimpleTable
          rows={troubled}
          keyOf={({ line }) => String(line)}
          names={{ singular: t('import.row'), plural: t('import.rows') }}
          columns={[
            { title: t('import.line'), cell: ({ line }) => number(line) },
            { title: t('import.email'), cell: ({ email, customerId }) => email ?? customerId ?? '', wraps: true },
            {
              title: t('import.finding'),
              cell: ({ verdict, firstLine }) =>
                t(`import.verdict.${verdict}`, { line: firstLine === null ? '' : number(firstLine) }),
              wraps: true,
            },
          ]}
        />
      )}
    </Card>
  );
}

function EndedCard({ task }: { task: ImportTask }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const shopify = useAppBridge();
  const { busy, answer } = useAnswer(task.id);
  const { fileName, imported, stayed, line } = task.detail;
  if (task.state === 'failed') {
    if (task.problem === 'discarded') return null;
    return (
      <Banner tone="critical" title={t('import.failed', { file: fileName })}>
        <p>{t(`import.problem.${task.problem ?? 'fault'}`, { line: line === null ? '?' : number(line) })}</p>
      </Banner>
    );
  }
  if (task.state === 'undone') {
    return (
      <Banner tone="info" title={t('import.undone', { file: fileName })}>
        <p>{t('import.stayed', { count: stayed, rows: number(stayed) })}</p>
      </Banner>
    );
  }
  return (
    <Banner
      tone="success"
      title={t('import.done', { count: imported, rows: number(imported), file: fileName })}
      action={{ content: t('import.see'), url: '/app/advocates?sort=enrolled-desc' }}
      secondaryAction={{ content: t('import.undo'), onAction: () => void shopify.modal.show(modalId) }}
    >
      <p>{t('import.doneText')}</p>
      <Modal id={modalId}>
        <Box padding="400">
          <Text as="p">{t('import.undoText')}</Text>
        </Box>
        <TitleBar title={t('import.undoTitle')}>
          <button
            variant="primary"
            tone="critical"
            {...(busy ? { loading: '' } : {})}
            onClick={() => {
              void shopify.modal.hide(modalId);
              answer('undo');
            }}
          >
            {t('import.undo')}
          </button>
          <button onClick={() => void shopify.modal.hide(modalId)}>{t('words.cancel')}</button>
        </TitleBar>
      </Modal>
    </Banner>
  );
}
