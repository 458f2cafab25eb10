import { BlockStack, Button, Card, Checkbox, InlineStack, Select, Text, TextField } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { REPORT_PRESETS, type ReportChoice } from '../../domain/report-period.ts';
import type { ListAddress } from '../use-list-address.ts';

/** Chooses the days of a report; they stand in the address, so that a report can be linked to. */
export function PeriodPicker({ choice, today, address }: { choice: ReportChoice; today: string; address: ListAddress }) {
  const { t } = useTranslation();
  const [own, setOwn] = useState(choice.typed !== null);
  const [typed, setTyped] = useState(choice.typed ?? choice.days);
  const [asked, setAsked] = useState(choice.typed);
  if (choice.typed?.from !== asked?.from || choice.typed?.to !== asked?.to) {
    // The address has changed, by "back" or by a link.
    setAsked(choice.typed);
    setOwn(choice.typed !== null);
    setTyped(choice.typed ?? choice.days);
  }
  const problemOf = (field: 'from' | 'to') =>
    choice.problem?.field === field ? t(`reports.problems.${choice.problem.code}`) : undefined;

  function choose(value: string) {
    setOwn(value === 'custom');
    if (value !== 'custom') address.change({ period: value === '30' ? null : value, from: null, to: null });
  }

  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack gap="300" blockAlign="end" wrap>
          <Select
            label={t('reports.periodLabel')}
            options={[...REPORT_PRESETS, 'custom' as const].map((value) => ({ value, label: t(`reports.presets.${value}`) }))}
            value={own ? 'custom' : choice.preset}
            disabled={address.busy}
            onChange={choose}
          />
          {own && (
            <form
              onSubmit={(event) => {
                event.preventDefault();
                address.change({ period: null, from: typed.from || '?', to: typed.to || '?' });
              }}
            >
              <InlineStack gap="300" blockAlign="start" wrap>
                {(['from', 'to'] as const).map((field) => (
                  <TextField
                    key={field}
                    label={t(`reports.${field}`)}
                    type="date"
                    autoComplete="off"
                    value={typed[field]}
                    max={today}
                    {...(problemOf(field) === undefined ? {} : { error: problemOf(field) ?? '' })}
                    onChange={(value) => setTyped({ ...typed, [field]: value })}
                  />
                ))}
                <div className="beside-labelled">
                  <Button submit loading={address.busy}>
                    {t('reports.apply')}
                  </Button>
                </div>
              </InlineStack>
            </form>
          )}
        </InlineStack>
        <Checkbox
          label={t('reports.compare')}
          checked={address.read('compare') !== 'off'}
          disabled={address.busy}
          onChange={(on) => address.change({ compare: on ? null : 'off' })}
        />
        {choice.problem !== null && (
          <Text as="p" tone="subdued">
            {t('reports.problemNote')}
          </Text>
        )}
      </BlockStack>
    </Card>
  );
}
