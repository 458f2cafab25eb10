import { Badge, BlockStack, Button, Card, Divider, InlineStack, Text } from '@shopify/polaris';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../formats.ts';
import { embedEditorUrl, useThemeBlocks } from '../home/use-theme-blocks.ts';
import { useShop } from '../shop-context.tsx';

const BADGES = { soon: {}, first: { tone: 'info' }, late: { tone: 'attention' }, complete: { tone: 'success' } } as const;
const WORDS = {
  soon: { badge: 'soon', text: 'notCompared' },
  first: { badge: 'underWay', text: 'firstTime' },
  late: { badge: 'late', text: 'comparedLate' },
  complete: { badge: 'complete', text: 'compared' },
} as const;

/** The app's three ties to the shop: storefront script, comparison of orders, permissions. */
export function ConnectionCard({
  embedSeenAt,
  reconciledTo,
  comparison,
  missingScopes,
}: {
  embedSeenAt: string | null;
  reconciledTo: string | null;
  /** How the hourly comparison of orders stands. */
  comparison: 'soon' | 'first' | 'late' | 'complete';
  missingScopes: string[];
}) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const shop = useShop();
  const { embed } = useThemeBlocks();
  const good = embed === 'on' || (embed === 'unknown' && embedSeenAt !== null);
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingSm">
          {t('connection.title')}
        </Text>
        <Tie
          title={t('connection.embed')}
          badge={
            <Badge {...(good ? { tone: 'success' as const } : {})}>
              {t(good ? 'summary.on' : embed === 'off' ? 'summary.off' : 'summary.unknown')}
            </Badge>
          }
          text={embedSeenAt === null ? t('connection.embedNever') : t('connection.embedSeen', { at: moment(embedSeenAt) })}
        />
        <InlineStack>
          <Button variant="plain" url={embedEditorUrl(shop)} target="_blank">
            {t('guide.embed.action')}
          </Button>
        </InlineStack>
        <Divider />
        <Tie
          title={t('connection.orders')}
          badge={<Badge {...BADGES[comparison]}>{t(`connection.${WORDS[comparison].badge}`)}</Badge>}
          text={
            reconciledTo === null
              ? t('connection.notCompared')
              : t(`connection.${WORDS[comparison].text}`, { at: moment(reconciledTo) })
          }
        />
        <Divider />
        <Tie
          title={t('connection.scopes')}
          badge={
            <Badge tone={missingScopes.length === 0 ? 'success' : 'attention'}>
              {t(missingScopes.length === 0 ? 'connection.granted' : 'connection.missing')}
            </Badge>
          }
          text={
            missingScopes.length === 0
              ? t('connection.scopesGood')
              : t('connection.scopesMissing', { scopes: missingScopes.join(', ') })
          }
        />
      </BlockStack>
    </Card>
  );
}

function Tie({ title, badge, text }: { title: string; badge: ReactNode; text: string }) {
  return (
    <BlockStack gap="100">
      <InlineStack align="space-between" blockAlign="center">
        <Text as="h3" variant="bodyMd" fontWeight="medium">
          {title}
        </Text>
        {badge}
      </InlineStack>
      <Text as="p" tone="subdued">
        {text}
      </Text>
    </BlockStack>
  );
}
