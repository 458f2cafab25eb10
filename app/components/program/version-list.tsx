import { BlockStack, Card, Divider, InlineStack, Link, List, Text } from '@shopify/polaris';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProgramVersion } from '../../queries/program-versions.server.ts';
import { useFormats } from '../formats.ts';
import { useRuleChanges } from './rule-changes.ts';

/** Who changed what and when. Orders keep the version that judged them. @param versions one more than is shown, to compare with */
export function VersionList({ versions, shown, userId }: { versions: ProgramVersion[]; shown: number; userId: string | null }) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const changesOf = useRuleChanges();
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
        {versions.slice(0, shown).map((version, index) => {
          const changes = changesOf(version.rules, versions[index + 1]?.rules ?? null);
          return (
            <Fragment key={version.version}>
              <Divider />
              <BlockStack gap="100">
                <InlineStack align="space-between">
                  <Text as="span" fontWeight="semibold">
                    {t('versions.number', { version: version.version })}
                  </Text>
                  <Text as="span" tone="subdued" variant="bodySm">
                    {moment(version.createdAt)}
                  </Text>
                </InlineStack>
                <Text as="span" tone="subdued" variant="bodySm">
                  <Author by={version.createdBy} userId={userId} />
                </Text>
                <List gap="extraTight">
                  {changes.map(({ label, from, to }) => (
                    <List.Item key={label}>
                      {label}: <s className="former">{from}</s> → {to}
                    </List.Item>
                  ))}
                </List>
              </BlockStack>
            </Fragment>
          );
        })}
      </BlockStack>
    </Card>
  );
}

function Author({ by, userId }: { by: string; userId: string | null }) {
  const { t } = useTranslation();
  if (by === 'install') return t('versions.install');
  if (by === userId) return t('versions.you');
  return (
    <Link url={`shopify://admin/settings/account/${by}`} target="_top">
      {t('versions.staff', { id: by })}
    </Link>
  );
}
