import { BlockStack, Button, Card, InlineStack, Link, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { DownloadButton } from '../download-button.tsx';

const LISTS = ['referrals', 'advocates', 'rewards', 'visits', 'claims'] as const;

/** Everything of the shop as files, and what becomes of it. */
export function DataCard() {
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingSm">
          {t('settings.data')}
        </Text>
        <Text as="p" tone="subdued">
          {t('settings.dataText')}
        </Text>
        <BlockStack gap="200" inlineAlign="start">
          {LISTS.map((list) => (
            <DownloadButton key={list} url={`/app/export/${list}`} variant="plain">
              {t(`settings.file.${list}`)}
            </DownloadButton>
          ))}
          <Button variant="plain" url="/app/rewards/statement">
            {t('settings.file.ledger')}
          </Button>
        </BlockStack>
        <Text as="h3" variant="headingSm">
          {t('settings.uninstall')}
        </Text>
        <Text as="p" tone="subdued">
          {t('settings.uninstallText')}
        </Text>
      </BlockStack>
    </Card>
  );
}

/** Ways to what is set elsewhere. */
export function ElsewhereCard() {
  const { t } = useTranslation();
  const places = [
    { to: '/app/review/block-list', title: t('blockList.title'), text: t('settings.blockListText') },
    { to: '/app/settings/log', title: t('staffLog.title'), text: t('staffLog.link') },
    { to: '/app/settings/developers', title: t('developers.title'), text: t('developers.link') },
    { to: '/app/health', title: t('privacy.title'), text: t('settings.requestsText') },
    { to: '/app/program', title: t('nav.program'), text: t('settings.programText') },
  ];
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingSm">
          {t('settings.elsewhere')}
        </Text>
        {places.map(({ to, title, text }) => (
          <BlockStack key={to} gap="050">
            <InlineStack>
              <Link url={to}>{title}</Link>
            </InlineStack>
            <Text as="p" tone="subdued" variant="bodySm">
              {text}
            </Text>
          </BlockStack>
        ))}
      </BlockStack>
    </Card>
  );
}
