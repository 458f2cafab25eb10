import { Box, Button, Card, InlineStack, Text } from '@shopify/polaris';
import { PersonAddIcon } from '@shopify/polaris-icons';
import { useTranslation } from 'react-i18next';
import type { ReferralRow } from '../../queries/referral-list.server.ts';
import { EmptyNote } from '../empty-note.tsx';
import { ReferralTable } from '../referral-table.tsx';

/** The newest orders that came with evidence, credited or not. */
export function LatestReferrals({ rows }: { rows: ReferralRow[] }) {
  const { t } = useTranslation();
  return (
    <Card padding="0">
      <Box padding="400" paddingBlockEnd="200">
        <InlineStack align="space-between" blockAlign="center">
          <Text as="h2" variant="headingSm">
            {t('latest.title')}
          </Text>
          {rows.length > 0 && (
            <Button variant="plain" url="/app/referrals">
              {t('latest.all')}
            </Button>
          )}
        </InlineStack>
      </Box>
      {rows.length === 0 ? (
        <EmptyNote level="h3" icon={PersonAddIcon} title={t('latest.emptyTitle')}>
          {t('latest.emptyText')}
        </EmptyNote>
      ) : (
        <ReferralTable rows={rows} narrow />
      )}
    </Card>
  );
}
