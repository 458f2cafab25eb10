import { Modal, TitleBar } from '@shopify/app-bridge-react';
import { Box, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';

/** Asks before something that cannot be undone. */
export function Confirm({
  open,
  title,
  text,
  yes,
  onYes,
  onClose,
  critical = false,
}: {
  open: boolean;
  title: string;
  text: string;
  yes: string;
  onYes(): void;
  onClose(): void;
  critical?: boolean;
}) {
  const { t } = useTranslation();
  return (
    <Modal open={open} onHide={onClose}>
      <Box padding="400">
        <Text as="p">{text}</Text>
      </Box>
      <TitleBar title={title}>
        <button
          variant="primary"
          {...(critical ? { tone: 'critical' as const } : {})}
          onClick={() => {
            onYes();
            onClose();
          }}
        >
          {yes}
        </button>
        <button onClick={onClose}>{t('words.cancel')}</button>
      </TitleBar>
    </Modal>
  );
}
