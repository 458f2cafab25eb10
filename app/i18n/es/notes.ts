import type { notesWords as english } from '../en/notes.ts';
import type { Translation } from '../translation.ts';

export const notesWords = {
  notes: {
    title: 'Notas',
    text: 'Para tu equipo. Los clientes no las ven nunca.',
    field: 'Escribir una nota',
    add: 'Añadir nota',
    save: 'Guardar',
    edit: 'Editar',
    editOf: 'Editar la nota: {{at}}',
    change: 'Cambiar la nota',
    delete: 'Eliminar',
    deleteOf: 'Eliminar la nota: {{at}}',
    deleteTitle: '¿Eliminar esta nota?',
    deleteText: 'Desaparece para todos y no se puede recuperar.',
    changed: 'cambiada: {{at}}',
    why: 'Motivo del bloqueo',
    empty: 'Escribe algo primero.',
    added: 'Nota añadida',
    saved: 'Nota guardada',
    deleted: 'Nota eliminada',
    problem: {
      'too-many': 'Aquí hay {{count}} notas, que es el máximo. Elimina una primero.',
      'not-yours': 'Otra persona escribió esta nota, o se eliminó entretanto. Tu texto sigue aquí.',
      unknown: 'Esto ya no está aquí, o sus datos se borraron. Tu texto sigue aquí.',
    },
  },
} satisfies Translation<typeof english>;
