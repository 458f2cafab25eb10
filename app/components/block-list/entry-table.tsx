import { useFetcher } from '@remix-run/react';
import { Modal, TitleBar, useAppBridge } from '@shopify/app-bridge-react';
import { BlockStack, Box, Button, Text } from '@shopify/polaris';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BlockEntryRow } from '../../queries/block-entries.server.ts';
import { useFormats } from '../formats.ts';
import { SimpleTable } from '../simple-table.tsx';

/** Who is blocked, by whom and why; each entry can be removed. @param userId the staff member who looks */
export function EntryTable({ rows, userId }: { rows: BlockEntryRow[]; userId: string | null }) {
  const { t } = useTranslation();
  const { day } = useFormats();
  const shopify = useAppBridge();
  const fetcher = useFetcher<{ removed: boolean }>();
  const [asked, setAsked] = useState<BlockEntryRow | null>(null);
  // The dialog keeps its words while it is being closed.
  const [shown, setShown] = useState<BlockEntryRow | null>(null);
  const labelOf = (entry: BlockEntryRow | null) => (entry === null ? '' : entry.label || t('blockList.gone'));

  useEffect(() => {
    if (asked !== null) setShown(asked);
  }, [asked]);
  useEffect(() => {
    if (fetcher.state === 'idle' && fetcher.data?.removed === true) shopify.toast.show(t('blockList.removed'));
  }, [fetcher.state, fetcher.data, shopify, t]);

  function remove() {
    if (asked !== null) fetcher.submit({ intent: 'remove', id: asked.id }, { method: 'post' });
    setAsked(null);
  }

  return (
    <>
      <SimpleTable
        rows={rows}
        keyOf={({ id }) => id}
        names={{ singular: t('blockList.one'), plural: t('blockList.many') }}
        columns={[
          {
            title: t('blockList.value'),
            wraps: true,
            cell: (entry) => (
              <BlockStack>
                <Text as="span" fontWeight="semibold" breakWord>
                  {labelOf(entry)}
                </Text>
                <Text as="span" tone="subdued" variant="bodySm">
                  {t(`blockList.kinds.${entry.kind}`)}
                </Text>
              </BlockStack>
            ),
          },
          { title: t('blockList.note'), wraps: true, cell: ({ note }) => note ?? '' },
          {
            title: t('blockList.added'),
            cell: ({ addedAt, addedBy }) => (
              <BlockStack>
                <Text as="span">{day(addedAt)}</Text>
                <Text as="span" tone="subdued" variant="bodySm">
                  {addedBy === userId ? t('blockList.byYou') : t('blockList.by', { id: addedBy })}
                </Text>
              </BlockStack>
            ),
          },
          {
            title: t('blockList.action'),
            alignment: 'end',
            cell: (entry) => (
              <Button
                size="slim"
                accessibilityLabel={t('blockList.removeOf', { label: labelOf(entry) })}
                onClick={() => setAsked(entry)}
              >
                {t('blockList.remove')}
              </Button>
            ),
          },
        ]}
      />
      <Modal open={asked !== null} onHide={() => setAsked(null)}>
        <Box padding="400">
          <Text as="p">{t('blockList.removeText', { label: labelOf(shown) })}</Text>
        </Box>
        <TitleBar title={t('blockList.removeTitle')}>
          <button variant="primary" tone="critical" onClick={remove}>
            {t('blockList.remove')}
          </button>
          <button onClick={() => setAsked(null)}>{t('words.cancel')}</button>
        </TitleBar>
      </Modal>
    </>
  );
}
