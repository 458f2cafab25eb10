import { useRevalidator } from '@remix-run/react';
import { BlockStack, Button, Card, InlineStack, ProgressBar, Text } from '@shopify/polaris';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from './formats.ts';

const EVERY = 1_500;

/** Long work under way: how far it is, asked again and again. It does not need the page. @param total null: not known yet */
export function ProgressCard({
  title,
  done,
  total,
  cancel,
}: {
  title: string;
  done: number;
  total: number | null;
  cancel?: { content: string; onAction(): void; loading: boolean };
}) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const { revalidate, state } = useRevalidator();
  useEffect(() => {
    if (state !== 'idle') return;
    const timer = setTimeout(revalidate, EVERY);
    return () => clearTimeout(timer);
  }, [revalidate, state, done]);
  const rows =
    total === null
      ? t('task.rows', { count: done, rows: number(done) })
      : t('task.of', { done: number(done), total: number(total) });
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingSm">
          {title}
        </Text>
        {total !== null && total > 0 && (
          <ProgressBar size="small" progress={Math.round((100 * done) / total)} ariaLabelledBy="task-progress" />
        )}
        <div id="task-progress" role="status">
          <Text as="p">{rows}</Text>
        </div>
        <Text as="p" tone="subdued">
          {t('task.leave')}
        </Text>
        {cancel !== undefined && (
          <InlineStack>
            <Button loading={cancel.loading} onClick={cancel.onAction}>
              {cancel.content}
            </Button>
          </InlineStack>
        )}
      </BlockStack>
    </Card>
  );
}
