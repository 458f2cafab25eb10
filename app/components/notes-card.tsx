/** What staff wrote about an advocate or an order, for each other, and a place to write more. */
import { useFetcher } from '@remix-run/react';
import { Modal, TitleBar, useAppBridge } from '@shopify/app-bridge-react';
import { Badge, BlockStack, Box, Button, Card, Form, InlineStack, Text, TextField } from '@shopify/polaris';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LONGEST_NOTE, MOST_NOTES, type NoteAbout } from '../domain/staff-note.ts';
import type { StaffNoteRow } from '../queries/staff-notes.server.ts';
import { useFormats } from './formats.ts';

/** What the action answers (routes/app.notes.ts). */
export type NotesAnswer = { done: 'add' | 'change' | 'delete' } | { problem: 'unknown' | 'too-many' | 'not-yours' };

const modalId = 'delete-note';

/** @param userId the staff member who looks */
export function NotesCard({ notes, about, userId }: { notes: StaffNoteRow[]; about: NoteAbout; userId: string | null }) {
  const { t } = useTranslation();
  const shopify = useAppBridge();
  const [leaving, setLeaving] = useState<StaffNoteRow | null>(null);
  const { send } = useNoteActs(about, () => undefined);
  function remove() {
    if (leaving !== null) send({ wish: 'delete', id: leaving.id });
    void shopify.modal.hide(modalId);
  }
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingSm">
            {t('notes.title')}
          </Text>
          <Text as="p" tone="subdued">
            {t('notes.text')}
          </Text>
        </BlockStack>
        <NoteForm about={about} />
        {notes.map((note) => (
          <Note
            key={note.id}
            {...{ note, about }}
            isOwn={note.by === userId}
            onDelete={() => {
              setLeaving(note);
              void shopify.modal.show(modalId);
            }}
          />
        ))}
      </BlockStack>
      <Modal id={modalId}>
        <Box padding="400">
          <Text as="p">{t('notes.deleteText')}</Text>
        </Box>
        <TitleBar title={t('notes.deleteTitle')}>
          <button variant="primary" tone="critical" onClick={remove}>
            {t('notes.delete')}
          </button>
          <button onClick={() => void shopify.modal.hide(modalId)}>{t('words.cancel')}</button>
        </TitleBar>
      </Modal>
    </Card>
  );
}

type NoteProps = { note: StaffNoteRow; about: NoteAbout; isOwn: boolean; onDelete(): void };

function Note({ note, about, isOwn, onDelete }: NoteProps) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const [isOpen, setOpen] = useState(false);
  const at = moment(note.at);
  const told = [
    isOwn ? t('staffLog.you') : t('staffLog.staff', { id: note.by }),
    at,
    ...(note.changedAt === null ? [] : [t('notes.changed', { at: moment(note.changedAt) })]),
  ];
  return (
    <Box borderBlockStartWidth="025" borderColor="border" paddingBlockStart="300">
      {isOpen ? (
        <NoteForm about={about} note={note} onClose={() => setOpen(false)} />
      ) : (
        <BlockStack gap="100">
          {note.kind === 'blocked' && (
            <InlineStack>
              <Badge tone="critical">{t('notes.why')}</Badge>
            </InlineStack>
          )}
          <p className="note-text">{note.text}</p>
          <InlineStack gap="300" blockAlign="center">
            <Text as="span" tone="subdued" variant="bodySm">
              {told.join(' · ')}
            </Text>
            {isOwn && (
              <Button variant="plain" accessibilityLabel={t('notes.editOf', { at })} onClick={() => setOpen(true)}>
                {t('notes.edit')}
              </Button>
            )}
            <Button variant="plain" tone="critical" accessibilityLabel={t('notes.deleteOf', { at })} onClick={onDelete}>
              {t('notes.delete')}
            </Button>
          </InlineStack>
        </BlockStack>
      )}
    </Box>
  );
}

/** Writes a new note, or changes `note`. What was typed stays until it is stored. */
function NoteForm({ about, note, onClose }: { about: NoteAbout; note?: StaffNoteRow; onClose?(): void }) {
  const { t } = useTranslation();
  const [text, setText] = useState(note?.text ?? '');
  const [isEmpty, setEmpty] = useState(false);
  const { send, problem, busy } = useNoteActs(about, () => {
    setText('');
    onClose?.();
  });
  function store() {
    if (text.trim() === '') return setEmpty(true);
    send(note === undefined ? { wish: 'add', text } : { wish: 'change', id: note.id, text });
  }
  const error = isEmpty ? t('notes.empty') : problem;
  return (
    <Form onSubmit={store}>
      <BlockStack gap="200">
        <TextField
          label={t(note === undefined ? 'notes.field' : 'notes.change')}
          value={text}
          onChange={(typed) => {
            setText(typed);
            setEmpty(false);
          }}
          autoComplete="off"
          multiline={2}
          maxLength={LONGEST_NOTE}
          {...(error === undefined ? {} : { error })}
        />
        <InlineStack gap="200">
          <Button submit loading={busy}>
            {t(note === undefined ? 'notes.add' : 'notes.save')}
          </Button>
          {onClose !== undefined && <Button onClick={onClose}>{t('words.cancel')}</Button>}
        </InlineStack>
      </BlockStack>
    </Form>
  );
}

type NoteWish = { wish: 'add'; text: string } | { wish: 'change'; id: string; text: string } | { wish: 'delete'; id: string };

/** @param onDone called when the latest wish came true */
function useNoteActs(about: NoteAbout, onDone: () => void) {
  const { t } = useTranslation();
  const shopify = useAppBridge();
  const fetcher = useFetcher<NotesAnswer>();
  const busy = fetcher.state !== 'idle';
  const answer = busy ? undefined : fetcher.data;
  useEffect(() => {
    if (answer === undefined || !('done' in answer)) return;
    shopify.toast.show(t(({ add: 'notes.added', change: 'notes.saved', delete: 'notes.deleted' } as const)[answer.done]));
    onDone();
    // Only a new answer is news.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [answer]);
  return {
    send: (wish: NoteWish) =>
      fetcher.submit({ ...wish, about }, { method: 'post', action: '/app/notes', encType: 'application/json' }),
    problem:
      answer !== undefined && 'problem' in answer ? t(`notes.problem.${answer.problem}`, { count: MOST_NOTES }) : undefined,
    busy,
  };
}
