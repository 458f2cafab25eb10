import { List } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { RuleChange } from './rule-changes.ts';

/** Rules that differ: what held before, struck out, and what holds after. */
export function ChangeList({ changes }: { changes: RuleChange[] }) {
  const { t } = useTranslation();
  if (changes.length === 0) return null;
  return (
    <List gap="extraTight">
      {changes.map(({ label, from, to }) => (
        <List.Item key={label}>
          {t('words.label', { label })} {from !== '' && <s className="former">{from}</s>}
          {from !== '' && to !== '' ? ' → ' : ''}
          {to}
        </List.Item>
      ))}
    </List>
  );
}
