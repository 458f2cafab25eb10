import { useAppBridge } from '@shopify/app-bridge-react';
import { BlockStack, Button, InlineStack, Text } from '@shopify/polaris';
import { ClipboardIcon } from '@shopify/polaris-icons';
import { useTranslation } from 'react-i18next';

/** A code or link with a button that copies it. */
export function CopyText({ label, text }: { label: string; text: string }) {
  const { t } = useTranslation();
  const shopify = useAppBridge();

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      shopify.toast.show(t('copy.done'));
    } catch {
      // The admin's iframe may not be allowed to write the clipboard; the text can still be selected.
      shopify.toast.show(t('copy.failed'), { isError: true });
    }
  }

  return (
    <BlockStack gap="050">
      <Text as="span" tone="subdued" variant="bodySm">
        {label}
      </Text>
      <InlineStack gap="100" wrap={false} blockAlign="center">
        <span className="copied-text">{text}</span>
        <Button
          icon={ClipboardIcon}
          variant="tertiary"
          accessibilityLabel={t('copy.button', { label })}
          onClick={() => void copy()}
        />
      </InlineStack>
    </BlockStack>
  );
}
