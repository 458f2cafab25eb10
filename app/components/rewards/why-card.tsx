import { BlockStack, Card, Link, Text } from '@shopify/polaris';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { orderName } from '../../i18n/order-name.ts';
import type { RewardDetail } from '../../queries/reward-detail.server.ts';
import { AdvocateName } from '../advocate-name.tsx';
import { useFormats } from '../formats.ts';

/** For whom it is, and what it was promised for. */
export function WhyCard({ detail }: { detail: RewardDetail }) {
  const { t } = useTranslation();
  const { advocateId, advocateName, advocateCode, recipient, customerId, programVersion } = detail;
  const step = useStepText(detail);
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingSm">
          {t('rewardLife.whyTitle')}
        </Text>
        <Fact label={t('rewardLife.goesTo')}>{t(`rewardLife.recipients.${recipient}`)}</Fact>
        <Fact label={t('rewardLife.account')}>
          {customerId === null ? (
            t('rewardLife.noAccount')
          ) : (
            <Link url={`shopify://admin/customers/${customerId}`} target="_top" removeUnderline>
              {t('advocates.inShopify')}
            </Link>
          )}
        </Fact>
        <Fact label={t('rewardLife.earnedBy')}>
          <Earned detail={detail} />
        </Fact>
        <Fact label={t('rewardLife.advocate')}>
          <AdvocateName id={advocateId} name={advocateName} code={advocateCode} />
        </Fact>
        <Text as="p" tone="subdued" variant="bodySm">
          {[t('rewardLife.version', { version: programVersion }), ...(step === null ? [] : [step])].join(' · ')}
        </Text>
      </BlockStack>
    </Card>
  );
}

function Earned({ detail: { orderId, orderName: name, purpose, milestone } }: { detail: RewardDetail }) {
  const { t } = useTranslation();
  if (orderId === null)
    return <>{purpose === 'milestone' ? t('rewardLife.bonus', { number: milestone ?? 0 }) : t('rewardLife.given')}</>;
  return (
    <Link url={`/app/referrals/${orderId}`} removeUnderline>
      {orderName({ orderId, name: name ?? orderId }, t)}
    </Link>
  );
}

function useStepText({ tierFrom, tierBy, currency }: RewardDetail): string | null {
  const { t } = useTranslation();
  const { money, number } = useFormats();
  if (tierFrom === null || tierBy === null) return null;
  return tierBy === 'revenue'
    ? t('rewardLife.tierRevenue', { from: money(tierFrom, currency) })
    : t('rewardLife.tierReferrals', { from: number(Number(tierFrom)) });
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <BlockStack>
      <Text as="span" tone="subdued" variant="bodySm">
        {label}
      </Text>
      <span>{children}</span>
    </BlockStack>
  );
}
