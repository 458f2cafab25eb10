import { BlockStack, Card, InlineStack, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { MailRow } from '../../queries/mail-list.server.ts';
import { useFormats } from '../formats.ts';
import { MailState } from './mail-state.tsx';

/** What the recipient of a reward was told by e-mail; nothing where the app had nothing to tell. */
export function RewardMailsCard({ mails }: { mails: MailRow[] }) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  if (mails.length === 0) return null;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingSm">
          {t('mail.title')}
        </Text>
        {mails.map((mail) => (
          <BlockStack key={mail.id} gap="100">
            <InlineStack align="space-between" gap="200">
              <Text as="h3" variant="bodyMd" fontWeight="medium">
                {t(`mail.kind.${mail.kind}`)}
              </Text>
              <Text as="span" variant="bodySm" tone="subdued">
                {moment(mail.endedAt ?? mail.createdAt)}
              </Text>
            </InlineStack>
            <MailState mail={mail} />
          </BlockStack>
        ))}
      </BlockStack>
    </Card>
  );
}
