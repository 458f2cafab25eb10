/** Vues enregistrées des listes. */
import type { viewWords as english } from '../en/views.ts';
import type { Translation } from '../translation.ts';

export const viewWords = {
  views: {
    share: 'Montrer à tout le monde',
    keep: 'Garder pour moi',
    first: 'Ouvrir la liste avec cette vue',
    notFirst: 'Ne plus ouvrir la liste avec cette vue',
    shared: '{{name}} · tous',
    saved: 'Vue enregistrée',
    changed: 'Vue modifiée',
    deleted: 'Vue supprimée',
    gone: 'n’existe plus',
    failed: 'La vue n’a pas été enregistrée',
    problem: {
      'name-taken': 'Une vue porte déjà ce nom.',
      'too-many': 'Il y a déjà {{count}} vues ici, c’est le maximum. Supprimez-en une d’abord.',
      unknown: 'Cette vue a été supprimée entre-temps.',
      empty: 'Choisissez d’abord un filtre : il n’y a rien à enregistrer.',
    },
  },
} satisfies Translation<typeof english>;
