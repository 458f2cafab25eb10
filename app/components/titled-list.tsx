import { Box, Button, Card, InlineStack, Text } from '@shopify/polaris';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DownloadButton } from './download-button.tsx';

/** A card with a few rows of a longer list, and the way to all of them. */
export function TitledList({
  title,
  allUrl,
  empty,
  file = null,
  children,
}: {
  title: string;
  allUrl: string | null;
  empty: string | null;
  /** Address of all its rows as a CSV file. */
  file?: string | null;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <Card padding="0">
      <Box padding="400" paddingBlockEnd={empty === null ? '200' : '400'}>
        <InlineStack align="space-between" blockAlign="center">
          <Text as="h2" variant="headingSm">
            {title}
          </Text>
          <div className="no-print">
            <InlineStack gap="300">
              {file !== null && empty === null && (
                <DownloadButton variant="plain" url={file}>
                  {t('reports.file')}
                </DownloadButton>
              )}
              {allUrl !== null && (
                <Button variant="plain" url={allUrl}>
                  {t('latest.all')}
                </Button>
              )}
            </InlineStack>
          </div>
        </InlineStack>
        {empty !== null && (
          <Box paddingBlockStart="200">
            <Text as="p" tone="subdued">
              {empty}
            </Text>
          </Box>
        )}
      </Box>
      {empty === null && children}
    </Card>
  );
}
