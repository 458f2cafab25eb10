import { useAppBridge } from '@shopify/app-bridge-react';
import { Button } from '@shopify/polaris';
import { ExportIcon } from '@shopify/polaris-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useShop } from './shop-context.tsx';

/**
 * Downloads a file of the app. The admin's iframe signs requests by header and browsers cannot put one on a link, so the file is
 * fetched (App Bridge adds the session token) and handed over as a blob. Files speak the merchant's language.
 */
export function useDownload(): { busy: boolean; download(url: string): Promise<boolean> } {
  const { t } = useTranslation();
  const { locale } = useShop();
  const shopify = useAppBridge();
  const [busy, setBusy] = useState(false);

  async function download(url: string): Promise<boolean> {
    setBusy(true);
    try {
      const address = new URL(url, location.origin);
      address.searchParams.set('locale', locale);
      const response = await fetch(`${address.pathname}${address.search}`);
      if (!response.ok) throw new Error(String(response.status));
      const name = /filename="([^"]+)"/.exec(response.headers.get('Content-Disposition') ?? '')?.[1] ?? 'vouchsafe';
      const content = URL.createObjectURL(await response.blob());
      const link = document.createElement('a');
      link.href = content;
      link.download = name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(content), 60_000);
      return true;
    } catch {
      shopify.toast.show(t('export.failed'), { isError: true });
      return false;
    } finally {
      setBusy(false);
    }
  }
  return { busy, download };
}

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
  const { busy, download } = useDownload();
  return (
    <Button
      icon={ExportIcon}
      loading={busy}
      onClick={() => void download(url).then((done) => done && onDone?.())}
      {...(variant ? { variant } : {})}
    >
      {children}
    </Button>
  );
}
