/** Countries as the merchant calls them. */
import { useMemo, useSyncExternalStore } from 'react';
import { languageFor } from '../i18n/languages.ts';
import { useShop } from './shop-context.tsx';

const nothingChanges = () => () => undefined;

/**
 * ISO 3166 alpha-2 → name; the code itself where there is none. The first picture of a page shows codes: server and browser may know
 * countries by different names ("Turkey", "Türkiye").
 */
export function useCountryNames(): (code: string) => string {
  const { locale } = useShop();
  const inBrowser = useSyncExternalStore(
    nothingChanges,
    () => true,
    () => false,
  );
  return useMemo(() => {
    if (!inBrowser) return (code) => code;
    const names = new Intl.DisplayNames(languageFor(locale), { type: 'region', fallback: 'code' });
    return (code) => names.of(code) ?? code;
  }, [locale, inBrowser]);
}
