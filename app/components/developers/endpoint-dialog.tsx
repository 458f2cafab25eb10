import { Modal, TitleBar } from '@shopify/app-bridge-react';
import { BlockStack, Box, ChoiceList, Form, TextField } from '@shopify/polaris';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EVENT_KINDS, type EventKind } from '../../domain/outgoing-event.ts';
import type { EndpointRow } from '../../queries/developer-access.server.ts';
import { useProblemText } from './use-problem-text.ts';
import { useWish } from './use-wish.ts';

/** `endpoint`: one that is there already, of which the kinds can be changed. */
export type EndpointDialogProps = {
  open: boolean;
  endpoint: EndpointRow | null;
  onClose(): void;
  onSecret(secret: string, url: string): void;
};

/** Where something is to be told, and what. */
export function EndpointDialog({ open, endpoint, onClose, onSecret }: EndpointDialogProps) {
  const { t } = useTranslation();
  const [url, setUrl] = useState('');
  const [kinds, setKinds] = useState<EventKind[]>([...EVENT_KINDS]);
  const [isHidden, setHidden] = useState(true);
  const wish = useWish((answer) => {
    if ('secret' in answer) onSecret(answer.secret, url.trim());
    onClose();
  });
  const text = useProblemText();
  const problem = isHidden ? null : wish.problem;

  useEffect(() => {
    if (!open) return;
    setUrl(endpoint?.url ?? '');
    setKinds(endpoint?.kinds ?? [...EVENT_KINDS]);
    setHidden(true);
  }, [open, endpoint]);

  function save() {
    setHidden(false);
    if (endpoint === null) wish.ask({ wish: 'add-endpoint', url, kinds });
    else wish.ask({ wish: 'kinds', id: endpoint.id, kinds }, t('developers.endpoints.saved'));
  }
  const isOfKinds = problem === 'no-kinds';
  return (
    <Modal open={open} onHide={onClose}>
      <Box padding="400">
        <Form onSubmit={save}>
          <BlockStack gap="400">
            <TextField
              label={t('developers.endpoints.url')}
              helpText={t('developers.endpoints.urlHelp')}
              type="url"
              value={url}
              disabled={endpoint !== null}
              onChange={(typed) => {
                setUrl(typed);
                setHidden(true);
              }}
              autoComplete="off"
              spellCheck={false}
              maxLength={2000}
              placeholder="https://"
              {...(problem !== null && !isOfKinds ? { error: text(problem) } : {})}
            />
            <ChoiceList
              allowMultiple
              title={t('developers.endpoints.kinds')}
              choices={EVENT_KINDS.map((kind) => ({ value: kind, label: t(`developers.kind.${kind}`) }))}
              selected={kinds}
              onChange={(chosen: string[]) => {
                setKinds(EVENT_KINDS.filter((kind) => chosen.includes(kind)));
                setHidden(true);
              }}
              {...(isOfKinds ? { error: text('no-kinds') } : {})}
            />
          </BlockStack>
        </Form>
      </Box>
      <TitleBar title={t(endpoint === null ? 'developers.endpoints.add' : 'developers.endpoints.change')}>
        <button variant="primary" {...(wish.busy ? { loading: '' } : {})} onClick={save}>
          {t(endpoint === null ? 'developers.endpoints.addButton' : 'developers.endpoints.save')}
        </button>
        <button onClick={onClose}>{t('words.cancel')}</button>
      </TitleBar>
    </Modal>
  );
}
