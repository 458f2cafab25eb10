/** Rules that most merchants never change: one line each says what holds, and opens in place. */
import { Badge, BlockStack, Box, Card, Icon, Text } from '@shopify/polaris';
import { ChevronDownIcon, ChevronUpIcon } from '@shopify/polaris-icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** A card of folded rules. */
export function RuleGroup({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <Card padding="0">
      <Box padding="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {title}
          </Text>
          <Text as="p" tone="subdued">
            {text}
          </Text>
        </BlockStack>
      </Box>
      {children}
    </Card>
  );
}

/** @param summary what holds at present @param wrong something inside has to be put right */
export function RuleFold({
  id,
  title,
  summary,
  open,
  wrong,
  onToggle,
  children,
}: {
  id: string;
  title: string;
  summary: string;
  open: boolean;
  wrong: boolean;
  onToggle(): void;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <section className="rule-fold">
      <h3>
        <button
          type="button"
          className="rule-heading"
          aria-expanded={open}
          {...(open ? { 'aria-controls': `${id}-rules` } : {})}
          onClick={onToggle}
        >
          <span className="rule-heading-text">
            <Text as="span" fontWeight="semibold">
              {title}
            </Text>
            <Text as="span" tone="subdued" variant="bodySm">
              {summary}
            </Text>
          </span>
          {wrong && <Badge tone="critical">{t('rule.wrong')}</Badge>}
          <span className="rule-heading-mark">
            <Icon source={open ? ChevronUpIcon : ChevronDownIcon} tone="subdued" />
          </span>
        </button>
      </h3>
      {open && (
        <div id={`${id}-rules`}>
          <Box paddingInline="400" paddingBlockEnd="500" paddingBlockStart="100">
            <BlockStack gap="400">{children}</BlockStack>
          </Box>
        </div>
      )}
    </section>
  );
}
