import { BlockStack, Card, InlineStack, Link, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { digitsOf } from '../../domain/money.ts';
import type { LostCredit } from '../../queries/lost-credit.server.ts';
import type { ReportFigures } from '../../queries/report-figures.server.ts';
import { DownloadButton } from '../download-button.tsx';
import { useFormats } from '../formats.ts';
import { useShop } from '../shop-context.tsx';

/** The others are on a page of their own. */
const MOST_REASONS = 6;

/** Rewards, discounts, and what came in for them. @param month of the statement whose entries make the cost of rewards; null: there is none for these days */
export function MoneyCard({ figures, month }: { figures: ReportFigures; month: string | null }) {
  const { t } = useTranslation();
  const { money } = useFormats();
  const { currency } = useShop();
  const cost = BigInt(figures.rewardCostMinor) + BigInt(figures.discountMinor);
  const unit = 10n ** BigInt(digitsOf(currency));
  const back = cost <= 0n ? null : ((BigInt(figures.revenueMinor) * unit) / cost).toString();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingSm">
          {t('reports.cost.title')}
        </Text>
        <Line
          label={t('reports.cost.rewards')}
          note={t('reports.cost.rewardsText')}
          {...(month === null ? {} : { url: `/app/rewards/statement?month=${month}` })}
        >
          {money(figures.rewardCostMinor)}
        </Line>
        <Line label={t('reports.cost.discounts')} note={t('reports.cost.discountsText')}>
          {money(figures.discountMinor)}
        </Line>
        <Line label={t('reports.cost.all')} strong>
          {money(cost.toString())}
        </Line>
        <Line label={t('reports.cost.return', { unit: money(unit.toString()) })} strong>
          {back === null ? t('reports.cost.noReturn') : money(back)}
        </Line>
        <Link url="/app/rewards/owed">{t('reports.cost.owed')}</Link>
      </BlockStack>
    </Card>
  );
}

/** What became of the orders that came with evidence. */
export function BecameCard({ figures, span }: { figures: ReportFigures; span: string }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const rows = [
    ['credited', figures.orders, 'credited'],
    ['held', figures.heldOrders, 'held'],
    ['reversed', figures.reversedOrders, 'reversed'],
    ['lost', figures.lostOrders, 'not-credited'],
  ] as const;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingSm">
          {t('reports.became.title')}
        </Text>
        {rows.map(([name, count, standing]) => (
          <Line key={name} label={t(`reports.became.${name}`)} url={`/app/referrals?outcome=${standing}&kind=order&${span}`}>
            {number(count)}
          </Line>
        ))}
      </BlockStack>
    </Card>
  );
}

/** What lost the credit of orders with evidence, and the way to what to do about each. */
export function LostCard({ lost, span }: { lost: LostCredit; span: string }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const lines = lost.groups.flatMap((group) => group.lines).sort((a, b) => b.orders - a.orders);
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingSm">
            {t('reports.lost.title')}
          </Text>
          {lines.length > 0 && (
            <div className="no-print">
              <DownloadButton variant="plain" url={`/app/export/report-lost?${span}`}>
                {t('reports.file')}
              </DownloadButton>
            </div>
          )}
        </InlineStack>
        {lines.length === 0 && (
          <Text as="p" tone="subdued">
            {t('reports.lost.none')}
          </Text>
        )}
        {lines.slice(0, MOST_REASONS).map(({ reason, orders }) => (
          <Line
            key={reason}
            label={t(`reason.${reason}`)}
            url={`/app/referrals?outcome=not-credited&kind=order&reason=${reason}&${span}`}
          >
            {number(orders)}
          </Line>
        ))}
        <Link url="/app/referrals/lost">{t('reports.lost.more')}</Link>
      </BlockStack>
    </Card>
  );
}

function Line({
  label,
  note,
  url,
  strong = false,
  children,
}: {
  label: string;
  note?: string;
  url?: string;
  strong?: boolean;
  children: string;
}) {
  return (
    <BlockStack>
      <InlineStack align="space-between" gap="200" blockAlign="baseline" wrap={false}>
        <Text as="span" {...(strong ? { fontWeight: 'semibold' } : {})}>
          {url === undefined ? label : <Link url={url}>{label}</Link>}
        </Text>
        <Text as="span" numeric {...(strong ? { fontWeight: 'semibold' } : {})}>
          {children}
        </Text>
      </InlineStack>
      {note !== undefined && (
        <Text as="span" tone="subdued" variant="bodySm">
          {note}
        </Text>
      )}
    </BlockStack>
  );
}
