import { Box, Card, InlineStack, Link, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { LostCredit } from '../../queries/lost-credit.server.ts';
import type { LostReason } from '../../domain/lost-groups.ts';
import { useFormats } from '../formats.ts';
import { SimpleTable } from '../simple-table.tsx';
import { shareOf } from './standing-bar.tsx';

/** Where in the program an answer is found; reasons that no rule causes have none. */
const IN_PROGRAM: ReadonlySet<LostReason> = new Set<LostReason>([
  'outside-window',
  'check-refused',
  'score-refused',
  'refused-unlooked',
  'program-paused',
  'draft-order',
  'point-of-sale',
  'channel-not-eligible',
  'country-not-eligible',
  'country-unknown',
  'no-eligible-product',
  'renewal-not-credited',
  'renewal-limit',
  'returning-customer',
  'friend-already-credited',
  'below-minimum',
  'currency-mismatch',
]);

/** One group of what loses credit: its reasons, each with its orders and what to do about it. */
export function LostGroupCard({
  group,
  all,
  period,
}: {
  group: LostCredit['groups'][number];
  /** Every paid order of the period. */
  all: number;
  period: string;
}) {
  const { t } = useTranslation();
  const { number, money, percent } = useFormats();
  return (
    <Card padding="0">
      <Box padding="400" paddingBlockEnd="300">
        <InlineStack align="space-between" blockAlign="baseline" gap="200">
          <Text as="h2" variant="headingSm">
            {t(`lost.group.${group.group}`)}
          </Text>
          <Text as="span" tone="subdued">
            {t('lost.groupSum', {
              count: group.all.orders,
              orders: number(group.all.orders),
              total: money(group.all.totalMinor),
              share: percent(shareOf(group.all.orders, all)),
            })}
          </Text>
        </InlineStack>
      </Box>
      <div className="lost-table">
        <SimpleTable
          rows={group.lines}
          keyOf={({ reason }) => reason}
          names={{ singular: t('lost.reason'), plural: t('lost.reason') }}
          columns={[
            {
              title: t('lost.reason'),
              cell: ({ reason }) => (
                <Link
                  url={`/app/referrals?outcome=not-credited&kind=order&reason=${reason}&period=${period}`}
                  monochrome
                  removeUnderline
                  dataPrimaryLink
                >
                  <Text as="span" fontWeight="semibold">
                    {t(`reason.${reason}`)}
                  </Text>
                </Link>
              ),
            },
            {
              title: t('lost.advice'),
              wraps: true,
              cell: ({ reason }) =>
                IN_PROGRAM.has(reason) ? <Link url="/app/program">{t(`advice.${reason}`)}</Link> : t(`advice.${reason}`),
            },
            { title: t('lost.orders'), alignment: 'end', cell: ({ orders }) => number(orders) },
            { title: t('lost.total'), alignment: 'end', cell: ({ totalMinor }) => money(totalMinor) },
            { title: t('lost.shareTitle'), alignment: 'end', cell: ({ orders }) => percent(shareOf(orders, all)) },
          ]}
        />
      </div>
    </Card>
  );
}
