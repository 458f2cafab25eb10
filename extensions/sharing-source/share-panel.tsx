/** An advocate's link: to copy, to scan, to send. */
import { useState } from 'preact/hooks';
import type { Share } from './standing.ts';
import type { Translate } from './translate.ts';

type Props = { share: Share; translate: Translate; showQr: boolean };

export function SharePanel({ share: { links, offer, reward }, translate, showQr }: Props) {
  const [copied, setCopied] = useState<'not-yet' | 'yes' | 'failed'>('not-yet');
  const words = (link: string) => encodeURIComponent(translate('share.message', { offer, link }));
  const subject = encodeURIComponent(translate('share.subject'));
  return (
    <s-stack gap="base">
      <s-stack gap="small-300">
        <s-text>{translate('share.friendGets', { offer })}</s-text>
        <s-text>{translate('share.youGet', { reward })}</s-text>
      </s-stack>
      <s-text-field label={translate('share.link')} value={links.copy} readOnly />
      <s-stack direction="inline" gap="base" alignItems="center">
        <s-button variant="primary" command="--copy" commandFor="vouchsafe-link">
          {translate(copied === 'yes' ? 'share.copied' : 'share.copy')}
        </s-button>
        <s-link href={`https://wa.me/?text=${words(links.whatsapp)}`} target="_blank">
          {translate('share.whatsapp')}
        </s-link>
        <s-link href={`mailto:?subject=${subject}&body=${words(links.email)}`}>{translate('share.email')}</s-link>
        <s-link href={`sms:?&body=${words(links.sms)}`}>{translate('share.sms')}</s-link>
      </s-stack>
      <s-clipboard-item
        id="vouchsafe-link"
        text={links.copy}
        onCopy={() => setCopied('yes')}
        onCopyError={() => setCopied('failed')}
      />
      <s-stack accessibilityRole="status">
        {copied === 'not-yet' ? null : (
          <s-text color="subdued">{translate(copied === 'yes' ? 'share.copiedStatus' : 'share.copyFailed')}</s-text>
        )}
      </s-stack>
      {showQr ? (
        <s-stack gap="small-300">
          <s-qr-code content={links.qr} accessibilityLabel={translate('share.qrLabel')} />
          <s-text color="subdued">{translate('share.qr')}</s-text>
        </s-stack>
      ) : null}
    </s-stack>
  );
}
