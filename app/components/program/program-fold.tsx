import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Fold } from './fold-fields.ts';
import type { FieldsProps } from './program-fields.tsx';
import { RuleFold } from './rule-fold.tsx';
import { useRuleSummaries } from './use-rule-summaries.ts';

/** What every group of folds is given. */
export type FoldsProps = {
  fields: FieldsProps;
  open: ReadonlySet<Fold>;
  wrong: readonly Fold[];
  toggle(fold: Fold): void;
};

/** One fold of the program, with what it says at present. */
export function ProgramFold({ name, fields, open, wrong, toggle, children }: FoldsProps & { name: Fold; children: ReactNode }) {
  const { t } = useTranslation();
  const summaries = useRuleSummaries();
  return (
    <RuleFold
      id={name}
      title={t(`rule.${name}.title`)}
      summary={summaries[name](fields.form, fields.currency)}
      open={open.has(name)}
      wrong={wrong.includes(name)}
      onToggle={() => toggle(name)}
    >
      {children}
    </RuleFold>
  );
}
