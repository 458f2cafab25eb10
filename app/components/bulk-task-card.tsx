import { useFetcher } from '@remix-run/react';
import { Banner, BlockStack, List } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { BulkTask } from '../queries/tasks.server.ts';
import { useFormats } from './formats.ts';
import { ProgressCard } from './progress-card.tsx';

/** How many were changed. */
export const doneOf = ({ done, refused }: BulkTask) => done - Object.values(refused).reduce((sum, count) => sum + count, 0);

/** A change of many things: how far it is, with a way to stop it; then what came of it, until it is put away. */
export function BulkTaskCard({
  task,
  title,
  doneTitle,
  reasonText,
}: {
  task: BulkTask;
  /** While it is under way. */
  title: string;
  doneTitle: string;
  reasonText(reason: string): string;
}) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const fetcher = useFetcher();
  const end = (wish: 'cancel' | 'forget') => fetcher.submit({ taskId: task.id, wish }, { method: 'post', action: '/app/tasks' });
  const { state, done, total, problem } = task;
  if (state === 'running') {
    return (
      <ProgressCard
        {...{ title, done, total }}
        cancel={{ content: t('bulk.cancel'), onAction: () => end('cancel'), loading: fetcher.state !== 'idle' }}
      />
    );
  }
  const refused = Object.entries(task.refused);
  const told = { done: number(done), total: number(total) };
  const isWhole = problem === null && refused.length === 0;
  return (
    <Banner
      tone={isWhole ? 'success' : problem === 'fault' ? 'critical' : 'warning'}
      title={doneTitle}
      onDismiss={() => end('forget')}
    >
      {!isWhole && (
        <BlockStack gap="100">
          {problem !== null && <p>{t(problem === 'cancelled' ? 'bulk.cancelledText' : 'bulk.fault', told)}</p>}
          {refused.length > 0 && (
            <List>
              {refused.map(([reason, count]) => (
                <List.Item key={reason}>{t('bulk.line', { count, why: reasonText(reason) })}</List.Item>
              ))}
            </List>
          )}
        </BlockStack>
      )}
    </Banner>
  );
}
