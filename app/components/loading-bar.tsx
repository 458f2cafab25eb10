import { useNavigation } from '@remix-run/react';
import { useAppBridge } from '@shopify/app-bridge-react';
import { useEffect } from 'react';

/** Pages that come sooner show no bar. */
const patience = 150;

/** The admin's own loading bar, while a page is on its way or something is saved. */
export function LoadingBar() {
  const shopify = useAppBridge();
  const busy = useNavigation().state !== 'idle';
  useEffect(() => {
    if (!busy) return;
    const timer = setTimeout(() => shopify.loading(true), patience);
    return () => {
      clearTimeout(timer);
      shopify.loading(false);
    };
  }, [busy, shopify]);
  return null;
}
