import { Box, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../formats.ts';
import { useShop } from '../shop-context.tsx';

/** What must be known of the figures. @param visitsSince the day before which visits are not kept; null: nothing is missing */
export function FootNotes({ otherCurrency, visitsSince }: { otherCurrency: number; visitsSince: string | null }) {
  const { t } = useTranslation();
  const { calendarDate, number } = useFormats();
  const { currency, timeZone } = useShop();
  const notes = [
    ...(otherCurrency > 0 ? [t('reports.otherCurrency', { count: otherCurrency, number: number(otherCurrency) })] : []),
    ...(visitsSince === null ? [] : [t('reports.visitsSince', { day: calendarDate(visitsSince) })]),
    t('reports.definitions', { timeZone, currency }),
  ];
  return (
    <Box paddingInline={{ xs: '400', sm: '0' }} paddingBlockEnd="400">
      {notes.map((note) => (
        <Text key={note} as="p" tone="subdued" variant="bodySm">
          {note}
        </Text>
      ))}
    </Box>
  );
}
