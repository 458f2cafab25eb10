import { Box } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { BulkTask } from '../../queries/tasks.server.ts';
import { BulkTaskCard, doneOf } from '../bulk-task-card.tsx';
import { useFormats } from '../formats.ts';

/** The newest verdict on many held credits. */
export function VerdictTask({ task }: { task: BulkTask }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  return (
    <Box paddingBlockEnd="400">
      <BulkTaskCard
        task={task}
        title={t(task.what === 'approve' ? 'bulk.approving' : 'bulk.refusing')}
        doneTitle={t('bulk.doneActs', { done: number(doneOf(task)), total: number(task.total) })}
        reasonText={() => t('bulk.notOpen')}
      />
    </Box>
  );
}
