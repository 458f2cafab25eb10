import { useBlocker, useFetcher } from '@remix-run/react';
import { SaveBar, useAppBridge } from '@shopify/app-bridge-react';
import { Banner, BlockStack, Form, Layout } from '@shopify/polaris';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProgramRules } from '../../domain/program.ts';
import { formOf, type ProgramForm, type ProgramFormProblems } from '../../program-form.ts';
import { readForm } from '../../read-program-form.ts';
import { ExampleCard } from './example-card.tsx';
import { AttributionSection, OfferSection, RewardSection, StatusSection } from './program-sections.tsx';

/** What the action answers. */
export type SaveAnswer = { saved: number } | { problems: ProgramFormProblems } | { conflict: number };

const saveBarId = 'program-save-bar';

/** The form with its save bar. What was typed survives refused and conflicting saves. @param now epoch milliseconds */
export function ProgramEditor({
  rules,
  version,
  currency,
  now,
  below,
}: {
  rules: ProgramRules;
  version: number;
  currency: string;
  now: number;
  below: ReactNode;
}) {
  const { t } = useTranslation();
  const shopify = useAppBridge();
  const saving = useFetcher<SaveAnswer>();
  const [base, setBase] = useState({ version, form: formOf(rules) });
  const [form, setForm] = useState(base.form);
  const [problems, setProblems] = useState<ProgramFormProblems>({});
  const [refusals, setRefusals] = useState(0);
  const [conflict, setConflict] = useState(false);
  const dirty = JSON.stringify(form) !== JSON.stringify(base.form);
  const read = readForm(form, currency);

  useEffect(() => {
    const answer = saving.state === 'idle' ? saving.data : undefined;
    if (answer === undefined) return;
    if ('problems' in answer) refuse(answer.problems);
    if ('conflict' in answer) setConflict(true);
    if ('saved' in answer) {
      setConflict(false);
      shopify.toast.show(t('program.saved'));
    }
  }, [saving.state, saving.data, shopify, t]);

  const savedHere = saving.data !== undefined && 'saved' in saving.data && saving.data.saved === version;
  useEffect(() => {
    if (version === base.version || (dirty && !savedHere)) return;
    const fresh = formOf(rules);
    setBase({ version, form: fresh });
    setForm(fresh);
  }, [version, base.version, rules, dirty, savedHere]);

  useLeaveGuard(dirty);
  useFirstProblem(refusals);

  function refuse(found: ProgramFormProblems) {
    setProblems(found);
    setRefusals((count) => count + 1);
  }
  function change<Field extends keyof ProgramForm>(field: Field, value: ProgramForm[Field]) {
    setForm((current) => ({ ...current, [field]: value }));
    setProblems(({ [field]: _solved, ...rest }) => rest);
  }
  function check(field: keyof ProgramForm) {
    const problem = 'problems' in read ? read.problems[field] : undefined;
    if (problem !== undefined) setProblems((current) => ({ ...current, [field]: problem }));
  }
  /** @param over the version that this form was made from */
  function save(over: number) {
    const found = readForm(form, currency);
    if ('problems' in found) return refuse(found.problems);
    saving.submit({ version: over, form }, { method: 'post', encType: 'application/json' });
  }
  function startAgain() {
    setForm(formOf(rules));
    setBase({ version, form: formOf(rules) });
    setProblems({});
    setConflict(false);
  }

  const fields = { form, problems, currency, change, check };
  return (
    <>
      <SaveBar id={saveBarId} open={dirty} discardConfirmation>
        <button variant="primary" onClick={() => save(base.version)} {...(saving.state === 'idle' ? {} : { loading: '' })} />
        <button onClick={startAgain} />
      </SaveBar>
      <Layout>
        {conflict && (
          <Layout.Section variant="fullWidth">
            <Banner
              tone="warning"
              title={t('program.conflict.title', { version })}
              action={{ content: t('program.conflict.mine'), onAction: () => save(version) }}
              secondaryAction={{ content: t('program.conflict.theirs'), onAction: startAgain }}
            >
              {t('program.conflict.text')}
            </Banner>
          </Layout.Section>
        )}
        <Layout.Section>
          <BlockStack gap="400">
            <Form onSubmit={() => dirty && save(base.version)}>
              <BlockStack gap="400">
                <StatusSection {...fields} />
                <OfferSection {...fields} />
                <RewardSection {...fields} />
                <AttributionSection {...fields} />
              </BlockStack>
            </Form>
            {below}
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <div className="beside">
            <ExampleCard rules={'rules' in read ? read.rules : null} currency={currency} now={now} />
          </div>
        </Layout.Section>
      </Layout>
    </>
  );
}

/** Links inside the app ask before unsaved changes are lost; the admin's own links ask by themselves while the save bar shows. */
function useLeaveGuard(dirty: boolean): void {
  const shopify = useAppBridge();
  const blocker = useBlocker(dirty);
  useEffect(() => {
    if (blocker.state !== 'blocked') return;
    let gone = false;
    shopify.saveBar.leaveConfirmation().then(
      () => !gone && blocker.proceed(),
      () => !gone && blocker.reset(),
    );
    return () => {
      gone = true;
    };
  }, [blocker, shopify]);
}

/** A refused save leads to the first wrong field: it may be far from where the merchant is. @param refusals how many there were */
function useFirstProblem(refusals: number): void {
  useEffect(() => {
    if (refusals === 0) return;
    document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [refusals]);
}
