import { Modal, TitleBar, useAppBridge } from '@shopify/app-bridge-react';
import { Badge, BlockStack, Box, Button, Card, Divider, InlineStack, Text } from '@shopify/polaris';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProgramVersion } from '../../queries/program-versions.server.ts';
import { ChangeList } from './change-list.tsx';
import { useRuleChanges } from './rule-changes.ts';
import { SavedBy } from './saved-by.tsx';

const modalId = 'restore-version';

/** Who changed what and when. Orders keep the version that judged them. @param versions one more than is shown, to compare with */
export function VersionList({
  versions,
  shown,
  userId,
  unsaved,
  onRestore,
}: {
  versions: [ProgramVersion, ...ProgramVersion[]];
  shown: number;
  userId: string | null;
  /** The form holds changes that restoring would lose. */
  unsaved: boolean;
  onRestore(version: number): void;
}) {
  const { t } = useTranslation();
  const shopify = useAppBridge();
  const changesOf = useRuleChanges();
  const [asked, setAsked] = useState<ProgramVersion | null>(null);
  const [inForce] = versions;

  function ask(version: ProgramVersion) {
    setAsked(version);
    void shopify.modal.show(modalId);
  }
  function restore() {
    void shopify.modal.hide(modalId);
    if (asked !== null) onRestore(asked.version);
  }

  const undone = asked === null ? [] : changesOf(asked.rules, inForce.rules);
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingSm">
            {t('versions.title')}
          </Text>
          <Text as="p" tone="subdued" variant="bodySm">
            {t('versions.text')}
          </Text>
        </BlockStack>
        {versions.slice(0, shown).map((version, index) => (
          <Fragment key={version.version}>
            <Divider />
            <InlineStack align="space-between" blockAlign="start" gap="200" wrap={false}>
              <BlockStack gap="100">
                <InlineStack gap="200" align="start" blockAlign="center">
                  <Text as="span" fontWeight="semibold">
                    {t('versions.number', { version: version.version })}
                  </Text>
                  {version === inForce && <Badge tone="success">{t('versions.inForce')}</Badge>}
                </InlineStack>
                <Text as="span" tone="subdued" variant="bodySm">
                  <SavedBy by={version.createdBy} at={version.createdAt} userId={userId} />
                </Text>
                <ChangeList changes={changesOf(version.rules, versions[index + 1]?.rules ?? null)} />
              </BlockStack>
              {version !== inForce && version.rules.currency === inForce.rules.currency && (
                <Button
                  size="slim"
                  accessibilityLabel={t('versions.restoreLabel', { version: version.version })}
                  onClick={() => ask(version)}
                >
                  {t('versions.restore')}
                </Button>
              )}
            </InlineStack>
          </Fragment>
        ))}
      </BlockStack>
      <Modal id={modalId}>
        <Box padding="400">
          <BlockStack gap="300">
            <Text as="p">{t('versions.confirmText')}</Text>
            {undone.length === 0 ? <Text as="p">{t('versions.same')}</Text> : <ChangeList changes={undone} />}
            {unsaved && <Text as="p">{t('versions.unsaved')}</Text>}
          </BlockStack>
        </Box>
        <TitleBar title={t('versions.confirmTitle', { version: asked?.version ?? '' })}>
          <button variant="primary" onClick={restore}>
            {t('versions.restore')}
          </button>
          <button onClick={() => void shopify.modal.hide(modalId)}>{t('words.cancel')}</button>
        </TitleBar>
      </Modal>
    </Card>
  );
}
