import { Badge, BlockStack, Button, Card, Divider, InlineStack, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { ProgramRules } from '../../domain/program.ts';
import { useShop } from '../shop-context.tsx';
import { LiveBadge } from '../state-badges.tsx';
import { useRuleWords } from '../use-rule-words.ts';
import { blockEditorUrl, embedEditorUrl, type Placement } from './use-theme-blocks.ts';

/** What is promised at present, and whether it shows on the storefront. */
export function ProgramSummary({ rules, embed, block }: { rules: ProgramRules; embed: Placement; block: Placement }) {
  const { t } = useTranslation();
  const shop = useShop();
  const words = useRuleWords();
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center">
          <Text as="h2" variant="headingSm">
            {t('summary.title')}
          </Text>
          <LiveBadge live={rules.live} />
        </InlineStack>
        <Line label={t('summary.friend')} text={words.offer(rules)} />
        <Line label={t('summary.advocate')} text={words.reward(rules)} />
        <InlineStack>
          <Button variant="plain" url="/app/program">
            {t('summary.change')}
          </Button>
        </InlineStack>
        <Divider />
        <Place label={t('summary.embed')} placement={embed} url={embedEditorUrl(shop)} />
        <Place label={t('summary.block')} placement={block} url={blockEditorUrl(shop)} />
      </BlockStack>
    </Card>
  );
}

function Line({ label, text }: { label: string; text: string }) {
  return (
    <BlockStack>
      <Text as="span" variant="bodySm" tone="subdued">
        {label}
      </Text>
      <Text as="p">{text}</Text>
    </BlockStack>
  );
}

function Place({ label, placement, url }: { label: string; placement: Placement; url: string }) {
  const { t } = useTranslation();
  return (
    <InlineStack align="space-between" blockAlign="center">
      <Text as="span">{label}</Text>
      {placement === 'off' ? (
        <Button variant="plain" url={url} target="_blank">
          {t('summary.turnOn')}
        </Button>
      ) : (
        <Badge {...(placement === 'on' ? { tone: 'success' as const } : {})}>{t(`summary.${placement}`)}</Badge>
      )}
    </InlineStack>
  );
}
