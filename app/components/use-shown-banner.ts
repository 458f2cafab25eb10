import type { BannerHandles } from '@shopify/polaris';
import { type RefObject, useEffect, useRef } from 'react';

/** A banner that appears far from where the merchant is: it takes the focus, and so comes into sight. @param isShown whether it stands on the page */
export function useShownBanner(isShown: boolean): RefObject<BannerHandles> {
  const banner = useRef<BannerHandles>(null);
  useEffect(() => {
    if (isShown) banner.current?.focus();
  }, [isShown]);
  return banner;
}
