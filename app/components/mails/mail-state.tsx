import { Badge, type BadgeProps, BlockStack, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { MailState as State } from '../../domain/mail.ts';
import type { MailRow } from '../../queries/mail-list.server.ts';
import { useFormats } from '../formats.ts';

const TONES = {
  waiting: 'info',
  sending: 'info',
  sent: 'success',
  refused: 'critical',
  'in-doubt': 'attention',
  failed: 'critical',
  'not-sent': 'attention',
} satisfies Record<State, BadgeProps['tone']>;

/** What became of an e-mail, why, and what the mail server said last. */
export function MailState({ mail }: { mail: MailRow }) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const { state, reason, answer, attempts, dueAt } = mail;
  const texts = [
    reason !== null ? t(`mail.reason.${reason}`) : state === 'waiting' || state === 'sent' ? null : t(`mail.meaning.${state}`),
    state === 'waiting' && attempts > 0 ? t('mail.again', { at: moment(dueAt) }) : null,
    answer !== null && state !== 'sent' ? t('mail.answer', { answer }) : null,
  ].filter((text) => text !== null);
  return (
    <BlockStack gap="100" inlineAlign="start">
      <Badge tone={TONES[state]}>{t(`mail.state.${state}`)}</Badge>
      {texts.map((text) => (
        <Text key={text} as="span" variant="bodySm" tone="subdued">
          {text}
        </Text>
      ))}
    </BlockStack>
  );
}
