/** Gespeicherte Ansichten von Listen. */
import type { viewWords as english } from '../en/views.ts';
import type { Translation } from '../translation.ts';

export const viewWords = {
  views: {
    share: 'Allen zeigen',
    keep: 'Für mich behalten',
    first: 'Liste damit öffnen',
    notFirst: 'Liste nicht mehr damit öffnen',
    shared: '{{name}} · alle',
    saved: 'Ansicht gespeichert',
    changed: 'Ansicht geändert',
    deleted: 'Ansicht gelöscht',
    gone: 'gibt es nicht mehr',
    failed: 'Die Ansicht wurde nicht gespeichert',
    problem: {
      'name-taken': 'Eine Ansicht mit diesem Namen gibt es schon.',
      'too-many': 'Es gibt schon {{count}} Ansichten, mehr geht nicht. Lösche zuerst eine.',
      unknown: 'Diese Ansicht wurde inzwischen gelöscht.',
      empty: 'Wähle zuerst einen Filter: Es gibt nichts zu speichern.',
    },
  },
} satisfies Translation<typeof english>;
