import { useFetcher, useNavigate } from '@remix-run/react';
import { Modal, TitleBar, useAppBridge } from '@shopify/app-bridge-react';
import { Banner, BlockStack, Box, ChoiceList, List, Text } from '@shopify/polaris';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AdvocateRow } from '../../queries/advocate-list.server.ts';
import type { AdvocateProfile } from '../../queries/advocate-profile.server.ts';
import { useFormats } from '../formats.ts';
import { AdvocatePicker } from '../verdict/advocate-picker.tsx';

/** What the action answers (change-advocate.server.ts). */
export type MergeAnswer = { merged: string } | { refused: 'not-found' | 'same' | 'meanwhile' | 'erased' };

type Figures = Pick<AdvocateRow, 'id' | 'code' | 'name' | 'visits' | 'claims' | 'referrals' | 'rewards'>;

/** Makes one advocate of two, after telling what moves, what stays, and that there is no way back. */
export function MergeDialog({ open, advocate, onClose }: { open: boolean; advocate: AdvocateProfile; onClose(): void }) {
  const { t } = useTranslation();
  const shopify = useAppBridge();
  const navigate = useNavigate();
  const fetcher = useFetcher<MergeAnswer>();
  const [other, setOther] = useState<AdvocateRow | null>(null);
  const [keep, setKeep] = useState<'this' | 'other'>('this');
  const [isMissing, setMissing] = useState(false);
  const answer = fetcher.state === 'idle' ? fetcher.data : undefined;
  const refused = answer !== undefined && 'refused' in answer ? answer.refused : null;

  useEffect(() => {
    if (!open) return;
    setOther(null);
    setKeep('this');
    setMissing(false);
  }, [open]);
  useEffect(() => {
    if (answer === undefined || 'refused' in answer) return;
    shopify.toast.show(t('merge.done'));
    onClose();
    navigate(`/app/advocates/${answer.merged}`);
    // Only a new answer is news.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [answer]);

  const [kept, gone] = keep === 'this' ? [advocate, other] : [other, advocate];
  function merge() {
    if (other === null) return setMissing(true);
    fetcher.submit({ mergeWith: other.id, keep }, { method: 'post', action: `/app/advocates/${advocate.id}` });
  }
  return (
    <Modal open={open} onHide={onClose}>
      <Box padding="400">
        <BlockStack gap="300">
          {refused !== null && <Banner tone="critical">{t(`merge.problem.${refused}`)}</Banner>}
          <Text as="p">{t('merge.text')}</Text>
          {open && (
            <AdvocatePicker
              chosen={other?.id ?? null}
              onChoose={(_id, row) => {
                setOther(row);
                setMissing(false);
              }}
              mayBe={({ id, state, merged }) => id !== advocate.id && state !== 'redacted' && !merged}
              none={t('merge.none')}
              {...(isMissing ? { error: t('merge.choose') } : {})}
            />
          )}
          {kept !== null && gone !== null && other !== null && (
            <>
              <ChoiceList
                title={t('merge.keep')}
                choices={[
                  { value: 'this', label: shown(advocate), helpText: advocate.email ?? advocate.code },
                  { value: 'other', label: shown(other), helpText: other.email ?? other.code },
                ]}
                selected={[keep]}
                onChange={([value]) => setKeep(value === 'other' ? 'other' : 'this')}
              />
              <Consequences kept={kept} gone={gone} />
            </>
          )}
        </BlockStack>
      </Box>
      <TitleBar title={t('merge.title', { name: shown(advocate) })}>
        <button variant="primary" tone="critical" {...(fetcher.state === 'idle' ? {} : { loading: '' })} onClick={merge}>
          {kept === null || other === null ? t('merge.action') : t('merge.button', { name: shown(kept) })}
        </button>
        <button onClick={onClose}>{t('words.cancel')}</button>
      </TitleBar>
    </Modal>
  );
}

const shown = ({ name, code }: Pick<Figures, 'name' | 'code'>) => name ?? code;

function Consequences({ kept, gone }: { kept: Figures; gone: Figures }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const name = shown(kept);
  const moves = [
    t('merge.codes', { name, codes: gone.code }),
    t('merge.arrivals', { visits: number(gone.visits), claims: number(gone.claims) }),
    t('merge.earned', { name, referrals: number(gone.referrals), rewards: number(gone.rewards) }),
    t('merge.notes', { name }),
  ];
  return (
    <>
      <Told title={t('merge.moves', { name })} texts={moves} />
      <Told title={t('merge.stays')} texts={[t('merge.decided'), t('merge.shopify', { name })]} />
      <Banner tone="warning">{t('merge.undo')}</Banner>
    </>
  );
}

function Told({ title, texts }: { title: string; texts: string[] }) {
  return (
    <BlockStack gap="100">
      <Text as="h3" variant="headingSm">
        {title}
      </Text>
      <List>
        {texts.map((text) => (
          <List.Item key={text}>{text}</List.Item>
        ))}
      </List>
    </BlockStack>
  );
}
