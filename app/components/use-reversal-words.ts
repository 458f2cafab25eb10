import { useTranslation } from 'react-i18next';
import { reasonSchema } from '../domain/reasons.ts';
import { reasonSentence } from '../i18n/reasons.ts';
import { useShop } from './shop-context.tsx';

/** Says why a credit was taken back: only the reason's code is kept, so a reason with numbers is told by its name. */
export function useReversalWords(): (code: string) => string {
  const { t, i18n } = useTranslation();
  const shop = useShop();
  return (code) => {
    const reason = reasonSchema.safeParse({ code });
    if (reason.success) return reasonSentence(reason.data, shop);
    return i18n.exists(`reason.${code}`) ? `${t(`reason.${code}` as 'reason.order-refunded')}.` : '';
  };
}
