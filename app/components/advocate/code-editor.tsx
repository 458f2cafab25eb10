import { useFetcher } from '@remix-run/react';
import { useAppBridge } from '@shopify/app-bridge-react';
import { BlockStack, Button, Form, InlineStack, TextField } from '@shopify/polaris';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CodeProblem } from '../../domain/chosen-code.ts';

/** What the action answers about codes. `before` is what was shown, null for the app's own code. */
export type CodeAnswer =
  | { chosen: string; before: string | null }
  | { reset: true; before: string | null }
  | { undone: true }
  | { problem: CodeProblem | 'unknown'; suggestions: string[] };

/** Gives the advocate a code to remember, or the app's own again; both can be taken back. @param shown the chosen code, null when it is the app's */
export function CodeEditor({ shown }: { shown: string | null }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const [code, setCode] = useState('');
  const fetcher = useFetcher<CodeAnswer>();
  const isBusy = fetcher.state !== 'idle';
  const answer = isBusy ? undefined : fetcher.data;
  const change = (wish: Record<string, string>) => fetcher.submit(wish, { method: 'post' });
  useCodeToasts(answer, change, () => setOpen(false));

  if (!isOpen) {
    return (
      <InlineStack gap="300">
        <Button
          onClick={() => {
            setCode(shown ?? '');
            setOpen(true);
          }}
        >
          {t('link.change')}
        </Button>
        {shown !== null && (
          <Button variant="plain" loading={isBusy} onClick={() => change({ undoTo: '', release: '' })}>
            {t('link.reset')}
          </Button>
        )}
      </InlineStack>
    );
  }
  const free =
    answer !== undefined && 'problem' in answer && answer.suggestions.length > 0 ? answer.suggestions.join(', ') : null;
  const problem =
    answer !== undefined && 'problem' in answer
      ? [t(`link.problem.${answer.problem}`), free && t('link.free', { codes: free })].filter(Boolean).join(' ')
      : undefined;
  return (
    <Form onSubmit={() => change({ code })}>
      <BlockStack gap="200">
        <TextField
          name="code"
          label={t('link.newCode')}
          helpText={t('link.newCodeHelp')}
          value={code}
          onChange={setCode}
          maxLength={40}
          autoComplete="off"
          autoFocus
          {...(problem === undefined ? {} : { error: problem })}
        />
        <InlineStack gap="200">
          <Button submit variant="primary" loading={isBusy}>
            {t('link.save')}
          </Button>
          <Button onClick={() => setOpen(false)}>{t('words.cancel')}</Button>
        </InlineStack>
      </BlockStack>
    </Form>
  );
}

/** Tells what became of a change, with the way back. */
function useCodeToasts(answer: CodeAnswer | undefined, change: (wish: Record<string, string>) => void, close: () => void): void {
  const { t } = useTranslation();
  const shopify = useAppBridge();
  useEffect(() => {
    if (answer === undefined || 'problem' in answer) return;
    close();
    if ('undone' in answer) {
      shopify.toast.show(t('link.undone'));
      return;
    }
    const wish = { undoTo: answer.before ?? '', release: 'chosen' in answer ? answer.chosen : '' };
    const text = 'chosen' in answer ? t('link.codeSaved', { code: answer.chosen }) : t('link.codeReset');
    const toast = shopify.toast.show(text, {
      action: t('link.undo'),
      onAction: () => {
        shopify.toast.hide(toast);
        change(wish);
      },
    });
    // The answer alone decides: what it is told with changes with every rendering.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [answer]);
}
