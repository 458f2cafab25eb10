import { useFetcher } from '@remix-run/react';
import { Modal, TitleBar, useAppBridge } from '@shopify/app-bridge-react';
import { Box, Button, InlineStack, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { BulkTask } from '../../queries/tasks.server.ts';
import { BulkTaskCard } from '../bulk-task-card.tsx';

const modalId = 'retry-all';
const REASONS = { dead: 'bulk.retriedAgain', gone: 'bulk.retriedGone', waiting: 'bulk.late' } as const;

/** Tries every failed message again: the question, how far it is, and what came of it. */
export function RetryAll({ dead, task }: { dead: number; task: BulkTask | null }) {
  const { t } = useTranslation();
  const shopify = useAppBridge();
  const fetcher = useFetcher();
  function retry() {
    void shopify.modal.hide(modalId);
    fetcher.submit({ deliveryId: 'all' }, { method: 'post' });
  }
  return (
    <>
      {task !== null && (
        <BulkTaskCard
          task={task}
          title={t('bulk.retry')}
          doneTitle={t('bulk.retried', { count: task.total })}
          reasonText={(reason) => t(REASONS[reason as 'dead'])}
        />
      )}
      {dead > 1 && task?.state !== 'running' && (
        <InlineStack>
          <Button loading={fetcher.state !== 'idle'} onClick={() => void shopify.modal.show(modalId)}>
            {t('health.retryAll', { count: dead })}
          </Button>
        </InlineStack>
      )}
      <Modal id={modalId}>
        <Box padding="400">
          <Text as="p">{t('health.retryAllText')}</Text>
        </Box>
        <TitleBar title={t('health.retryAllTitle')}>
          <button variant="primary" onClick={retry}>
            {t('health.retryAll', { count: dead })}
          </button>
          <button onClick={() => void shopify.modal.hide(modalId)}>{t('words.cancel')}</button>
        </TitleBar>
      </Modal>
    </>
  );
}
