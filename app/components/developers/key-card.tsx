import { Modal, TitleBar } from '@shopify/app-bridge-react';
import { BlockStack, Box, Button, Card, ChoiceList, Form, InlineStack, Text, TextField } from '@shopify/polaris';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { API_SCOPES, type ApiScope } from '../../domain/api-scope.ts';
import type { ApiKeyRow } from '../../queries/developer-access.server.ts';
import { useFormats } from '../formats.ts';
import { Confirm } from './confirm.tsx';
import { useProblemText } from './use-problem-text.ts';
import { useWish } from './use-wish.ts';

/** With which keys other systems ask. @param onSecret a new key, shown once, and its name */
export function KeyCard({ keys, onSecret }: { keys: ApiKeyRow[]; onSecret(secret: string, name: string): void }) {
  const { t } = useTranslation();
  const [isMaking, setMaking] = useState(false);
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="200">
          <InlineStack align="space-between" blockAlign="center">
            <Text as="h2" variant="headingMd">
              {t('developers.keys.title')}
            </Text>
            <Button onClick={() => setMaking(true)}>{t('developers.keys.add')}</Button>
          </InlineStack>
          <Text as="p" tone="subdued">
            {t('developers.keys.text')}
          </Text>
        </BlockStack>
        {keys.length === 0 && <Text as="p">{t('developers.keys.empty')}</Text>}
        {keys.map((key) => (
          <Key key={key.id} row={key} />
        ))}
      </BlockStack>
      <KeyDialog open={isMaking} onClose={() => setMaking(false)} onSecret={onSecret} />
    </Card>
  );
}

function Key({ row }: { row: ApiKeyRow }) {
  const { t } = useTranslation();
  const { day, moment } = useFormats();
  const [asked, setAsked] = useState(false);
  const wish = useWish(() => undefined);
  const { id, name, beginning, scopes, createdAt, usedAt } = row;
  return (
    <BlockStack gap="100">
      <InlineStack align="space-between" blockAlign="center" gap="200" wrap={false}>
        <Text as="h3" fontWeight="semibold" breakWord>
          {name}
        </Text>
        <Button
          variant="plain"
          tone="critical"
          loading={wish.busy}
          accessibilityLabel={`${t('developers.keys.revoke')}: ${name}`}
          onClick={() => setAsked(true)}
        >
          {t('developers.keys.revoke')}
        </Button>
      </InlineStack>
      <Text as="p" tone="subdued" variant="bodySm">
        {`${beginning}… · ${t('developers.keys.created')} ${day(createdAt)} · ${t('developers.keys.used')}: `}
        {usedAt === null ? t('developers.keys.never') : moment(usedAt)}
      </Text>
      <Text as="p" tone="subdued" variant="bodySm">
        {scopes.map((scope) => t(`developers.scope.${scope}`)).join(', ')}
      </Text>
      <Confirm
        open={asked}
        title={t('developers.keys.revokeTitle', { name })}
        text={t('developers.keys.revokeText')}
        yes={t('developers.keys.revoke')}
        onYes={() => wish.ask({ wish: 'revoke-key', id }, t('developers.keys.revoked'))}
        onClose={() => setAsked(false)}
        critical
      />
    </BlockStack>
  );
}

function KeyDialog({
  open,
  onClose,
  onSecret,
}: {
  open: boolean;
  onClose(): void;
  onSecret(secret: string, name: string): void;
}) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<ApiScope[]>([]);
  const [isHidden, setHidden] = useState(true);
  const text = useProblemText();
  const wish = useWish((answer) => {
    if ('secret' in answer) onSecret(answer.secret, name.trim());
    onClose();
  });
  const problem = isHidden ? null : wish.problem;
  useEffect(() => {
    if (!open) return;
    setName('');
    setScopes([]);
    setHidden(true);
  }, [open]);

  function make() {
    setHidden(false);
    wish.ask({ wish: 'make-key', name, scopes });
  }
  return (
    <Modal open={open} onHide={onClose}>
      <Box padding="400">
        <Form onSubmit={make}>
          <BlockStack gap="400">
            <TextField
              label={t('developers.keys.name')}
              helpText={t('developers.keys.nameHelp')}
              value={name}
              onChange={(typed) => {
                setName(typed);
                setHidden(true);
              }}
              autoComplete="off"
              maxLength={100}
              {...(problem !== null && problem !== 'no-scopes' ? { error: text(problem) } : {})}
            />
            <ChoiceList
              allowMultiple
              title={t('developers.keys.scopes')}
              choices={API_SCOPES.map((scope) => ({ value: scope, label: t(`developers.scope.${scope}`) }))}
              selected={scopes}
              onChange={(chosen: string[]) => {
                setScopes(API_SCOPES.filter((scope) => chosen.includes(scope)));
                setHidden(true);
              }}
              {...(problem === 'no-scopes' ? { error: text(problem) } : {})}
            />
          </BlockStack>
        </Form>
      </Box>
      <TitleBar title={t('developers.keys.add')}>
        <button variant="primary" {...(wish.busy ? { loading: '' } : {})} onClick={make}>
          {t('developers.keys.addButton')}
        </button>
        <button onClick={onClose}>{t('words.cancel')}</button>
      </TitleBar>
    </Modal>
  );
}
