import { useAppBridge } from '@shopify/app-bridge-react';
import { Button } from '@shopify/polaris';
import { ExportIcon } from '@shopify/polaris-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/**
 * Downloads a file of the app. The admin's iframe signs requests by header and browsers cannot put one on a link, so the file is
 * fetched (App Bridge adds the session token) and handed over as a blob.
 */
export function DownloadButton({
  url,
  children,
  onDone,
  variant,
}: {
  url: string;
  children: string;
  onDone?: () => void;
  variant?: 'plain' | 'secondary';
}) {
  const { t } = useTranslation();
  const shopify = useAppBridge();
  const [busy, setBusy] = useState(false);

  async function download() {
    setBusy(true);
    try {
      const response = await fetch(url);
      if (!response.ok) throw new Error(String(response.status));
      const name = /filename="([^"]+)"/.exec(response.headers.get('Content-Disposition') ?? '')?.[1] ?? 'vouchsafe';
      const address = URL.createObjectURL(await response.blob());
      const link = document.createElement('a');
      link.href = address;
      link.download = name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(address), 60_000);
      onDone?.();
    } catch {
      shopify.toast.show(t('export.failed'), { isError: true });
    } finally {
      setBusy(false);
    }
  }

  return (
    <Button icon={ExportIcon} loading={busy} onClick={() => void download()} {...(variant ? { variant } : {})}>
      {children}
    </Button>
  );
}
