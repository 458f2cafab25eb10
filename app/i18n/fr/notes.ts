/** Les notes que l’équipe écrit pour elle-même. */
import type { notesWords as english } from '../en/notes.ts';
import type { Translation } from '../translation.ts';

export const notesWords = {
  notes: {
    title: 'Notes',
    text: 'Pour votre équipe. Les clients ne les voient jamais.',
    field: 'Écrire une note',
    add: 'Ajouter la note',
    save: 'Enregistrer',
    edit: 'Modifier',
    editOf: 'Modifier la note du {{at}}',
    change: 'Modifier la note',
    delete: 'Supprimer',
    deleteOf: 'Supprimer la note du {{at}}',
    deleteTitle: 'Supprimer cette note ?',
    deleteText: 'Elle disparaît pour tout le monde et ne peut pas être récupérée.',
    changed: 'modifiée le {{at}}',
    why: 'Motif du blocage',
    empty: 'Écrivez d’abord quelque chose.',
    added: 'Note ajoutée',
    saved: 'Note enregistrée',
    deleted: 'Note supprimée',
    problem: {
      'too-many': 'Il y a déjà {{count}} notes ici, c’est le maximum. Supprimez-en une d’abord.',
      'not-yours': 'Cette note est de quelqu’un d’autre, ou elle a été supprimée entre-temps. Votre texte est toujours ici.',
      unknown: 'Cet élément n’existe plus, ou ses données ont été effacées. Votre texte est toujours ici.',
    },
  },
} satisfies Translation<typeof english>;
