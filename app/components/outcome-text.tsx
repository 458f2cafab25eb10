import { Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { reasonSentence } from '../i18n/reasons.ts';
import type { ReferralRow } from '../queries/referral-list.server.ts';
import { useShop } from './shop-context.tsx';

/** Why an order was credited or not; for a reversed one, why the credit was taken back. */
export function OutcomeText({ row }: { row: ReferralRow }) {
  const { t, i18n } = useTranslation();
  const shop = useShop();
  const { standing, reversedReason, reason } = row;
  const reversal = standing === 'reversed' && reversedReason !== null && i18n.exists(`reason.${reversedReason}`);
  return (
    <Text as="span" tone="subdued" variant="bodySm">
      {reversal ? t(`reason.${reversedReason as 'order-refunded'}`) : reasonSentence(reason, shop)}
    </Text>
  );
}
