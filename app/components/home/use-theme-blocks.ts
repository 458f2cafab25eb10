/** Whether the app's embed and block are in the shop's theme, as Shopify tells the admin. */
import { useAppBridge } from '@shopify/app-bridge-react';
import { useEffect, useState } from 'react';
import type { ShopView } from '../shop-context.tsx';

/** `unknown` until Shopify has answered, or when this admin cannot say. */
export type Placement = 'on' | 'off' | 'unknown';
export type ThemeBlocks = { embed: Placement; block: Placement; asking: boolean };

const embedHandle = 'referral-embed';
const blockHandle = 'refer-a-friend';

export function useThemeBlocks(): ThemeBlocks {
  const shopify = useAppBridge();
  const [blocks, setBlocks] = useState<ThemeBlocks>({ embed: 'unknown', block: 'unknown', asking: true });

  useEffect(() => {
    let gone = false;
    async function ask() {
      try {
        const extensions = await shopify.app.extensions();
        const placed = extensions.flatMap(({ type, activations }) => (type === 'theme_app_extension' ? activations : []));
        const placement = (handle: string): Placement => {
          const found = placed.find((activation) => 'handle' in activation && activation.handle === handle);
          return found !== undefined && 'status' in found && found.status === 'active' ? 'on' : 'off';
        };
        if (!gone) setBlocks({ embed: placement(embedHandle), block: placement(blockHandle), asking: false });
      } catch {
        // An admin without this interface: the storefront script's own reports remain (shop.embedSeenAt).
        if (!gone) setBlocks((known) => ({ ...known, asking: false }));
      }
    }
    void ask();
    // The merchant comes back from the theme editor in another tab.
    addEventListener('focus', ask);
    return () => {
      gone = true;
      removeEventListener('focus', ask);
    };
  }, [shopify]);

  return blocks;
}

/** Theme editor with the app embed switched on, waiting for "Save". */
export function embedEditorUrl({ domain, apiKey }: ShopView): string {
  return `https://${domain}/admin/themes/current/editor?context=apps&template=index&activateAppId=${apiKey}/${embedHandle}`;
}

/** Theme editor with the "Refer a friend" block added to a section of its own. */
export function blockEditorUrl({ domain, apiKey }: ShopView): string {
  return `https://${domain}/admin/themes/current/editor?template=index&addAppBlockId=${apiKey}/${blockHandle}&target=newAppsSection`;
}
