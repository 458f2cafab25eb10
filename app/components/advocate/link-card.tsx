import { BlockStack, Card, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { REF_PARAMETER } from '../../domain/storefront-contract.ts';
import type { AdvocateProfile } from '../../queries/advocate-profile.server.ts';
import { CopyText } from '../copy-text.tsx';
import { useFormats } from '../formats.ts';
import { useShop } from '../shop-context.tsx';

/** The advocate's link and code. */
export function LinkCard({ advocate }: { advocate: AdvocateProfile }) {
  const { t } = useTranslation();
  const { day } = useFormats();
  const { storefrontUrl } = useShop();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingSm">
          {t('link.title')}
        </Text>
        <CopyText label={t('link.link')} text={`${storefrontUrl}/?${REF_PARAMETER}=${advocate.code}`} />
        <CopyText label={t('link.code')} text={advocate.code} />
        <Text as="p" tone="subdued" variant="bodySm">
          {t(`link.source.${advocate.source as 'order'}`, { day: day(advocate.enrolledAt) })}{' '}
          {t(advocate.linkWrittenAt === null ? 'link.notWritten' : 'link.written')}
        </Text>
      </BlockStack>
    </Card>
  );
}
