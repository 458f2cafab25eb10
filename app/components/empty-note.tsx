import { BlockStack, Box, Icon, type IconProps, InlineStack, Text } from '@shopify/polaris';
import type { ReactNode } from 'react';

/** What an empty list or card says instead of nothing: what will be here, and what brings it here. */
export function EmptyNote({
  icon,
  title,
  level = 'h2',
  children,
  action,
}: {
  icon: IconProps['source'];
  title: string;
  /** `h3` inside a card that has a heading of its own; `h1` where the page has no other. */
  level?: 'h1' | 'h2' | 'h3';
  children: ReactNode;
  action?: ReactNode;
}) {
  return (
    <Box paddingBlock="1000" paddingInline="400">
      <BlockStack gap="300" inlineAlign="center">
        <Box background="bg-surface-secondary" borderRadius="full" padding="400">
          <Icon source={icon} tone="subdued" />
        </Box>
        <Box maxWidth="420px">
          <BlockStack gap="100" inlineAlign="center">
            <Text as={level} variant="headingMd" alignment="center">
              {title}
            </Text>
            <Text as="p" tone="subdued" alignment="center">
              {children}
            </Text>
          </BlockStack>
        </Box>
        {action !== undefined && <InlineStack align="center">{action}</InlineStack>}
      </BlockStack>
    </Box>
  );
}
