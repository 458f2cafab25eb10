import { BlockStack, Card, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { AdvocateProfile } from '../../queries/advocate-profile.server.ts';
import { CopyText } from '../copy-text.tsx';
import { useFormats } from '../formats.ts';

/** The advocate's link and code. @param link sealed as one that was copied */
export function LinkCard({ advocate, link }: { advocate: AdvocateProfile; link: string }) {
  const { t } = useTranslation();
  const { day } = useFormats();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingSm">
          {t('link.title')}
        </Text>
        <CopyText label={t('link.link')} text={link} />
        <CopyText label={t('link.code')} text={advocate.code} />
        <Text as="p" tone="subdued" variant="bodySm">
          {t(`link.source.${advocate.source as 'order'}`, { day: day(advocate.enrolledAt) })}{' '}
          {t(advocate.linkWrittenAt === null ? 'link.notWritten' : 'link.written')}
        </Text>
      </BlockStack>
    </Card>
  );
}
