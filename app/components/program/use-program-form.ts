/** The state of the program form: what is typed, what is wrong with it, and what became of the last save. */
import { useFetcher } from '@remix-run/react';
import { useAppBridge } from '@shopify/app-bridge-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProgramRules } from '../../domain/program.ts';
import { type FieldName, formOf, type ProgramForm, type ProgramFormProblems } from '../../program-form.ts';
import { permissionProblems } from '../../program-promises.ts';
import { readForm } from '../../read-program-form.ts';
import { type Fold, foldsWith } from './fold-fields.ts';
import type { FoldsProps } from './program-fold.tsx';
import { settledProblems } from './settled-problems.ts';

/** What the action answers. `restored` names the version that the new one repeats. */
export type SaveAnswer = { saved: number; restored?: number } | { problems: ProgramFormProblems } | { conflict: number };

export type ProgramFormState = {
  folds: FoldsProps;
  /** What the fields say; null while something is wrong. */
  read: ProgramRules | null;
  dirty: boolean;
  saving: boolean;
  /** Somebody else has saved meanwhile. */
  conflict: boolean;
  /** @param over the version that this form was made from */
  save(over: number): void;
  /** The version that this form was made from. */
  made: number;
  startAgain(): void;
  /** Fills the form with other rules; nothing is saved. */
  startFrom(rules: ProgramRules): void;
  /** Leads to the first wrong field; false when there is none. */
  showProblems(): boolean;
  /** Makes a new version of an old one. */
  restore(version: number): void;
};

/** What was typed survives refused and conflicting saves. @param version the version in force, whose rules are `rules` */
export function useProgramForm(
  rules: ProgramRules,
  version: number,
  { currency, scopes }: { currency: string; scopes: string },
): ProgramFormState {
  const { t } = useTranslation();
  const shopify = useAppBridge();
  const saving = useFetcher<SaveAnswer>();
  const [base, setBase] = useState({ version, form: formOf(rules) });
  const [form, setForm] = useState(base.form);
  const [problems, setProblems] = useState<ProgramFormProblems>({});
  const [open, setOpen] = useState<ReadonlySet<Fold>>(new Set());
  const [refusals, setRefusals] = useState(0);
  const [conflict, setConflict] = useState(false);
  /** The form as it was submitted last; null: rules from elsewhere were. */
  const sent = useRef<string | null>(null);
  const dirty = JSON.stringify(form) !== JSON.stringify(base.form);
  const read = readForm(form, currency);

  useEffect(() => {
    const answer = saving.state === 'idle' ? saving.data : undefined;
    if (answer === undefined) return;
    if ('problems' in answer) refuse(answer.problems);
    if ('conflict' in answer) setConflict(true);
    if ('saved' in answer) {
      setConflict(false);
      shopify.toast.show(
        answer.restored === undefined ? t('program.saved') : t('versions.restored', { version: answer.restored }),
      );
    }
  }, [saving.state, saving.data, shopify, t]);

  const savedHere = saving.data !== undefined && 'saved' in saving.data && saving.data.saved === version;
  useEffect(() => {
    if (version === base.version || (dirty && !savedHere)) return;
    const fresh = formOf(rules);
    setBase({ version, form: fresh });
    const submitted = sent.current;
    sent.current = null;
    // What was changed while it was saved stays.
    setForm((current) => (submitted === null || JSON.stringify(current) === submitted ? fresh : current));
  }, [version, base.version, rules, dirty, savedHere]);

  useFirstProblem(refusals);

  function refuse(found: ProgramFormProblems) {
    setProblems(found);
    setOpen((current) => new Set([...current, ...foldsWith(found)]));
    setRefusals((count) => count + 1);
  }
  function change<Field extends keyof ProgramForm>(field: Field, value: ProgramForm[Field]) {
    const changed = readForm({ ...form, [field]: value }, currency);
    setForm((current) => ({ ...current, [field]: value }));
    setProblems((current) => settledProblems(current, field, 'problems' in changed ? changed.problems : {}));
  }
  function check(field: FieldName) {
    const problem = 'problems' in read ? read.problems[field] : undefined;
    setProblems(({ [field]: _, ...others }) => (problem === undefined ? others : { ...others, [field]: problem }));
  }
  function showProblems(): boolean {
    const found = 'problems' in read ? read.problems : permissionProblems(form, scopes);
    if (found === null) return false;
    refuse(found);
    return true;
  }
  function startAgain() {
    setForm(formOf(rules));
    setBase({ version, form: formOf(rules) });
    setProblems({});
    setConflict(false);
  }

  return {
    folds: {
      fields: { form, problems, currency, scopes, change, check },
      open,
      wrong: foldsWith(problems),
      toggle: (fold) =>
        setOpen((current) => new Set(current.has(fold) ? [...current].filter((other) => other !== fold) : [...current, fold])),
    },
    read: 'rules' in read ? read.rules : null,
    dirty,
    saving: saving.state !== 'idle',
    conflict,
    made: base.version,
    showProblems,
    save(over) {
      if (showProblems()) return;
      sent.current = JSON.stringify(form);
      saving.submit({ version: over, form }, { method: 'post', encType: 'application/json' });
    },
    startAgain,
    startFrom(other) {
      setForm(formOf(other));
      setProblems({});
    },
    restore(old) {
      sent.current = null;
      saving.submit({ version, restore: old }, { method: 'post', encType: 'application/json' });
    },
  };
}

/** A refused save leads to the first wrong field: it may be far from where the merchant is. @param refusals how many there were */
function useFirstProblem(refusals: number): void {
  useEffect(() => {
    if (refusals === 0) return;
    document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [refusals]);
}
