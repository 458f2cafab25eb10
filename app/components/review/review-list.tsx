import { useFetcher } from '@remix-run/react';
import { Banner, Box, Button, Checkbox, InlineStack, Text } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReviewRow } from '../../queries/review-queue.server.ts';
import { type VerdictKind, useVerdict } from '../verdict/use-verdict.ts';
import { type Question, VerdictDialog } from '../verdict/verdict-dialog.tsx';
import { ReviewItem } from './review-item.tsx';

/** What the queue's filters leave (routes/app.review.chosen.ts); `capped`: there are more. */
export type ChosenCredits = { stakes: Question['stakes']; capped: boolean };

/**
 * Held credits to be looked at one by one, or decided several at once: those of the page, or all that the filters leave.
 * @param now epoch milliseconds
 * @param filters `?…` of the queue's filters
 * @param more whether they leave more than this page
 */
export function ReviewList({ rows, now, filters, more }: { rows: ReviewRow[]; now: number; filters: string; more: boolean }) {
  const { t } = useTranslation();
  const verdict = useVerdict();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [question, setQuestion] = useState<Question | null>(null);
  const matching = useFetcher<ChosenCredits>();
  const [isEverything, setEverything] = useState(false);

  // A verdict that is still being worked in leaves its row on the page: it is not asked for again.
  const given = new Set(verdict.answer?.given);
  const choosable = rows.filter(({ orderId }) => !given.has(orderId));
  const chosen = choosable.filter(({ orderId }) => selected.has(orderId));
  const all = chosen.length > 0 && chosen.length === choosable.length;

  const everything = isEverything && all && matching.state === 'idle' ? (matching.data ?? null) : null;

  function ask(kind: VerdictKind, orders: ReviewRow[]) {
    setQuestion({ kind, standing: 'held', stakes: orders.map(stakeOf) });
  }
  function askAboutChosen(kind: VerdictKind) {
    if (everything === null) return ask(kind, chosen);
    setQuestion({ kind, standing: 'held', stakes: everything.stakes });
  }
  function give({ kind, stakes }: Question, note: string) {
    setQuestion(null);
    setSelected(new Set());
    setEverything(false);
    verdict.give(
      kind,
      stakes.map(({ orderId }) => orderId),
      note,
    );
  }

  return (
    <>
      {verdict.answer !== null && verdict.answer.refused.length > 0 && (
        <Box padding="400" paddingBlockEnd="200">
          <Banner tone="warning">{t('review.gone', { count: verdict.answer.refused.length })}</Banner>
        </Box>
      )}
      {verdict.isTaken && (
        <Box padding="400" paddingBlockEnd="200">
          <Banner tone="warning" title={t('bulk.busyTitle')}>
            {t('bulk.busy')}
          </Banner>
        </Box>
      )}
      <div className="review-head" role="group" aria-label={t('review.bulk')}>
        <Checkbox
          label={
            chosen.length === 0
              ? t('review.selectAll')
              : t('review.selected', { count: everything?.stakes.length ?? chosen.length })
          }
          checked={all ? true : chosen.length > 0 ? 'indeterminate' : false}
          disabled={choosable.length === 0}
          onChange={() => {
            setEverything(false);
            setSelected(all ? new Set() : new Set(choosable.map(({ orderId }) => orderId)));
          }}
        />
        {all && more && everything === null && (
          <Button
            variant="plain"
            loading={matching.state !== 'idle'}
            onClick={() => {
              setEverything(true);
              matching.load(`/app/review/chosen${filters}`);
            }}
          >
            {t('review.selectMatching')}
          </Button>
        )}
        {everything?.capped === true && (
          <Text as="span" tone="subdued" variant="bodySm">
            {t('review.capped', { count: everything.stakes.length })}
          </Text>
        )}
        <InlineStack gap="200">
          <Button disabled={chosen.length === 0 || verdict.busy} onClick={() => askAboutChosen('refuse')}>
            {t('verdict.refuse')}
          </Button>
          <Button
            variant="primary"
            disabled={chosen.length === 0}
            loading={verdict.busy}
            onClick={() => askAboutChosen('approve')}
          >
            {t('verdict.approve')}
          </Button>
        </InlineStack>
      </div>
      <ul className="review-list" aria-label={t('review.title')}>
        {rows.map((row) => (
          <ReviewItem
            key={row.orderId}
            row={row}
            now={now}
            selected={selected.has(row.orderId) && !given.has(row.orderId)}
            open={open.has(row.orderId)}
            underWay={given.has(row.orderId)}
            onSelect={() => {
              setEverything(false);
              setSelected(toggled(selected, row.orderId));
            }}
            onOpen={() => setOpen(toggled(open, row.orderId))}
            onAsk={(kind) => ask(kind, [row])}
          />
        ))}
      </ul>
      <VerdictDialog question={question} onGive={give} onClose={() => setQuestion(null)} />
    </>
  );
}

function stakeOf({ orderId, name, currency, totalMinor, rewards }: ReviewRow): Question['stakes'][number] {
  return { orderId, name, currency, totalMinor, rewards };
}

function toggled(set: ReadonlySet<string>, item: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(item)) next.add(item);
  return next;
}
