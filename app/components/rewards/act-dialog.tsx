import { Modal, TitleBar } from '@shopify/app-bridge-react';
import { BlockStack, Box, Text, TextField } from '@shopify/polaris';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RewardState } from '../../domain/reward-state.ts';
import type { StaffAction } from '../../domain/staff-action.ts';
import type { WorthOf } from '../reward-value.ts';
import { useActWords } from './use-act-words.ts';

/** One reward as far as the consequences of an act go. */
export type RewardStake = Parameters<WorthOf>[0] & { id: string; state: RewardState };

/** What is asked. `leftOut`: selected ones that cannot be changed so. `capped`: more match than are asked about. */
export type ActQuestion = { action: StaffAction; stakes: RewardStake[]; leftOut: number; capped: boolean };

const longestNote = 500;

/** Asks before staff change rewards: what it costs, and why it is done. Nothing is asked while `question` is null. */
export function ActDialog({
  question,
  onAct,
  onClose,
}: {
  question: ActQuestion | null;
  onAct(question: ActQuestion, note: string): void;
  onClose(): void;
}) {
  const { t } = useTranslation();
  const [note, setNote] = useState('');
  const [missing, setMissing] = useState(false);
  // The dialog keeps its words while it is being closed.
  const [shown, setShown] = useState(question);
  useEffect(() => {
    if (question === null) return;
    setShown(question);
    setNote('');
    setMissing(false);
  }, [question]);
  const words = useActWords(shown);
  const asksWhy = shown?.action === 'revoke';
  const possible = (shown?.stakes.length ?? 0) > 0;

  function confirm() {
    if (question === null) return;
    if (asksWhy && note.trim() === '') return setMissing(true);
    onAct(question, note);
  }
  return (
    <Modal open={question !== null} onHide={onClose}>
      <Box padding="400">
        <BlockStack gap="300">
          {words.consequences.map((text) => (
            <Text key={text} as="p">
              {text}
            </Text>
          ))}
          {possible && (
            <TextField
              label={asksWhy ? t('rewardLife.reason') : t('verdict.note')}
              helpText={t('rewardLife.reasonHelp')}
              value={note}
              onChange={(typed) => {
                setNote(typed);
                setMissing(false);
              }}
              autoComplete="off"
              multiline={2}
              maxLength={longestNote}
              requiredIndicator={asksWhy}
              {...(missing ? { error: t('rewardLife.reasonMissing') } : {})}
            />
          )}
        </BlockStack>
      </Box>
      <TitleBar title={words.title}>
        {possible && (
          <button variant="primary" {...(asksWhy ? { tone: 'critical' as const } : {})} onClick={confirm}>
            {words.button}
          </button>
        )}
        <button onClick={onClose}>{t('words.cancel')}</button>
      </TitleBar>
    </Modal>
  );
}
