import { useBlocker } from '@remix-run/react';
import { useAppBridge } from '@shopify/app-bridge-react';
import { useEffect } from 'react';

/** Links inside the app ask before unsaved changes are lost; the admin's own links ask by themselves while the save bar shows. */
export function useLeaveGuard(dirty: boolean): void {
  const shopify = useAppBridge();
  const blocker = useBlocker(dirty);
  useEffect(() => {
    if (blocker.state !== 'blocked') return;
    let gone = false;
    shopify.saveBar.leaveConfirmation().then(
      () => !gone && blocker.proceed(),
      () => !gone && blocker.reset(),
    );
    return () => {
      gone = true;
    };
  }, [blocker, shopify]);
}
