/** The state of the settings form: what is typed, what is wrong with it, and what became of the last save. */
import { useFetcher } from '@remix-run/react';
import { useAppBridge } from '@shopify/app-bridge-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../domain/settings.ts';
import { readSettingsForm, type SettingsForm, settingsFormOf, type SettingsProblems } from '../../settings-form.ts';

/** What the action answers. */
export type SettingsAnswer = { saved: number } | { problems: SettingsProblems } | { conflict: number };

/** What was typed survives refused and conflicting saves. @param version of what is stored now */
export function useSettingsForm(settings: Settings, version: number) {
  const { t } = useTranslation();
  const shopify = useAppBridge();
  const saving = useFetcher<SettingsAnswer>();
  const [base, setBase] = useState({ version, form: settingsFormOf(settings) });
  const [form, setForm] = useState(base.form);
  const [problems, setProblems] = useState<SettingsProblems>({});
  const [conflict, setConflict] = useState(false);
  /** The form as it was submitted last. */
  const sent = useRef<string | null>(null);
  const dirty = JSON.stringify(form) !== JSON.stringify(base.form);

  useEffect(() => {
    const answer = saving.state === 'idle' ? saving.data : undefined;
    if (answer === undefined) return;
    if ('problems' in answer) setProblems(answer.problems);
    if ('conflict' in answer) setConflict(true);
    if ('saved' in answer) {
      setConflict(false);
      shopify.toast.show(t('settings.saved'));
    }
  }, [saving.state, saving.data, shopify, t]);

  const savedHere = saving.data !== undefined && 'saved' in saving.data && saving.data.saved === version;
  useEffect(() => {
    if (version === base.version || (dirty && !savedHere)) return;
    const fresh = settingsFormOf(settings);
    setBase({ version, form: fresh });
    const submitted = sent.current;
    sent.current = null;
    // What was changed while it was saved stays.
    setForm((current) => (submitted === null || JSON.stringify(current) === submitted ? fresh : current));
  }, [version, base.version, settings, dirty, savedHere]);

  const stored = settingsFormOf(settings);
  const fields = Object.keys(stored) as (keyof SettingsForm)[];
  return {
    /** What somebody else has changed since this form was made. */
    theirs: fields.flatMap((field) =>
      stored[field] === base.form[field] ? [] : [{ field, from: base.form[field], to: stored[field] }],
    ),
    ...{ form, problems, dirty, conflict, saving: saving.state !== 'idle' },
    /** The version that this form was made from. */
    made: base.version,
    change(field: keyof SettingsForm, value: string) {
      setForm((current) => ({ ...current, [field]: value }));
      setProblems(({ [field]: _, ...others }) => others);
    },
    /** @param over the version that is overwritten */
    save(over: number) {
      const read = readSettingsForm(form);
      if ('problems' in read) {
        setProblems(read.problems);
        requestAnimationFrame(() => document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
        return;
      }
      sent.current = JSON.stringify(form);
      saving.submit({ version: over, form }, { method: 'post', encType: 'application/json' });
    },
    startAgain() {
      setForm(settingsFormOf(settings));
      setBase({ version, form: settingsFormOf(settings) });
      setProblems({});
      setConflict(false);
    },
  };
}
