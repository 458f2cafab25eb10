import { BlockStack, Box, Card, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../formats.ts';
import { SimpleTable } from '../simple-table.tsx';

export type SplitLine = { key: string; label: string; rewards: number; minor: string };

/** The same sum, split: a line each. */
export function SplitCard({
  title,
  column,
  text,
  lines,
  currency,
}: {
  title: string;
  /** What a line is of. */
  column: string;
  text?: string;
  lines: SplitLine[];
  currency: string;
}) {
  const { t } = useTranslation();
  const { money, number } = useFormats();
  return (
    <Card padding="0">
      <Box padding="400" paddingBlockEnd={lines.length === 0 ? '400' : '200'}>
        <BlockStack gap="100">
          <Text as="h2" variant="headingSm">
            {title}
          </Text>
          {text !== undefined && (
            <Text as="p" tone="subdued">
              {text}
            </Text>
          )}
          {lines.length === 0 && (
            <Text as="p" tone="subdued">
              {t('owed.empty')}
            </Text>
          )}
        </BlockStack>
      </Box>
      {lines.length > 0 && (
        <SimpleTable
          rows={lines}
          keyOf={({ key }) => key}
          names={{ singular: title, plural: title }}
          columns={[
            { title: column, cell: ({ label }) => label },
            { title: t('owed.count'), alignment: 'end', cell: ({ rewards }) => number(rewards) },
            { title: t('owed.amount'), alignment: 'end', cell: ({ minor }) => money(minor, currency) },
          ]}
        />
      )}
    </Card>
  );
}
