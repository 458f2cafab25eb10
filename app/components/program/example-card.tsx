import { BlockStack, Box, Card, Text, TextField } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDecimal, type Money } from '../../domain/money.ts';
import type { ProgramRules } from '../../domain/program.ts';
import { typedMoney } from '../../typed-amount.ts';
import { useExampleLines } from './use-example-lines.ts';

/** What the rules in the form would do with one order. Speaks only while the form is valid. @param usual the order to begin with @param now epoch milliseconds */
export function ExampleCard({ rules, usual, now }: { rules: ProgramRules | null; usual: Money; now: number }) {
  const { t } = useTranslation();
  const { currency } = usual;
  const [spend, setSpend] = useState(formatDecimal(usual));
  const spends = typedMoney(spend, currency);

  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingSm">
          {t('example.title')}
        </Text>
        <TextField
          id="example-spend"
          label={t('example.spend')}
          prefix={currency}
          inputMode="decimal"
          value={spend}
          onChange={setSpend}
          autoComplete="off"
        />
        <div aria-live="polite">
          {rules === null || spends === null || spends.minor <= 0n ? (
            <Text as="p" tone="subdued">
              {t('example.invalid')}
            </Text>
          ) : (
            <ExampleSentences rules={rules} spends={spends} now={now} />
          )}
        </div>
      </BlockStack>
    </Card>
  );
}

function ExampleSentences({ rules, spends, now }: { rules: ProgramRules; spends: Money; now: number }) {
  const { t } = useTranslation();
  const lines = useExampleLines();
  return (
    <BlockStack gap="300">
      {lines(rules, spends, now).map(({ label, texts }) => (
        <Box key={label} background="bg-surface-secondary" borderRadius="200" padding="300">
          <BlockStack gap="050">
            <Text as="p" variant="bodySm" tone="subdued">
              {label}
            </Text>
            {texts.map((text) => (
              <Text key={text} as="p">
                {text}
              </Text>
            ))}
          </BlockStack>
        </Box>
      ))}
      {!rules.live && (
        <Text as="p" tone="subdued" variant="bodySm">
          {t('example.paused')}
        </Text>
      )}
    </BlockStack>
  );
}
