import { useFetcher } from '@remix-run/react';
import { Modal, TitleBar, useAppBridge } from '@shopify/app-bridge-react';
import { BlockStack, Box, Button, Card, InlineStack, Text, TextField } from '@shopify/polaris';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

const modalId = 'block-advocate';

/** Stops an advocate from earning, or lets them earn again. What was credited before stays. */
export function BlockCard({
  name,
  state,
  reason,
}: {
  name: string;
  state: 'active' | 'blocked';
  /** Why they are, or once were, blocked. */
  reason: string | null;
}) {
  const { t } = useTranslation();
  const shopify = useAppBridge();
  const fetcher = useFetcher<{ ok: boolean }>();
  const [why, setWhy] = useState('');
  const blocking = state === 'active';

  useEffect(() => {
    if (fetcher.state === 'idle' && fetcher.data?.ok === true) shopify.toast.show(t('block.saved'));
  }, [fetcher.state, fetcher.data, shopify, t]);

  function change() {
    void shopify.modal.hide(modalId);
    fetcher.submit(blocking ? { state: 'blocked', reason: why } : { state: 'active' }, { method: 'post' });
    setWhy('');
  }

  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingSm">
          {t(blocking ? 'block.title' : 'block.blockedTitle')}
        </Text>
        <Text as="p" tone="subdued">
          {t(blocking ? 'block.text' : 'block.blockedText')}
        </Text>
        {!blocking && reason !== null && <p className="note-text">{t('block.because', { reason })}</p>}
        <InlineStack gap="300" blockAlign="center">
          <Button
            loading={fetcher.state !== 'idle'}
            {...(blocking ? { tone: 'critical' as const } : {})}
            onClick={() => void shopify.modal.show(modalId)}
          >
            {t(blocking ? 'block.block' : 'block.unblock')}
          </Button>
          <Button variant="plain" url="/app/review/block-list">
            {t('block.list')}
          </Button>
        </InlineStack>
      </BlockStack>
      <Modal id={modalId}>
        <Box padding="400">
          <BlockStack gap="300">
            <Text as="p">{t(blocking ? 'block.confirmText' : 'block.unblockText', { name })}</Text>
            {blocking && (
              <TextField
                label={t('block.reason')}
                helpText={t('block.reasonHelp')}
                value={why}
                onChange={setWhy}
                autoComplete="off"
                multiline={2}
                maxLength={500}
              />
            )}
          </BlockStack>
        </Box>
        <TitleBar title={t(blocking ? 'block.confirmTitle' : 'block.unblockTitle', { name })}>
          <button variant="primary" {...(blocking ? { tone: 'critical' as const } : {})} onClick={change}>
            {t(blocking ? 'block.block' : 'block.unblock')}
          </button>
          <button onClick={() => void shopify.modal.hide(modalId)}>{t('words.cancel')}</button>
        </TitleBar>
      </Modal>
    </Card>
  );
}
