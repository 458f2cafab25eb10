import { ActionList, Button, Popover } from '@shopify/polaris';
import { ExportIcon } from '@shopify/polaris-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDownload } from './download-button.tsx';

/** The file of a list in one of two formats. @param url of the CSV file, with the list's filters */
export function ExportMenu({ url }: { url: string }) {
  const { t } = useTranslation();
  const { busy, download } = useDownload();
  const [open, setOpen] = useState(false);
  function choose(format: 'csv' | 'ndjson') {
    setOpen(false);
    void download(`${url}${url.includes('?') ? '&' : '?'}format=${format}`);
  }
  return (
    <Popover
      active={open}
      onClose={() => setOpen(false)}
      autofocusTarget="first-node"
      activator={
        <Button icon={ExportIcon} disclosure loading={busy} onClick={() => setOpen(!open)}>
          {t('export.button')}
        </Button>
      }
    >
      <ActionList
        actionRole="menuitem"
        items={[
          { content: t('export.csv'), onAction: () => choose('csv') },
          { content: t('export.ndjson'), onAction: () => choose('ndjson') },
        ]}
      />
    </Popover>
  );
}
