import { Banner, BlockStack, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { CopyText } from '../copy-text.tsx';

/** Shown once: nobody can read it again. */
export function SecretBanner({ title, secret, onClose }: { title: string; secret: string; onClose(): void }) {
  const { t } = useTranslation();
  return (
    <Banner tone="warning" title={title} action={{ content: t('developers.secret.done'), onAction: onClose }}>
      <BlockStack gap="200">
        <Text as="p">{t('developers.secret.once')}</Text>
        <CopyText label={title} text={secret} />
      </BlockStack>
    </Banner>
  );
}
