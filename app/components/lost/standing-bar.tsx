import { Link } from '@remix-run/react';
import { BlockStack, Box, Card, InlineGrid, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { LostCredit, Tally } from '../../queries/lost-credit.server.ts';
import { useFormats } from '../formats.ts';

type Part = { key: string; label: string; tally: Tally; url: string | null };

/** All paid orders of the period, split by what became of them; each part opens its rows, where there are any. */
export function StandingBar({ lost, period }: { lost: LostCredit; period: string }) {
  const { t } = useTranslation();
  const list = (outcome: string) => `/app/referrals?outcome=${outcome}&kind=order&period=${period}`;
  const { standings } = lost;
  const parts: Part[] = [
    { key: 'credited', label: t('lost.credited'), tally: standings.credited, url: list('credited') },
    { key: 'held', label: t('lost.held'), tally: standings.held, url: list('held') },
    { key: 'reversed', label: t('lost.reversed'), tally: standings.reversed, url: list('reversed') },
    { key: 'lost', label: t('lost.notCredited'), tally: standings['not-credited'], url: null },
    { key: 'without', label: t('lost.without'), tally: lost.withoutEvidence, url: null },
  ];
  const all = lost.seen.orders;
  return (
    <Card padding="200">
      <BlockStack gap="200">
        <InlineGrid columns={{ xs: 2, sm: 3, lg: 6 }} gap="100">
          <Figure part={{ key: 'seen', label: t('lost.seen'), tally: lost.seen, url: null }} all={all} />
          {parts.map((part) => (
            <Figure key={part.key} part={part} all={all} />
          ))}
        </InlineGrid>
        <Box paddingInline="300" paddingBlockEnd="200">
          <div className="parts-bar" aria-hidden="true">
            {parts
              .filter(({ tally }) => tally.orders > 0)
              .map(({ key, tally }) => (
                <div key={key} className={`part-${key}`} style={{ flexGrow: tally.orders }} />
              ))}
          </div>
        </Box>
      </BlockStack>
    </Card>
  );
}

function Figure({ part: { key, label, tally, url }, all }: { part: Part; all: number }) {
  const { t } = useTranslation();
  const { number, money, percent } = useFormats();
  const content = (
    <BlockStack gap="050">
      <span className="part-label">
        {key !== 'seen' && <span className={`part-dot part-${key}`} aria-hidden="true" />}
        <Text as="span" variant="bodySm" fontWeight="medium">
          {label}
        </Text>
      </span>
      <Text as="span" variant="headingLg" numeric>
        {number(tally.orders)}
      </Text>
      <Text as="span" variant="bodySm" tone="subdued">
        {money(tally.totalMinor)}
      </Text>
      {key !== 'seen' && (
        <Text as="span" variant="bodySm" tone="subdued">
          {t('lost.share', { share: percent(shareOf(tally.orders, all)) })}
        </Text>
      )}
    </BlockStack>
  );
  return url === null || tally.orders === 0 ? (
    <div className="figure-still">{content}</div>
  ) : (
    <Link to={url} className="figure">
      {content}
    </Link>
  );
}

/** Basis points, to a tenth of a percent. */
export function shareOf(part: number, all: number): number {
  return all === 0 ? 0 : Math.round((part / all) * 1000) * 10;
}
