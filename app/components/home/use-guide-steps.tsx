import { Button, InlineStack } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useShop } from '../shop-context.tsx';
import type { GuideStep } from './setup-guide.tsx';
import { blockEditorUrl, embedEditorUrl, type Placement } from './use-theme-blocks.ts';

/** The steps to a running program, with what is known of each. */
export function useGuideSteps({
  chosen,
  embed,
  block,
  live,
  tried,
  storefrontUrl,
}: {
  chosen: boolean;
  embed: Placement;
  block: Placement;
  live: boolean;
  /** An order has come by a link, if only a test order. */
  tried: boolean;
  storefrontUrl: string;
}): GuideStep[] {
  const { t } = useTranslation();
  const shop = useShop();
  const programButton = (words: string) => (
    <Button variant="primary" url="/app/program">
      {words}
    </Button>
  );
  return [
    {
      id: 'offer',
      title: t('guide.offer.title'),
      text: t('guide.offer.text'),
      done: chosen,
      inTheme: false,
      action: programButton(t('guide.offer.action')),
    },
    {
      id: 'embed',
      title: t('guide.embed.title'),
      text: t('guide.embed.text'),
      done: embed === 'on',
      inTheme: true,
      action: (
        <Button variant="primary" url={embedEditorUrl(shop)} target="_blank">
          {t('guide.embed.action')}
        </Button>
      ),
    },
    {
      id: 'block',
      title: t('guide.block.title'),
      text: t('guide.block.text'),
      done: block === 'on',
      inTheme: true,
      action: (
        <Button variant="primary" url={blockEditorUrl(shop)} target="_blank">
          {t('guide.block.action')}
        </Button>
      ),
    },
    {
      id: 'live',
      title: t('guide.live.title'),
      text: t('guide.live.text'),
      done: live,
      inTheme: false,
      action: programButton(t('guide.live.action')),
    },
    {
      id: 'try',
      title: t('guide.try.title'),
      text: t('guide.try.text'),
      done: tried,
      inTheme: false,
      action: (
        <InlineStack gap="200">
          <Button variant="primary" url={storefrontUrl} target="_blank">
            {t('guide.try.action')}
          </Button>
          <Button url="/app/referrals">{t('guide.try.see')}</Button>
        </InlineStack>
      ),
    },
  ];
}
