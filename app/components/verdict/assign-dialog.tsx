import { useFetcher, useNavigate } from '@remix-run/react';
import { Modal, TitleBar, useAppBridge } from '@shopify/app-bridge-react';
import { Banner, BlockStack, Box, Text, TextField } from '@shopify/polaris';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AdvocatePicker } from './advocate-picker.tsx';

/** What the action answers (routes/app.referrals.assign.ts). */
export type AssignAnswer =
  { assigned: string } | { refused: 'order-not-found' | 'already-credited' | 'advocate-not-found' | 'later' };
type Problem = Extract<AssignAnswer, { refused: string }>['refused'] | 'order' | 'advocate';

/** Staff says who brought an order. @param order null: any order, by its number */
export function AssignDialog({
  open,
  order,
  onClose,
}: {
  open: boolean;
  order: { id: string; name: string } | null;
  onClose(): void;
}) {
  const { t } = useTranslation();
  const shopify = useAppBridge();
  const navigate = useNavigate();
  const fetcher = useFetcher<AssignAnswer>();
  const [number, setNumber] = useState('');
  const [advocateId, setAdvocateId] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);

  useEffect(() => {
    if (!open) return;
    setNumber('');
    setAdvocateId(null);
    setNote('');
    setProblem(null);
  }, [open]);

  useEffect(() => {
    const answer = fetcher.state === 'idle' ? fetcher.data : undefined;
    if (answer === undefined) return;
    if ('refused' in answer) return setProblem(answer.refused);
    shopify.toast.show(t('assign.done'));
    onClose();
    navigate(`/app/referrals/${answer.assigned}`);
    // Only a new answer is news: `onClose` and the rest may be other functions at every drawing.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [fetcher.state, fetcher.data]);

  function assign() {
    const asked = order === null ? number.trim() : order.id;
    if (asked === '') return setProblem('order');
    if (advocateId === null) return setProblem('advocate');
    setProblem(null);
    const wish = { order: asked, advocateId, note: note.trim() === '' ? null : note.trim() };
    fetcher.submit(wish, { method: 'post', action: '/app/referrals/assign', encType: 'application/json' });
  }

  const said = (...those: Problem[]) =>
    problem !== null && those.includes(problem) ? t(`assign.problem.${problem}`) : undefined;
  const orderProblem = said('order', 'order-not-found', 'already-credited');
  const general = said('later') ?? (order === null ? undefined : orderProblem);
  const advocateProblem = said('advocate', 'advocate-not-found');
  return (
    <Modal open={open} onHide={onClose}>
      <Box padding="400">
        <BlockStack gap="300">
          {general !== undefined && <Banner tone="critical">{general}</Banner>}
          <Text as="p">{t('assign.text')}</Text>
          {order === null && (
            <TextField
              label={t('assign.order')}
              helpText={t('assign.orderHelp')}
              value={number}
              onChange={(typed) => {
                setNumber(typed);
                setProblem(null);
              }}
              autoComplete="off"
              maxLength={64}
              {...(orderProblem === undefined ? {} : { error: orderProblem })}
            />
          )}
          {open && (
            <AdvocatePicker
              chosen={advocateId}
              onChoose={(id) => {
                setAdvocateId(id);
                if (id !== null) setProblem(null);
              }}
              {...(advocateProblem === undefined ? {} : { error: advocateProblem })}
            />
          )}
          <TextField
            label={t('verdict.note')}
            helpText={t('verdict.noteHelp')}
            value={note}
            onChange={setNote}
            autoComplete="off"
            multiline={2}
            maxLength={500}
          />
        </BlockStack>
      </Box>
      <TitleBar title={order === null ? t('assign.title') : t('assign.titleOf', { order: order.name })}>
        <button variant="primary" {...(fetcher.state === 'idle' ? {} : { loading: '' })} onClick={assign}>
          {t('assign.button')}
        </button>
        <button onClick={onClose}>{t('words.cancel')}</button>
      </TitleBar>
    </Modal>
  );
}
