/** Countries as the merchant calls them. */
import { useMemo } from 'react';
import { useShop } from './shop-context.tsx';

/** ISO 3166 alpha-2 → name; the code itself where there is none. */
export function useCountryNames(): (code: string) => string {
  const { locale } = useShop();
  return useMemo(() => {
    const names = new Intl.DisplayNames(locale, { type: 'region', fallback: 'code' });
    return (code) => names.of(code) ?? code;
  }, [locale]);
}
