/** Notizen, die das Team füreinander schreibt. */
import type { notesWords as english } from '../en/notes.ts';
import type { Translation } from '../translation.ts';

export const notesWords = {
  notes: {
    title: 'Notizen',
    text: 'Für dein Team. Kunden sehen sie nie.',
    field: 'Notiz schreiben',
    add: 'Notiz hinzufügen',
    save: 'Speichern',
    edit: 'Bearbeiten',
    editOf: 'Notiz vom {{at}} bearbeiten',
    change: 'Notiz ändern',
    delete: 'Löschen',
    deleteOf: 'Notiz vom {{at}} löschen',
    deleteTitle: 'Diese Notiz löschen?',
    deleteText: 'Sie ist dann für alle weg und lässt sich nicht zurückholen.',
    changed: 'geändert {{at}}',
    why: 'Grund der Sperre',
    empty: 'Schreib zuerst etwas.',
    added: 'Notiz hinzugefügt',
    saved: 'Notiz gespeichert',
    deleted: 'Notiz gelöscht',
    problem: {
      'too-many': 'Hier stehen {{count}} Notizen, mehr geht nicht. Lösche zuerst eine.',
      'not-yours': 'Diese Notiz hat jemand anders geschrieben, oder sie wurde inzwischen gelöscht. Dein Text steht noch hier.',
      unknown: 'Das gibt es nicht mehr, oder die Daten wurden gelöscht. Dein Text steht noch hier.',
    },
  },
} satisfies Translation<typeof english>;
