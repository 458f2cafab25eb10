import { BlockStack, IndexTable, InlineStack, Link, Text, useBreakpoints } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { orderName } from '../i18n/order-name.ts';
import type { ReferralRow } from '../queries/referral-list.server.ts';
import { AdvocateName } from './advocate-name.tsx';
import { useFormats } from './formats.ts';
import { OutcomeText } from './outcome-text.tsx';
import { RewardBadge, StandingBadge } from './state-badges.tsx';

/** Orders with evidence: what became of each and why. Used by the list, the home page and an advocate's profile. */
export function ReferralTable({
  rows,
  withAdvocate = true,
  narrow = false,
}: {
  rows: ReferralRow[];
  withAdvocate?: boolean;
  /** For a card in a column: the day stands under the order. */
  narrow?: boolean;
}) {
  const { t } = useTranslation();
  const { smDown } = useBreakpoints();
  const headings = [
    { title: t('referrals.order') },
    ...(narrow ? [] : [{ title: t('referrals.date') }]),
    ...(withAdvocate ? [{ title: t('referrals.advocate') }] : []),
    { title: t('referrals.outcome') },
    { title: t('referrals.reward') },
    { title: t('referrals.total'), alignment: 'end' as const },
  ];
  return (
    <IndexTable
      resourceName={{ singular: t('referrals.one'), plural: t('referrals.many') }}
      itemCount={rows.length}
      headings={headings as [{ title: string }, ...{ title: string }[]]}
      selectable={false}
      condensed={smDown}
    >
      {rows.map((row, position) => (
        <IndexTable.Row key={row.orderId} id={row.orderId} position={position}>
          {smDown ? (
            <CondensedRow row={row} withAdvocate={withAdvocate} />
          ) : (
            <WideRow row={row} withAdvocate={withAdvocate} narrow={narrow} />
          )}
        </IndexTable.Row>
      ))}
    </IndexTable>
  );
}

type RowProps = { row: ReferralRow; withAdvocate: boolean };

function OrderLink({ row }: { row: ReferralRow }) {
  const { t } = useTranslation();
  return (
    <Link url={`/app/referrals/${row.orderId}`} dataPrimaryLink monochrome removeUnderline>
      <Text as="span" fontWeight="semibold">
        {orderName(row, t)}
      </Text>
    </Link>
  );
}

function WideRow({ row, withAdvocate, narrow }: RowProps & { narrow: boolean }) {
  const { money, moment, shortDay } = useFormats();
  return (
    <>
      <IndexTable.Cell>
        <BlockStack>
          <OrderLink row={row} />
          {narrow && (
            <Text as="span" tone="subdued" variant="bodySm">
              {shortDay(row.placedAt)}
            </Text>
          )}
        </BlockStack>
      </IndexTable.Cell>
      {!narrow && <IndexTable.Cell>{moment(row.placedAt)}</IndexTable.Cell>}
      {withAdvocate && (
        <IndexTable.Cell>
          <AdvocateName id={row.advocateId} name={row.advocateName} code={row.advocateCode} />
        </IndexTable.Cell>
      )}
      <IndexTable.Cell className="wrapping-cell">
        <BlockStack gap="100" inlineAlign="start">
          <StandingBadge standing={row.standing} />
          <OutcomeText row={row} />
        </BlockStack>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <BlockStack gap="100" inlineAlign="start">
          <Rewards row={row} />
        </BlockStack>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Text as="span" numeric alignment="end">
          {row.kind === 'order' ? money(row.totalMinor, row.currency) : ''}
        </Text>
      </IndexTable.Cell>
    </>
  );
}

function CondensedRow({ row, withAdvocate }: RowProps) {
  const { money, moment } = useFormats();
  return (
    <div className="condensed-row">
      <BlockStack gap="100">
        <InlineStack align="space-between">
          <OrderLink row={row} />
          <Text as="span" numeric>
            {row.kind === 'order' ? money(row.totalMinor, row.currency) : ''}
          </Text>
        </InlineStack>
        <Text as="span" tone="subdued" variant="bodySm">
          {moment(row.placedAt)}
          {withAdvocate && row.advocateName !== null ? ` · ${row.advocateName}` : ''}
        </Text>
        <InlineStack gap="100">
          <StandingBadge standing={row.standing} />
          <Rewards row={row} />
        </InlineStack>
        <OutcomeText row={row} />
      </BlockStack>
    </div>
  );
}

/** The advocate's reward, then the friend's; else the limit that stood in its way. */
function Rewards({ row }: { row: ReferralRow }) {
  const { t } = useTranslation();
  const reversed = row.standing === 'reversed';
  return (
    <>
      {row.rewardState === null ? (
        <Unrewarded reason={reversed ? null : row.unrewarded} />
      ) : (
        <RewardBadge state={row.rewardState} failing={row.rewardFailing} />
      )}
      {(row.friendRewardState !== null || (row.friendUnrewarded !== null && !reversed)) && (
        <InlineStack gap="100" blockAlign="center">
          <Text as="span" tone="subdued" variant="bodySm">
            {t('rewardLife.toFriend')}
          </Text>
          {row.friendRewardState === null ? (
            <Unrewarded reason={row.friendUnrewarded} />
          ) : (
            <RewardBadge state={row.friendRewardState} failing={row.friendRewardFailing} />
          )}
        </InlineStack>
      )}
    </>
  );
}

function Unrewarded({ reason }: { reason: ReferralRow['unrewarded'] }) {
  const { t } = useTranslation();
  if (reason === null) return null;
  return (
    <Text as="span" tone="subdued" variant="bodySm">
      {t(`unrewarded.short.${reason}`)}
    </Text>
  );
}
