import { useFetcher } from '@remix-run/react';
import { Modal, TitleBar, useAppBridge } from '@shopify/app-bridge-react';
import { BlockStack, Box, Form, Select, Text, TextField } from '@shopify/polaris';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BLOCK_KINDS, type BlockKind } from '../../domain/facts.ts';

/** What the action answers to an addition. */
export type AddAnswer = { added: string } | { refused: 'malformed' | 'known' | 'note-too-long' };

const longestNote = 500;

/** Blocks one more address, domain, network or customer. What is wrong with it stands beside its field. */
export function AddEntryDialog({ open, onClose }: { open: boolean; onClose(): void }) {
  const { t } = useTranslation();
  const shopify = useAppBridge();
  const fetcher = useFetcher<AddAnswer>();
  const [kind, setKind] = useState<BlockKind>('email');
  const [value, setValue] = useState('');
  const [note, setNote] = useState('');
  const [problem, setProblem] = useState<'malformed' | 'known' | null>(null);

  useEffect(() => {
    if (!open) return;
    setValue('');
    setNote('');
    setProblem(null);
  }, [open]);

  useEffect(() => {
    const answer = fetcher.state === 'idle' ? fetcher.data : undefined;
    if (answer === undefined) return;
    if ('refused' in answer) return setProblem(answer.refused === 'known' ? 'known' : 'malformed');
    shopify.toast.show(t('blockList.saved'));
    onClose();
    // Only a new answer is news: `onClose` may be another function at every drawing.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [fetcher.state, fetcher.data]);

  function add() {
    if (value.trim() === '') return setProblem('malformed');
    setProblem(null);
    fetcher.submit({ intent: 'add', kind, value: value.trim(), note }, { method: 'post' });
  }
  const error = problem === null ? undefined : problem === 'known' ? t('blockList.known') : t(`blockList.malformed.${kind}`);

  return (
    <Modal open={open} onHide={onClose}>
      <Box padding="400">
        <Form onSubmit={add}>
          <BlockStack gap="300">
            <Text as="p">{t('blockList.effect')}</Text>
            <Select
              label={t('blockList.kind')}
              options={BLOCK_KINDS.map((each) => ({ value: each, label: t(`blockList.kinds.${each}`) }))}
              value={kind}
              onChange={(chosen: BlockKind) => {
                setKind(chosen);
                setProblem(null);
              }}
            />
            <TextField
              label={t(`blockList.kinds.${kind}`)}
              helpText={t(`blockList.helps.${kind}`)}
              value={value}
              onChange={(typed) => {
                setValue(typed);
                setProblem(null);
              }}
              autoComplete="off"
              spellCheck={false}
              maxLength={320}
              {...(error === undefined ? {} : { error })}
            />
            <TextField
              label={t('blockList.noteOptional')}
              value={note}
              onChange={setNote}
              autoComplete="off"
              maxLength={longestNote}
            />
          </BlockStack>
        </Form>
      </Box>
      <TitleBar title={t('blockList.add')}>
        <button variant="primary" {...(fetcher.state === 'idle' ? {} : { loading: '' })} onClick={add}>
          {t('blockList.addButton')}
        </button>
        <button onClick={onClose}>{t('words.cancel')}</button>
      </TitleBar>
    </Modal>
  );
}
