/** The list of rewards, of which several can be changed at once: those of the page, or all that the filter leaves. */
import { useFetcher } from '@remix-run/react';
import { BlockStack, Box, IndexTable, InlineStack, Text, useBreakpoints, useIndexResourceState } from '@shopify/polaris';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { openActions, type StaffAction, type StaffRefusal } from '../../domain/staff-action.ts';
import type { ChosenRewards, RewardRow } from '../../queries/reward-list.server.ts';
import type { BulkTask } from '../../queries/tasks.server.ts';
import { BulkTaskCard, doneOf } from '../bulk-task-card.tsx';
import { useFormats } from '../formats.ts';
import { AdvocateName } from '../advocate-name.tsx';
import { useWorth } from '../reward-value.ts';
import { ActDialog, type ActQuestion } from './act-dialog.tsx';
import { ActResult } from './act-result.tsx';
import { OwnClick } from './own-click.tsx';
import { RewardReason, RewardStanding, RewardWorth } from './reward-cells.tsx';
import { useRewardActs } from './use-reward-acts.ts';

const BULK = ['approve', 'revoke', 'message'] as const satisfies readonly StaffAction[];

/** @param filters `?…` of the list's filters @param more whether the filter leaves more than this page */
export function RewardIndex({
  rows,
  filters,
  more,
  task,
}: {
  rows: RewardRow[];
  filters: string;
  more: boolean;
  /** The newest change of many rewards. */
  task: BulkTask | null;
}) {
  const { t } = useTranslation();
  const { smDown } = useBreakpoints();
  const { number } = useFormats();
  const worth = useWorth();
  const acts = useRewardActs();
  const all = useFetcher<ChosenRewards>();
  const [wanted, setWanted] = useState<StaffAction | null>(null);
  const [question, setQuestion] = useState<ActQuestion | null>(null);
  const { selectedResources, allResourcesSelected, handleSelectionChange, clearSelection } = useIndexResourceState(
    rows as (RewardRow & Record<string, unknown>)[],
  );

  function ask(action: StaffAction) {
    if (!allResourcesSelected || !more)
      return setQuestion(questionOf(action, { rows: rows.filter(({ id }) => selectedResources.includes(id)), capped: false }));
    setWanted(action);
    all.load(`/app/rewards/chosen${filters}`);
  }
  useEffect(() => {
    if (all.state !== 'idle' || all.data === undefined || wanted === null) return;
    setQuestion(questionOf(wanted, all.data));
    setWanted(null);
  }, [all.state, all.data, wanted]);

  function act({ action, stakes }: ActQuestion, note: string) {
    setQuestion(null);
    clearSelection();
    acts.act(
      action,
      stakes.map(({ id }) => id),
      note,
    );
  }

  const titles = [t('rewards.worth'), t('rewardLife.for'), t('rewards.advocate'), t('rewards.state'), t('rewards.code')];
  const headings = titles.map((title) => ({ title })) as [{ title: string }, ...{ title: string }[]];
  return (
    <>
      <ActResult acts={acts} />
      {task !== null && (
        <Box padding="400">
          <BulkTaskCard
            task={task}
            title={t(`bulk.acts.${task.what as StaffAction}`)}
            doneTitle={t('bulk.doneActs', { done: number(doneOf(task)), total: number(task.total) })}
            reasonText={(reason) => t(`rewardLife.why.${reason as StaffRefusal}`)}
          />
        </Box>
      )}
      <IndexTable
        resourceName={{ singular: t('rewards.one'), plural: t('rewards.many') }}
        itemCount={rows.length}
        selectedItemsCount={allResourcesSelected ? 'All' : selectedResources.length}
        onSelectionChange={handleSelectionChange}
        hasMoreItems={more}
        headings={headings}
        condensed={smDown}
        promotedBulkActions={BULK.map((action) => ({
          content: t(`rewardLife.action.${action}`),
          onAction: () => ask(action),
          disabled: acts.busy || all.state !== 'idle' || task?.state === 'running',
        }))}
      >
        {rows.map((reward, position) => (
          <IndexTable.Row
            key={reward.id}
            id={reward.id}
            position={position}
            selected={selectedResources.includes(reward.id)}
            accessibilityLabel={t('rewardLife.select', {
              worth: worth(reward),
              advocate: reward.advocateName ?? reward.advocateCode,
            })}
          >
            {smDown ? <NarrowRow reward={reward} /> : <WideCells reward={reward} />}
          </IndexTable.Row>
        ))}
      </IndexTable>
      <ActDialog question={question} onAct={act} onClose={() => setQuestion(null)} />
    </>
  );
}

/** Those of the chosen that allow it. */
function questionOf(action: StaffAction, { rows, capped }: ChosenRewards): ActQuestion {
  const stakes = rows.filter((reward) => openActions(reward).includes(action));
  return { action, stakes, leftOut: rows.length - stakes.length, capped };
}

function WideCells({ reward }: { reward: RewardRow }) {
  const { advocateId, advocateName, advocateCode, code, issuedAt } = reward;
  return (
    <>
      <IndexTable.Cell>
        <OwnClick>
          <RewardWorth reward={reward} />
        </OwnClick>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <OwnClick>
          <RewardReason reward={reward} />
        </OwnClick>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <OwnClick>
          <AdvocateName id={advocateId} name={advocateName} code={advocateCode} />
        </OwnClick>
      </IndexTable.Cell>
      <IndexTable.Cell className="wrapping-cell">
        <RewardStanding reward={reward} />
      </IndexTable.Cell>
      <IndexTable.Cell>{issuedAt === null ? '' : (code ?? '')}</IndexTable.Cell>
    </>
  );
}

/** Tapped anywhere but on a link, it is selected. */
function NarrowRow({ reward }: { reward: RewardRow }) {
  const { advocateId, advocateName, advocateCode, code, issuedAt } = reward;
  return (
    <div className="condensed-row">
      <BlockStack gap="100">
        <InlineStack>
          <OwnClick>
            <RewardWorth reward={reward} />
          </OwnClick>
        </InlineStack>
        <InlineStack gap="200" align="space-between">
          <OwnClick>
            <RewardReason reward={reward} />
          </OwnClick>
          <OwnClick>
            <AdvocateName id={advocateId} name={advocateName} code={advocateCode} />
          </OwnClick>
        </InlineStack>
        <RewardStanding reward={reward} />
        {issuedAt !== null && code !== null && (
          <Text as="span" variant="bodySm" tone="subdued">
            {code}
          </Text>
        )}
      </BlockStack>
    </div>
  );
}
