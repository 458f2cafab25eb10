import { BlockStack, Card, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { AdvocateProfile } from '../../queries/advocate-profile.server.ts';
import { CopyText } from '../copy-text.tsx';
import { useFormats } from '../formats.ts';
import { CodeEditor } from './code-editor.tsx';

/** The advocate's link and code, which the merchant may change. @param link sealed as one that was copied */
export function LinkCard({ advocate, link }: { advocate: AdvocateProfile; link: string }) {
  const { t } = useTranslation();
  const { day, list } = useFormats();
  const { customerId, linkWrittenAt, chosenCodes } = advocate;
  const shown = chosenCodes.find(({ current }) => current)?.code ?? null;
  const own = chosenCodes.filter(({ current }) => !current).map(({ code }) => code);
  const others = [...(shown === null ? [] : [advocate.code]), ...own, ...advocate.mergedCodes];
  const written = linkWrittenAt === null ? 'link.notWritten' : 'link.written';
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingSm">
          {t('link.title')}
        </Text>
        <CopyText label={t('link.link')} text={link} />
        <CopyText label={t('link.code')} text={shown ?? advocate.code} />
        {others.length > 0 && (
          <Text as="p" tone="subdued" variant="bodySm">
            {t('link.madeCode', { codes: list(others) })}
          </Text>
        )}
        {advocate.state !== 'redacted' && <CodeEditor shown={shown} />}
        <Text as="p" tone="subdued" variant="bodySm">
          {t(`link.source.${advocate.source as 'order'}`, { day: day(advocate.enrolledAt) })}{' '}
          {t(customerId === null ? 'link.noAccount' : written)}
        </Text>
      </BlockStack>
    </Card>
  );
}
