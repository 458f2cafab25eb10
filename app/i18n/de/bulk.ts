/** Änderungen an vielem auf einmal. */
import type { bulkWords as english } from '../en/bulk.ts';
import type { Translation } from '../translation.ts';

export const bulkWords = {
  bulk: {
    cancel: 'Abbrechen',
    busyTitle: 'Nicht begonnen',
    busy: 'Die gleiche Arbeit läuft noch. Warte auf ihr Ende oder brich sie ab.',
    cancelledText: 'Nach {{done}} von {{total}} abgebrochen. Was getan ist, bleibt getan.',
    fault: 'Nach {{done}} von {{total}} durch einen Fehler in Vouchsafe beendet. Der Rest wurde nicht versucht.',
    dismiss: 'Schließen',
    line: '{{count}} × {{why}}',
    retry: 'Fehlgeschlagene Nachrichten werden erneut verarbeitet',
    retried_one: '{{count}} Nachricht wurde erneut verarbeitet',
    retried_other: '{{count}} Nachrichten wurden erneut verarbeitet',
    retriedAgain: 'Wieder fehlgeschlagen',
    retriedGone: 'Inzwischen nicht mehr da',
    late: 'Warten noch',
    doneActs: 'Erledigt: {{done}} von {{total}}',
    approving: 'Anrechnungen werden bestätigt',
    refusing: 'Anrechnungen werden abgelehnt',
    notOpen: 'Inzwischen entschieden oder zurückgenommen',
    acts: {
      approve: 'Belohnungen werden freigegeben',
      revoke: 'Belohnungen werden zurückgenommen',
      keep: 'Belohnungen werden belassen',
      'give-again': 'Belohnungen werden erneut gewährt',
      message: 'Empfänger werden benachrichtigt',
    },
  },
} satisfies Translation<typeof english>;
