import { Banner, BlockStack, Box, Button, Card, InlineStack, Select, SkeletonBodyText, Text } from '@shopify/polaris';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProgramForm } from '../../program-form.ts';
import type { WhatIf } from '../../queries/what-if.server.ts';
import { WHAT_IF_MONTHS, type WhatIfMonths } from '../../what-if-months.ts';
import { WhatIfResult } from './what-if-result.tsx';

type Asked = { form: ProgramForm; months: WhatIfMonths };
type State = { is: 'idle' | 'failed' } | { is: 'working' } | { is: 'answered'; answer: WhatIf; asked: Asked };

/** What the rules in the form would have done with past orders. @param dirty the form differs from what is saved */
export function WhatIfCard({
  form,
  showProblems,
  dirty,
}: {
  form: ProgramForm;
  /** Leads to the first wrong field; false when there is none. */
  showProblems(): boolean;
  dirty: boolean;
}) {
  const { t } = useTranslation();
  const [months, setMonths] = useState<WhatIfMonths>(3);
  const { state, ask, stop } = useWhatIf();
  const outdated = state.is === 'answered' && JSON.stringify(state.asked) !== JSON.stringify({ form, months });

  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <h2 id="what-if" tabIndex={-1} className="what-if-title">
            <Text as="span" variant="headingMd">
              {t('whatIf.title')}
            </Text>
          </h2>
          <Text as="p" tone="subdued">
            {t('whatIf.text')}
          </Text>
        </BlockStack>
        <InlineStack gap="300" blockAlign="end">
          <Select
            label={t('whatIf.period')}
            options={WHAT_IF_MONTHS.map((count) => ({ value: String(count), label: t('whatIf.months', { count }) }))}
            value={String(months)}
            onChange={(value) => setMonths(WHAT_IF_MONTHS.find((count) => String(count) === value) ?? months)}
          />
          {state.is === 'working' ? (
            <Button onClick={stop}>{t('whatIf.cancel')}</Button>
          ) : (
            <Button onClick={() => showProblems() || void ask({ form, months })}>
              {t(state.is === 'answered' ? 'whatIf.again' : 'whatIf.run')}
            </Button>
          )}
        </InlineStack>
        <div aria-live="polite" aria-busy={state.is === 'working'}>
          {state.is === 'working' && (
            <BlockStack gap="300">
              <Text as="p">{t('whatIf.working')}</Text>
              <SkeletonBodyText lines={4} />
            </BlockStack>
          )}
          {state.is === 'failed' && (
            <Banner tone="critical">
              <p>{t('whatIf.failed')}</p>
            </Banner>
          )}
          {outdated && (
            <Box paddingBlockEnd="300">
              <Text as="p" tone="caution">
                {t('whatIf.tooLate')}
              </Text>
            </Box>
          )}
          {state.is === 'answered' && (
            <WhatIfResult answer={state.answer} form={state.asked.form} unchanged={!dirty && !outdated} />
          )}
        </div>
      </BlockStack>
    </Card>
  );
}

/** One question at a time; a new one, or leaving the page, stops the work for the one before. */
function useWhatIf() {
  const [state, setState] = useState<State>({ is: 'idle' });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  async function ask(asked: Asked) {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    setState({ is: 'working' });
    try {
      // App Bridge adds the session token to every fetch of the page.
      const response = await fetch('/app/program/what-if', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(asked),
        signal: controller.signal,
      });
      if (!response.ok) throw new Error(String(response.status));
      const answer = (await response.json()) as WhatIf;
      if (!controller.signal.aborted) setState({ is: 'answered', answer, asked });
    } catch {
      if (!controller.signal.aborted) setState({ is: 'failed' });
    }
  }
  return {
    state,
    ask,
    stop() {
      running.current?.abort();
      setState({ is: 'idle' });
    },
  };
}
