/** Changements en nombre. */
import type { bulkWords as english } from '../en/bulk.ts';
import type { Translation } from '../translation.ts';

export const bulkWords = {
  bulk: {
    cancel: 'Arrêter',
    busyTitle: 'Non commencé',
    busy: 'Le même travail est encore en cours. Attendez sa fin, ou arrêtez-le.',
    cancelledText: 'Arrêté après {{done}} sur {{total}}. Ce qui est fait le reste.',
    fault: 'Arrêté après {{done}} sur {{total}} par une erreur de Vouchsafe. Le reste n’a pas été tenté.',
    dismiss: 'Fermer',
    line: '{{count}} × {{why}}',
    retry: 'Nouvelle tentative pour les messages en échec',
    retried_one: '{{count}} message a été relancé',
    retried_other: '{{count}} messages ont été relancés',
    retriedAgain: 'En échec de nouveau',
    retriedGone: 'Disparus entre-temps',
    late: 'Encore en attente',
    doneActs: 'Effectué : {{done}} sur {{total}}',
    approving: 'Approbation des crédits',
    refusing: 'Refus des crédits',
    notOpen: 'Décidé ou repris entre-temps',
    acts: {
      approve: 'Approbation des récompenses',
      revoke: 'Reprise des récompenses',
      keep: 'Récompenses laissées à leurs bénéficiaires',
      'give-again': 'Récompenses redonnées',
      message: 'Envoi des messages aux bénéficiaires',
    },
  },
} satisfies Translation<typeof english>;
