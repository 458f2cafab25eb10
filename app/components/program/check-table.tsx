import { BlockStack, Select, Text, TextField } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { RISK_CHECK_CODES, RISK_CHECK_TRAITS, type RiskCheckCode } from '../../domain/risk/codes.ts';
import type { CheckField } from '../../program-form.ts';
import { type FieldsProps, useProblemText } from './program-fields.tsx';

const GROUPS = ['person', 'past', 'pace', 'order'] as const;
const GROUP_OF: Record<RiskCheckCode, (typeof GROUPS)[number]> = {
  'same-customer': 'person',
  'same-email': 'person',
  'same-phone': 'person',
  'same-address': 'person',
  'same-network': 'person',
  'same-device': 'person',
  'disposable-email': 'past',
  'known-friend': 'past',
  'unseen-code': 'past',
  'banned-referrer': 'past',
  ring: 'past',
  'block-list': 'past',
  'advocate-velocity': 'pace',
  'network-velocity': 'pace',
  'leak-burst': 'pace',
  'shopify-risk': 'order',
  dispute: 'order',
};

/** Every fraud check with what it means, what happens when it sees something, and its points. */
export function CheckTable(fields: FieldsProps) {
  const { t } = useTranslation();
  return (
    <BlockStack gap="400">
      <BlockStack gap="050">
        <Text as="h4" variant="headingSm">
          {t('rule.checks.list')}
        </Text>
        <Text as="p" tone="subdued" variant="bodySm">
          {t('rule.checks.help')}
        </Text>
      </BlockStack>
      {GROUPS.map((group) => (
        <BlockStack key={group} gap="100">
          <Text as="h5" variant="bodySm" tone="subdued" fontWeight="semibold">
            {t(`rule.checkGroup.${group}`)}
          </Text>
          <ul className="checks">
            {RISK_CHECK_CODES.filter((code) => GROUP_OF[code] === group).map((code) => (
              <CheckRow key={code} code={code} fields={fields} />
            ))}
          </ul>
        </BlockStack>
      ))}
    </BlockStack>
  );
}

function CheckRow({ code, fields: { form, problems, change, check } }: { code: RiskCheckCode; fields: FieldsProps }) {
  const { t } = useTranslation();
  const problem = useProblemText()(problems, `check:${code}`);
  const { grade, weight } = form.checks[code];
  const { most } = RISK_CHECK_TRAITS[code];
  const grades = (['off', 'note', 'review', 'refuse'] as const).filter((value) => value !== 'refuse' || most === 'refuse');
  const name = t(`check.${code}`);
  const set = (changed: Partial<CheckField>) => change('checks', { ...form.checks, [code]: { grade, weight, ...changed } });
  return (
    <li>
      <div className="check-text">
        <Text as="span" fontWeight="medium">
          {name}
        </Text>
        <Text as="p" tone="subdued" variant="bodySm">
          {t(`rule.checkText.${code}`)} {most === 'review' ? t('rule.checks.most') : ''}
        </Text>
      </div>
      <Select
        id={`grade-${code}`}
        label={t('rule.checks.grade', { check: name })}
        labelHidden
        options={grades.map((value) => ({ value, label: t(`rule.checks.${value}`) }))}
        value={grade}
        onChange={(value) => set({ grade: grades.find((known) => known === value) ?? grade })}
      />
      <TextField
        id={`points-${code}`}
        label={t('rule.checks.points', { check: name })}
        labelHidden
        value={weight}
        suffix={t('rule.checks.pointsUnit')}
        inputMode="numeric"
        autoComplete="off"
        disabled={grade === 'off'}
        onChange={(value) => set({ weight: value })}
        onBlur={() => check(`check:${code}`)}
        {...(problem === undefined ? {} : { error: problem })}
      />
    </li>
  );
}
