/** Notes that staff write for each other. */
export const notesWords = {
  notes: {
    title: 'Notes',
    text: 'For your team. Customers never see them.',
    field: 'Write a note',
    add: 'Add note',
    save: 'Save',
    edit: 'Edit',
    editOf: 'Edit the note of {{at}}',
    change: 'Change the note',
    delete: 'Delete',
    deleteOf: 'Delete the note of {{at}}',
    deleteTitle: 'Delete this note?',
    deleteText: 'It is gone for everybody and cannot be brought back.',
    changed: 'changed {{at}}',
    why: 'Why blocked',
    empty: 'Write something first.',
    added: 'Note added',
    saved: 'Note saved',
    deleted: 'Note deleted',
    problem: {
      'too-many': 'There are {{count}} notes here, which is the most. Delete one first.',
      'not-yours': 'Somebody else wrote this note, or it was deleted meanwhile. Your text is still here.',
      unknown: 'This is no longer here, or its data was erased. Your text is still here.',
    },
  },
} as const;
