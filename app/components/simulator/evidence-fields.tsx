import { BlockStack, Button, InlineGrid, InlineStack, Select, Text, TextField } from '@shopify/polaris';
import { DeleteIcon, PlusIcon } from '@shopify/polaris-icons';
import { useTranslation } from 'react-i18next';
import { SIGNAL_KINDS } from '../../domain/facts.ts';
import { LINK_KINDS, type PretendSignal } from '../../pretend-order.ts';
import { FormSection } from '../program/program-fields.tsx';
import { oneOf } from './one-of.ts';
import type { PretendProps } from './simulator.tsx';

/** More on one order is no story any more. */
const MOST = 6;

/** What on the order leads to whom, and since when. */
export function EvidenceFields({ order: { signals }, problems, change }: PretendProps) {
  const { t } = useTranslation();
  const set = (key: number, changed: Partial<PretendSignal>) =>
    change({ signals: signals.map((signal) => (signal.key === key ? { ...signal, ...changed } : signal)) });
  const add = () => {
    const key = Math.max(0, ...signals.map((signal) => signal.key)) + 1;
    change({ signals: [...signals, { key, kind: 'landing-link', leadsTo: 'b', daysBefore: '2', seal: 'hint' }] });
  };
  return (
    <FormSection title={t('simulator.evidence.title')} text={t('simulator.evidence.text')}>
      {signals.map((signal, index) => (
        <SignalFields
          key={signal.key}
          signal={signal}
          number={index + 1}
          wrong={problems.includes(`days-${signal.key}`)}
          set={(changed) => set(signal.key, changed)}
          remove={() => change({ signals: signals.filter(({ key }) => key !== signal.key) })}
        />
      ))}
      <InlineStack>
        <Button icon={PlusIcon} disabled={signals.length >= MOST} onClick={add}>
          {t('simulator.evidence.add')}
        </Button>
      </InlineStack>
    </FormSection>
  );
}

function SignalFields({
  signal: { key, kind, leadsTo, daysBefore, seal },
  number,
  wrong,
  set,
  remove,
}: {
  signal: PretendSignal;
  number: number;
  wrong: boolean;
  set(changed: Partial<PretendSignal>): void;
  remove(): void;
}) {
  const { t } = useTranslation();
  const targets = ['a', 'b', 'unknown', 'mistyped'] as const;
  const seals = ['signed', 'hint', 'forged'] as const;
  return (
    <fieldset className="pretend-signal">
      <legend className="spoken-only">{t('simulator.evidence.number', { number })}</legend>
      <BlockStack gap="300">
        <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
          <Select
            label={t('simulator.evidence.kind')}
            options={SIGNAL_KINDS.map((value) => ({ value, label: t(`evidenceKind.${value}`) }))}
            value={kind}
            onChange={(value) => set({ kind: oneOf(SIGNAL_KINDS, value) })}
          />
          <Select
            label={t('simulator.evidence.leadsTo')}
            options={targets.map((value) => ({
              value,
              label: value === 'a' || value === 'b' ? t(`simulator.advocate.${value}`) : t(`simulator.evidence.${value}`),
            }))}
            value={leadsTo}
            onChange={(value) => set({ leadsTo: oneOf(targets, value) })}
          />
          <TextField
            id={`days-${key}`}
            label={t('simulator.evidence.days')}
            placeholder={t('simulator.evidence.daysHelp')}
            value={daysBefore}
            onChange={(value) => set({ daysBefore: value })}
            inputMode="numeric"
            autoComplete="off"
            {...(wrong ? { error: t('simulator.evidence.problem') } : {})}
          />
          {LINK_KINDS.includes(kind) && (
            <Select
              label={t('simulator.evidence.seal')}
              options={seals.map((value) => ({ value, label: t(`simulator.evidence.${value}`) }))}
              value={seal}
              onChange={(value) => set({ seal: oneOf(seals, value) })}
            />
          )}
        </InlineGrid>
        <InlineStack>
          <Text as="span" variant="bodySm">
            <Button
              icon={DeleteIcon}
              variant="plain"
              tone="critical"
              accessibilityLabel={t('simulator.evidence.remove', { number })}
              onClick={remove}
            >
              {t('simulator.evidence.removeShort')}
            </Button>
          </Text>
        </InlineStack>
      </BlockStack>
    </fieldset>
  );
}
