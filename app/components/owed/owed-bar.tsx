import { Link } from '@remix-run/react';
import { BlockStack, Card, InlineGrid, Text } from '@shopify/polaris';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { OWED_PLACES } from '../../domain/owed.ts';
import type { Debts, OwedRow } from '../../queries/owed-rows.ts';
import { useFormats } from '../formats.ts';
import { sumOf } from './time-card.tsx';

/** The sum, and where it stands; each part opens its rewards. Beside it what customers owe. Of one currency. */
export function OwedBar({ owed, debts, currency }: { owed: OwedRow[]; debts: Debts[]; currency: string }) {
  const { t } = useTranslation();
  const { money, number } = useFormats();
  const [debt] = debts;
  const count = owed.reduce((all, { rewards }) => all + rewards, 0);
  return (
    <Card padding="200">
      <InlineGrid columns={{ xs: 2, sm: 3, lg: debt === undefined ? 5 : 6 }} gap="100">
        <Figure label={t('owed.total')} value={money(sumOf(owed), currency)} note={t('owed.rewards', { count })} url={null} />
        {OWED_PLACES.map((place) => {
          const rows = owed.filter((row) => row.place === place);
          const rewards = rows.reduce((all, row) => all + row.rewards, 0);
          return (
            <Figure
              key={place}
              label={t(`owed.place.${place}`)}
              value={money(sumOf(rows), currency)}
              note={rewards === 0 ? t(`owed.placeHelp.${place}`) : t('owed.rewards', { count: rewards })}
              url={rewards === 0 ? null : `/app/rewards?owed=${place}`}
            />
          );
        })}
        {debt !== undefined && (
          <Figure
            label={t('owed.debts')}
            value={money(debt.minor, currency)}
            note={
              debt.minor.startsWith('-')
                ? t('owed.debtsOwing', { people: number(debt.people) })
                : t('owed.debtsHelp', { count: debt.people })
            }
            url={null}
          />
        )}
      </InlineGrid>
    </Card>
  );
}

function Figure({ label, value, note, url }: { label: string; value: string; note: string; url: string | null }): ReactNode {
  const content = (
    <BlockStack gap="050">
      <Text as="span" variant="bodySm" fontWeight="medium">
        {label}
      </Text>
      <Text as="span" variant="headingLg" numeric>
        {value}
      </Text>
      <Text as="span" variant="bodySm" tone="subdued">
        {note}
      </Text>
    </BlockStack>
  );
  if (url === null) return <div className="figure-still">{content}</div>;
  return (
    <Link to={url} className="figure">
      {content}
    </Link>
  );
}
