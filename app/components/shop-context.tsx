/** What every component may need to know of the shop whose admin this is. */
import { createContext, type ReactNode, useContext } from 'react';

export type ShopView = {
  domain: string;
  name: string;
  /** ISO 4217 */
  currency: string;
  /** IANA name; every day on a screen is a day there. */
  timeZone: string;
  /** https address without a slash at the end. */
  /** BCP 47 tag for numbers and dates. */
  locale: string;
  /** Client id of the app: names its blocks in the theme editor. */
  apiKey: string;
};

const ShopContext = createContext<ShopView | null>(null);

export function ShopProvider({ shop, children }: { shop: ShopView; children: ReactNode }) {
  return <ShopContext.Provider value={shop}>{children}</ShopContext.Provider>;
}

export function useShop(): ShopView {
  const shop = useContext(ShopContext);
  if (shop === null) throw new Error('useShop is for components inside the admin layout');
  return shop;
}
