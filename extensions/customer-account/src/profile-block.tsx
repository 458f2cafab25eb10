import type { Api } from '@shopify/ui-extensions/customer-account.profile.block.render';
import { render } from 'preact';
import { Quiet } from '../../sharing-source/quiet.tsx';
import { useSignal } from '../../sharing-source/use-signal.ts';
import { StandingView } from './standing-view.tsx';
import { useOwnStanding } from './use-own-standing.ts';

declare const shopify: Api;

export default function extension(): void {
  render(
    <Quiet>
      <ProfileBlock />
    </Quiet>,
    document.body,
  );
}

/** Nothing for who is no advocate: the page invites them. */
function ProfileBlock() {
  const { i18n } = shopify;
  const settings: Record<string, unknown> = { ...useSignal(shopify.settings) };
  const language = useSignal(shopify.localization.extensionLanguage)?.isoCode ?? 'en';
  const standing = useOwnStanding(language);
  const translate = (key: string, replacements?: Record<string, string | number>) => i18n.translate(key, replacements);
  if (standing === null || typeof standing === 'string') return null;
  const { heading } = settings;
  return (
    <s-section heading={typeof heading === 'string' && heading.trim() !== '' ? heading : translate('profile.heading')}>
      <StandingView
        standing={standing}
        translate={translate}
        formatDate={(date) => i18n.formatDate(date, { dateStyle: 'long' })}
        show={{ qr: settings['show_qr'] === true, rewards: settings['hide_rewards'] !== true }}
      />
    </s-section>
  );
}
