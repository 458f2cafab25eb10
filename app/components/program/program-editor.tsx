import { SaveBar } from '@shopify/app-bridge-react';
import { Banner, BlockStack, Form, Layout } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { parseMoney } from '../../domain/money.ts';
import { usualSpend } from '../../program-example.ts';
import type { ProgramVersion } from '../../queries/program-versions.server.ts';
import { useLeaveGuard } from '../use-leave-guard.ts';
import { useShownBanner } from '../use-shown-banner.ts';
import { EligibilityFolds } from './eligibility-folds.tsx';
import { EvidenceFolds, SharingFolds } from './evidence-folds.tsx';
import { ExampleCard } from './example-card.tsx';
import { FraudFolds } from './fraud-folds.tsx';
import { OfferSection } from './offer-section.tsx';
import { AttributionSection, StatusSection } from './program-sections.tsx';
import { RewardFolds } from './reward-folds.tsx';
import { RewardSection } from './reward-section.tsx';
import { ChangeList } from './change-list.tsx';
import { useRuleChanges } from './rule-changes.ts';
import { SavedBy } from './saved-by.tsx';
import { StartCard } from './start-card.tsx';
import { TryCard } from './try-card.tsx';
import { useProgramForm } from './use-program-form.ts';
import { VersionList } from './version-list.tsx';
import { WhatIfCard } from './what-if-card.tsx';

const saveBarId = 'program-save-bar';

/** The form with its save bar, what it would have done, and the versions before it. @param now epoch milliseconds */
export function ProgramEditor({
  versions,
  shownVersions,
  userId,
  currency,
  scopes,
  usualMinor,
  now,
}: {
  /** The first is in force; one more than is shown, to compare with. */
  versions: [ProgramVersion, ...ProgramVersion[]];
  shownVersions: number;
  userId: string | null;
  currency: string;
  /** What Shopify has granted, comma-separated. */
  scopes: string;
  /** What an order of the shop usually comes to, minor units; null: not known yet. */
  usualMinor: string | null;
  now: number;
}) {
  const { t } = useTranslation();
  const [{ rules, version, createdBy, createdAt }] = versions;
  const changesOf = useRuleChanges();
  const usual = usualMinor === null ? parseMoney(usualSpend(currency), currency) : { minor: BigInt(usualMinor), currency };
  const state = useProgramForm(rules, version, { currency, scopes });
  const { folds, dirty } = state;
  useLeaveGuard(dirty);
  const conflict = useShownBanner(state.conflict);

  return (
    <>
      <SaveBar id={saveBarId} open={dirty} discardConfirmation>
        <button variant="primary" onClick={() => state.save(state.made)} {...(state.saving ? { loading: '' } : {})} />
        <button onClick={state.startAgain} />
      </SaveBar>
      <Layout>
        {state.conflict && (
          <Layout.Section variant="fullWidth">
            <Banner
              ref={conflict}
              tone="warning"
              title={t('program.conflict.title', { version })}
              action={{ content: t('program.conflict.mine'), onAction: () => state.save(version) }}
              secondaryAction={{ content: t('program.conflict.theirs'), onAction: state.startAgain }}
            >
              <BlockStack gap="200">
                <SavedBy by={createdBy} at={createdAt} userId={userId} />
                <ChangeList changes={changesOf(rules, versions.find((one) => one.version === state.made)?.rules ?? null)} />
                <p>{t('program.conflict.text')}</p>
              </BlockStack>
            </Banner>
          </Layout.Section>
        )}
        <Layout.Section>
          <BlockStack gap="400">
            <StartCard
              read={state.read}
              inForce={rules}
              usual={usual}
              isNew={createdBy === 'install'}
              onStart={state.startFrom}
            />
            <Form onSubmit={() => dirty && state.save(state.made)}>
              <BlockStack gap="400">
                <StatusSection {...folds.fields} />
                <OfferSection {...folds.fields} />
                <RewardSection {...folds.fields} />
                <RewardFolds {...folds} />
                <SharingFolds {...folds} />
                <AttributionSection {...folds.fields} />
                <EligibilityFolds {...folds} />
                <EvidenceFolds {...folds} />
                <FraudFolds {...folds} />
              </BlockStack>
            </Form>
            <WhatIfCard form={folds.fields.form} showProblems={state.showProblems} dirty={dirty} />
            <VersionList versions={versions} shown={shownVersions} userId={userId} unsaved={dirty} onRestore={state.restore} />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <div className="beside">
            <BlockStack gap="400">
              <ExampleCard rules={state.read} usual={usual} now={now} />
              <TryCard />
            </BlockStack>
          </div>
        </Layout.Section>
      </Layout>
    </>
  );
}
