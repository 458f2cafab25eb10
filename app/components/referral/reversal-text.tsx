import { Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../formats.ts';
import { useReversalWords } from '../use-reversal-words.ts';

/** Why a credit was taken back. @param reason a reason code (domain/reasons.ts) */
export function ReversalText({ reason, at }: { reason: string | null; at: string | null }) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const words = useReversalWords();
  return (
    <Text as="p">
      {at === null ? t('referral.reversedOnce') : t('referral.reversed', { at: moment(at) })}{' '}
      {reason === null ? '' : words(reason)}
    </Text>
  );
}
