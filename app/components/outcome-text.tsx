import { Text } from '@shopify/polaris';
import { reasonSentence } from '../i18n/reasons.ts';
import type { ReferralRow } from '../queries/referral-list.server.ts';
import { useShop } from './shop-context.tsx';
import { useReversalWords } from './use-reversal-words.ts';

/** Why an order was credited or not; for a reversed one, why the credit was taken back. */
export function OutcomeText({ row }: { row: ReferralRow }) {
  const shop = useShop();
  const reversal = useReversalWords();
  const { standing, reversedReason, reason } = row;
  const why = standing === 'reversed' && reversedReason !== null ? reversal(reversedReason) : '';
  return (
    <Text as="span" tone="subdued" variant="bodySm">
      {why === '' ? reasonSentence(reason, shop) : why}
    </Text>
  );
}
