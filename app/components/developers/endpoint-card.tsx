import { ActionList, Badge, BlockStack, Button, Card, InlineStack, Popover, Text } from '@shopify/polaris';
import { MenuHorizontalIcon } from '@shopify/polaris-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EndpointRow } from '../../queries/developer-access.server.ts';
import { useFormats } from '../formats.ts';
import { Confirm } from './confirm.tsx';
import { EndpointDialog } from './endpoint-dialog.tsx';
import { useWish } from './use-wish.ts';

const TONES = { active: 'success', paused: 'attention', broken: 'critical' } as const;

/** Who is told what happens. @param onSecret shown once, with the address that it belongs to */
export function EndpointCard({ endpoints, onSecret }: { endpoints: EndpointRow[]; onSecret(secret: string, url: string): void }) {
  const { t } = useTranslation();
  const [dialog, setDialog] = useState<{ endpoint: EndpointRow | null } | null>(null);
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="200">
          <InlineStack align="space-between" blockAlign="center">
            <Text as="h2" variant="headingMd">
              {t('developers.endpoints.title')}
            </Text>
            <Button onClick={() => setDialog({ endpoint: null })}>{t('developers.endpoints.add')}</Button>
          </InlineStack>
          <Text as="p" tone="subdued">
            {t('developers.endpoints.text')}
          </Text>
        </BlockStack>
        {endpoints.length === 0 && <Text as="p">{t('developers.endpoints.empty')}</Text>}
        {endpoints.map((endpoint) => (
          <Endpoint key={endpoint.id} endpoint={endpoint} onSecret={onSecret} onChange={() => setDialog({ endpoint })} />
        ))}
      </BlockStack>
      <EndpointDialog
        open={dialog !== null}
        endpoint={dialog?.endpoint ?? null}
        onClose={() => setDialog(null)}
        onSecret={onSecret}
      />
    </Card>
  );
}

function Endpoint({
  endpoint,
  onSecret,
  onChange,
}: {
  endpoint: EndpointRow;
  onSecret(secret: string, url: string): void;
  onChange(): void;
}) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const { id, url, kinds, state, failingSince, waiting } = endpoint;
  const [isOpen, setOpen] = useState(false);
  const [asked, setAsked] = useState<'delete' | 'renew' | null>(null);
  const wish = useWish((answer) => {
    if ('secret' in answer) onSecret(answer.secret, url);
  });
  const notes = [
    t('developers.endpoints.told', { count: kinds.length }),
    ...(waiting > 0 ? [t('developers.endpoints.waiting', { count: waiting })] : []),
    ...(state === 'broken' ? [t('developers.endpoints.broken')] : []),
    ...(state === 'active' && failingSince !== null ? [t('developers.endpoints.failing', { moment: moment(failingSince) })] : []),
  ];
  const choose = (action: () => void) => () => {
    setOpen(false);
    action();
  };
  const items = [
    { content: t('developers.endpoints.change'), onAction: choose(onChange) },
    state === 'active'
      ? {
          content: t('developers.endpoints.pause'),
          onAction: choose(() => wish.ask({ wish: 'pause', id }, t('developers.endpoints.saved'))),
        }
      : {
          content: t('developers.endpoints.resume'),
          onAction: choose(() => wish.ask({ wish: 'resume', id }, t('developers.endpoints.saved'))),
        },
    { content: t('developers.endpoints.renew'), onAction: choose(() => setAsked('renew')) },
    { content: t('developers.endpoints.delete'), destructive: true, onAction: choose(() => setAsked('delete')) },
  ];
  return (
    <BlockStack gap="100">
      <InlineStack align="space-between" blockAlign="center" gap="200" wrap={false}>
        <Text as="h3" fontWeight="semibold" breakWord>
          {url}
        </Text>
        <InlineStack gap="200" blockAlign="center" wrap={false}>
          <Badge tone={TONES[state]}>{t(`developers.endpoints.state.${state}`)}</Badge>
          <Popover
            active={isOpen}
            onClose={() => setOpen(false)}
            activator={
              <Button
                icon={MenuHorizontalIcon}
                accessibilityLabel={`${t('developers.endpoints.change')}: ${url}`}
                loading={wish.busy}
                onClick={() => setOpen(!isOpen)}
              />
            }
          >
            <ActionList items={items} />
          </Popover>
        </InlineStack>
      </InlineStack>
      {notes.map((note) => (
        <Text key={note} as="p" tone="subdued" variant="bodySm">
          {note}
        </Text>
      ))}
      {state === 'active' && (
        <InlineStack>
          <Button variant="plain" onClick={() => wish.ask({ wish: 'test', id }, t('developers.endpoints.tested'))}>
            {t('developers.endpoints.test')}
          </Button>
        </InlineStack>
      )}
      <Confirm
        open={asked === 'delete'}
        title={t('developers.endpoints.deleteTitle', { address: url })}
        text={t('developers.endpoints.deleteText')}
        yes={t('developers.endpoints.delete')}
        onYes={() => wish.ask({ wish: 'delete', id }, t('developers.endpoints.deleted'))}
        onClose={() => setAsked(null)}
        critical
      />
      <Confirm
        open={asked === 'renew'}
        title={t('developers.endpoints.renewTitle', { address: url })}
        text={t('developers.endpoints.renewText')}
        yes={t('developers.endpoints.renew')}
        onYes={() => wish.ask({ wish: 'renew', id })}
        onClose={() => setAsked(null)}
      />
    </BlockStack>
  );
}
