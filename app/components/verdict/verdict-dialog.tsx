import { Modal, TitleBar } from '@shopify/app-bridge-react';
import { BlockStack, Box, Text, TextField } from '@shopify/polaris';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { orderName } from '../../i18n/order-name.ts';
import { useFormats } from '../formats.ts';
import { useWorth, type WorthOf } from '../reward-value.ts';
import type { VerdictKind } from './use-verdict.ts';

/** One order as far as a verdict's consequences go. */
export type Stake = {
  orderId: string;
  name: string;
  currency: string;
  totalMinor: string;
  /** What the credit promises, to the advocate and to the friend. */
  rewards: Parameters<WorthOf>[0][];
};
/** What is asked: a verdict on orders that are all in the same standing. */
export type Question = { kind: VerdictKind; standing: 'held' | 'credited' | 'refused'; stakes: Stake[] };

const longestNote = 500;
/** Of more orders, how many more. */
const MOST_NAMED = 25;

/** Asks before a verdict: what it changes, and a note for those who look later. Nothing is asked while `question` is null. */
export function VerdictDialog({
  question,
  onGive,
  onClose,
}: {
  question: Question | null;
  onGive(question: Question, note: string): void;
  onClose(): void;
}) {
  const { t } = useTranslation();
  const [note, setNote] = useState('');
  // The dialog keeps its words while it is being closed.
  const [shown, setShown] = useState(question);
  useEffect(() => {
    if (question === null) return;
    setShown(question);
    setNote('');
  }, [question]);
  const words = useQuestionWords(shown);

  return (
    <Modal open={question !== null} onHide={onClose}>
      <Box padding="400">
        <BlockStack gap="300">
          {words.consequences.map((text) => (
            <Text key={text} as="p">
              {text}
            </Text>
          ))}
          <TextField
            label={t('verdict.note')}
            helpText={t('verdict.noteHelp')}
            value={note}
            onChange={setNote}
            autoComplete="off"
            multiline={2}
            maxLength={longestNote}
          />
        </BlockStack>
      </Box>
      <TitleBar title={words.title}>
        <button
          variant="primary"
          {...(shown?.kind === 'refuse' ? { tone: 'critical' as const } : {})}
          onClick={() => question !== null && onGive(question, note)}
        >
          {words.button}
        </button>
        <button onClick={onClose}>{t('words.cancel')}</button>
      </TitleBar>
    </Modal>
  );
}

function useQuestionWords(question: Question | null): { title: string; button: string; consequences: string[] } {
  const { t } = useTranslation();
  const { money, list } = useFormats();
  const worth = useWorth();
  if (question === null) return { title: '', button: '', consequences: [] };
  const { kind, standing, stakes } = question;
  const count = stakes.length;
  const named = stakes.slice(0, MOST_NAMED).map((stake) => orderName(stake, t));
  const orders = list(count > MOST_NAMED ? [...named, t('verdict.more', { count: count - MOST_NAMED })] : named);
  const totals = list(sumByCurrency(stakes).map(({ currency, minor }) => money(minor, currency)));
  const promised = countTexts(stakes.flatMap(({ rewards: all }) => all.map(worth)));
  const rewards = list(
    promised.map(([text, times]) => (times === 1 ? text : t('verdict.times', { count: times, reward: text }))),
  );

  const about = t('verdict.about', { count, orders, totals });
  if (kind === 'refuse')
    return {
      title: standing === 'credited' ? t('verdict.refuseCreditedTitle') : t('verdict.refuseTitle', { count }),
      button: t('verdict.refuse'),
      consequences: [
        about,
        rewards === '' ? t('verdict.refuseNoReward', { count }) : t('verdict.refuseRewards', { count: stakes.length, rewards }),
        t('verdict.refuseUndo'),
      ],
    };
  if (standing === 'refused')
    return { title: t('verdict.anywayTitle'), button: t('verdict.anyway'), consequences: [about, t('verdict.anywayText')] };
  return {
    title: t('verdict.approveTitle', { count }),
    button: t('verdict.approve'),
    consequences: [
      about,
      rewards === '' ? t('verdict.approveNoReward', { count }) : t('verdict.approveRewards', { count, rewards }),
    ],
  };
}

function sumByCurrency(stakes: Stake[]): { currency: string; minor: string }[] {
  const sums = new Map<string, bigint>();
  for (const { currency, totalMinor } of stakes) sums.set(currency, (sums.get(currency) ?? 0n) + BigInt(totalMinor));
  return [...sums].map(([currency, minor]) => ({ currency, minor: minor.toString() }));
}

/** Equal texts once, with how often, the most frequent first. */
export function countTexts(texts: string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}
