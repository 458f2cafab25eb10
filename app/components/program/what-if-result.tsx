import { BlockStack, Box, InlineGrid, List, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { ProgramForm } from '../../program-form.ts';
import type { ChangeKind, WhatIf } from '../../queries/what-if.server.ts';
import { useFormats } from '../formats.ts';
import { WhatIfOrders } from './what-if-orders.tsx';

const kinds: readonly ChangeKind[] = ['newly-credited', 'no-longer-credited', 'newly-held', 'no-longer-held', 'other-advocate'];

/** @param form the rules that were asked about @param unchanged they are the ones in force */
export function WhatIfResult({ answer, form, unchanged }: { answer: WhatIf; form: ProgramForm; unchanged: boolean }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const judged = answer.orders + answer.signUps;
  if (judged === 0) {
    return (
      <BlockStack gap="400">
        <Text as="p">{t('whatIf.noOrders')}</Text>
        <Limits answer={answer} form={form} />
      </BlockStack>
    );
  }
  return (
    <BlockStack gap="400">
      <Text as="p">
        {[
          t('whatIf.judged', { count: answer.orders, number: number(answer.orders) }),
          ...(answer.signUps > 0 ? [t('whatIf.signUps', { count: answer.signUps, number: number(answer.signUps) })] : []),
          ...(unchanged ? [t('whatIf.unchanged')] : []),
          ...(form.live ? [] : [t('whatIf.asLive')]),
        ].join(' ')}
      </Text>
      {answer.changed === 0 ? (
        <Text as="p" fontWeight="semibold">
          {t('whatIf.nothing')}
        </Text>
      ) : (
        <>
          <InlineGrid columns={{ xs: 2, sm: 3 }} gap="300">
            {kinds
              .filter((kind) => answer.kinds[kind] > 0)
              .map((kind) => (
                <Figure key={kind} label={t(`whatIf.kind.${kind}`)} value={number(answer.kinds[kind])} />
              ))}
            <Amounts label={t('whatIf.revenue')} amounts={answer.revenue} />
            <Amounts label={t('whatIf.rewards')} amounts={answer.rewardCost} />
          </InlineGrid>
          <WhatIfOrders answer={answer} />
        </>
      )}
      <Limits answer={answer} form={form} />
    </BlockStack>
  );
}

function Figure({ label, value, note }: { label: string; value: string; note?: string }) {
  return (
    <Box background="bg-surface-secondary" borderRadius="200" padding="300">
      <BlockStack gap="050">
        <Text as="span" tone="subdued" variant="bodySm">
          {label}
        </Text>
        <Text as="span" variant="headingMd" numeric>
          {value}
        </Text>
        {note !== undefined && (
          <Text as="span" tone="subdued" variant="bodySm" numeric>
            {note}
          </Text>
        )}
      </BlockStack>
    </Box>
  );
}

/** The difference first, then from what to what. A shop that changed its currency has a figure for each. */
function Amounts({ label, amounts }: { label: string; amounts: WhatIf['revenue'] }) {
  const { t } = useTranslation();
  const { money } = useFormats();
  return amounts.map(({ currency, before, after }) => {
    const difference = BigInt(after) - BigInt(before);
    const value = difference === 0n ? t('whatIf.same') : money(difference.toString(), currency, { signDisplay: 'exceptZero' });
    const note = t('whatIf.fromTo', { from: money(before, currency), to: money(after, currency) });
    return <Figure key={currency} label={label} value={value} {...(difference === 0n ? {} : { note })} />;
  });
}

function Limits({ answer: { storedSince, withoutLines, unreadable }, form }: { answer: WhatIf; form: ProgramForm }) {
  const { t } = useTranslation();
  const { day, number } = useFormats();
  const asksForLines =
    form.productsMode !== 'all' || form.minimumOf !== 'after-discounts' || form.countsGiftCards || !form.countsTax;
  const limits = [
    ...(storedSince === null ? [] : [t('whatIf.limit.stored', { day: day(storedSince) })]),
    t('whatIf.limit.evidence'),
    t('whatIf.limit.behaviour'),
    t('whatIf.limit.percent'),
    ...(asksForLines && withoutLines > 0 ? [t('whatIf.limit.lines', { count: withoutLines, number: number(withoutLines) })] : []),
    ...(unreadable > 0 ? [t('whatIf.limit.unreadable', { count: unreadable, number: number(unreadable) })] : []),
  ];
  return (
    <BlockStack gap="100">
      <Text as="h3" variant="bodySm" fontWeight="semibold">
        {t('whatIf.limits')}
      </Text>
      <Text as="span" variant="bodySm" tone="subdued">
        <List gap="extraTight">
          {limits.map((text) => (
            <List.Item key={text}>{text}</List.Item>
          ))}
        </List>
      </Text>
    </BlockStack>
  );
}
