import type { Api } from '@shopify/ui-extensions/customer-account.page.render';
import { render } from 'preact';
import { Quiet } from '../../sharing-source/quiet.tsx';
import { useSignal } from '../../sharing-source/use-signal.ts';
import { Join } from './join.tsx';
import { StandingView } from './standing-view.tsx';
import { useOwnStanding } from './use-own-standing.ts';

declare const shopify: Api;

export default function extension(): void {
  render(
    <Quiet>
      <AccountPage />
    </Quiet>,
    document.body,
  );
}

function AccountPage() {
  const { i18n, sessionToken } = shopify;
  const settings: Record<string, unknown> = { ...useSignal(shopify.settings) };
  const language = useSignal(shopify.localization.extensionLanguage)?.isoCode ?? 'en';
  const standing = useOwnStanding(language);
  const translate = (key: string, replacements?: Record<string, string | number>) => i18n.translate(key, replacements);
  const showQr = settings['hide_qr'] !== true;
  const { heading } = settings;
  return (
    <s-page heading={typeof heading === 'string' && heading.trim() !== '' ? heading : translate('page.heading')}>
      <s-section>
        {standing === 'reading' ? (
          <s-skeleton-paragraph />
        ) : standing === null || standing === 'unknown' ? (
          <Join sessionToken={sessionToken} language={language} translate={translate} showQr={showQr} />
        ) : (
          <StandingView
            standing={standing}
            translate={translate}
            formatDate={(date) => i18n.formatDate(date, { dateStyle: 'long' })}
            show={{ qr: showQr, rewards: true }}
          />
        )}
      </s-section>
    </s-page>
  );
}
