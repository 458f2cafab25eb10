import { useFetcher, useNavigate } from '@remix-run/react';
import { Modal, TitleBar, useAppBridge } from '@shopify/app-bridge-react';
import { Banner, BlockStack, Box, Select, Text, TextField } from '@shopify/polaris';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrderlessValue } from '../../domain/benefit.ts';
import type { GiftRefusal } from '../../domain/staff-action.ts';
import { EMPTY_GIFT, type GiftForm, type GiftProblem, readGift } from '../../read-gift-form.ts';
import { AskPermission } from '../ask-permission.tsx';
import { useValueWords } from '../reward-value.ts';
import { useShop } from '../shop-context.tsx';
import { AdvocatePicker } from '../verdict/advocate-picker.tsx';
import { GiftFields } from './gift-fields.tsx';

/** What the action answers (routes/app.rewards.give.ts). */
export type GiveAnswer = { given: string } | { refused: GiftRefusal };
type Problem = GiftProblem | GiftRefusal | 'advocate';

const KINDS = [
  'percentage',
  'fixed-amount',
  'free-shipping',
  'free-product',
  'store-credit',
  'gift-card',
] as const satisfies readonly OrderlessValue['kind'][];

/** Staff give a reward that no referral earned. @param advocate null: any, found by name or code @param scopes granted, comma-separated */
export function GiveDialog({
  open,
  advocate,
  scopes,
  onClose,
}: {
  open: boolean;
  advocate: { id: string; name: string } | null;
  scopes: string;
  onClose(): void;
}) {
  const { t } = useTranslation();
  const { currency } = useShop();
  const shopify = useAppBridge();
  const navigate = useNavigate();
  const fetcher = useFetcher<GiveAnswer>();
  const [rewardId, setRewardId] = useState('');
  const [form, setForm] = useState<GiftForm>(EMPTY_GIFT);
  const [chosen, setChosen] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);

  useEffect(() => {
    if (!open) return;
    setRewardId(crypto.randomUUID()); // a second click gives nothing twice
    setForm(EMPTY_GIFT);
    setChosen(null);
    setNote('');
    setProblem(null);
  }, [open]);

  useEffect(() => {
    const answer = fetcher.state === 'idle' ? fetcher.data : undefined;
    if (answer === undefined) return;
    if ('refused' in answer) return setProblem(answer.refused);
    shopify.toast.show(t('rewardLife.gave'));
    onClose();
    navigate(`/app/rewards/${answer.given}`);
    // Only a new answer is news: `onClose` and the rest may be other functions at every drawing.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [fetcher.state, fetcher.data]);

  const read = readGift(form, currency);
  function give() {
    const advocateId = advocate?.id ?? chosen;
    if (advocateId === null) return setProblem('advocate');
    if ('problem' in read) return setProblem(read.problem);
    setProblem(null);
    const gift = { rewardId, advocateId, value: read.value, note: note.trim() === '' ? null : note.trim() };
    fetcher.submit(gift, { method: 'post', action: '/app/rewards/give', encType: 'application/json' });
  }
  function change(changes: Partial<GiftForm>) {
    setForm({ ...form, ...changes });
    setProblem(null);
  }

  const words = problem === null ? null : t(`rewardLife.giveProblem.${problem}`, { currency });
  const ofField = (['percent', 'amount', 'products', 'quantity'] as const).find((field) => field === problem) ?? null;
  const payout = form.kind === 'store-credit' || form.kind === 'gift-card' ? form.kind : null;
  return (
    <Modal open={open} onHide={onClose}>
      <Box padding="400">
        <BlockStack gap="300">
          {words !== null && ofField === null && problem !== 'advocate' && <Banner tone="critical">{words}</Banner>}
          <Text as="p">{t('rewardLife.giveText')}</Text>
          {open && advocate === null && (
            <AdvocatePicker
              chosen={chosen}
              onChoose={(id) => {
                setChosen(id);
                if (id !== null) setProblem(null);
              }}
              {...(problem === 'advocate' && words !== null ? { error: words } : {})}
            />
          )}
          <Select
            label={t('rewardLife.giveKind')}
            options={KINDS.map((value) => ({ value, label: t(`rewardLife.giveKinds.${value}`) }))}
            value={form.kind}
            onChange={(kind) => change({ kind: KINDS.find((known) => known === kind) ?? 'percentage' })}
          />
          <AskPermission kind={payout} scopes={scopes} text={t('permission.stuckText')} />
          <GiftFields form={form} problem={ofField} words={words} onChange={change} />
          {'value' in read && <GiftCost value={read.value} />}
          <TextField
            label={t('verdict.note')}
            helpText={t('rewardLife.reasonHelp')}
            value={note}
            onChange={setNote}
            autoComplete="off"
            multiline={2}
            maxLength={500}
          />
        </BlockStack>
      </Box>
      <TitleBar title={advocate === null ? t('rewardLife.giveTitle') : t('rewardLife.giveTo', { name: advocate.name })}>
        <button variant="primary" {...(fetcher.state === 'idle' ? {} : { loading: '' })} onClick={give}>
          {t('rewardLife.give')}
        </button>
        <button onClick={onClose}>{t('words.cancel')}</button>
      </TitleBar>
    </Modal>
  );
}

/** What it costs, before it is done. */
function GiftCost({ value }: { value: OrderlessValue }) {
  const { t } = useTranslation();
  const { currency } = useShop();
  const worth = useValueWords()(value, currency);
  const paid = value.kind === 'store-credit' || value.kind === 'gift-card';
  return (
    <Text as="p" fontWeight="semibold">
      {t(paid ? 'rewardLife.giveCost' : 'rewardLife.giveCostUsed', { worth })}
    </Text>
  );
}
