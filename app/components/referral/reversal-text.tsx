import { Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../formats.ts';

/** Why a credit was taken back. @param reason a reason code (domain/reasons.ts) */
export function ReversalText({ reason, at }: { reason: string | null; at: string | null }) {
  const { t, i18n } = useTranslation();
  const { moment } = useFormats();
  const known = reason !== null && i18n.exists(`reason.${reason}`);
  return (
    <Text as="p">
      {t('referral.reversed', { at: at === null ? '' : moment(at) })}{' '}
      {known ? t(`reason.${reason}` as 'reason.order-refunded') : ''}
    </Text>
  );
}
