import { BlockStack, Card, InlineGrid, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { AdvocateProfile } from '../../queries/advocate-profile.server.ts';
import { useFormats } from '../formats.ts';

/** What one advocate has brought so far. */
export function AdvocateSummary({ advocate }: { advocate: AdvocateProfile }) {
  const { t } = useTranslation();
  const { number, money } = useFormats();
  const figures = [
    { label: t('advocates.visits'), value: number(advocate.visits) },
    { label: t('advocates.claims'), value: number(advocate.claims) },
    {
      label: t('advocates.referrals'),
      value: number(advocate.referrals),
      note: advocate.reversed > 0 ? t('advocates.reversed', { count: advocate.reversed }) : null,
    },
    { label: t('advocates.revenue'), value: money(advocate.revenueMinor) },
    {
      label: t('advocates.rewards'),
      value: number(advocate.rewards),
      note: advocate.rewardsOwed > 0 ? t('advocates.owed', { count: advocate.rewardsOwed }) : null,
    },
  ];
  return (
    <Card>
      <InlineGrid columns={{ xs: 2, sm: 3, md: 'repeat(5, auto)' }} gap="400">
        {figures.map(({ label, value, note }) => (
          <BlockStack key={label} gap="050">
            <Text as="span" variant="bodySm" tone="subdued">
              {label}
            </Text>
            <Text as="span" variant="headingLg" numeric>
              {value}
            </Text>
            {note !== undefined && note !== null && (
              <Text as="span" variant="bodySm" tone="subdued">
                {note}
              </Text>
            )}
          </BlockStack>
        ))}
      </InlineGrid>
    </Card>
  );
}
