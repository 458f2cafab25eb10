import type { viewWords as english } from '../en/views.ts';
import type { Translation } from '../translation.ts';

export const viewWords = {
  views: {
    share: 'Mostrar a todos',
    keep: 'Solo para mí',
    first: 'Abrir la lista con esta vista',
    notFirst: 'Dejar de abrir la lista con esta vista',
    shared: '{{name}} · todos',
    saved: 'Vista guardada',
    changed: 'Vista cambiada',
    deleted: 'Vista eliminada',
    gone: 'ya no existe',
    failed: 'La vista no se ha guardado',
    problem: {
      'name-taken': 'Ya hay una vista con este nombre.',
      'too-many': 'Aquí hay {{count}} vistas, que es el máximo. Elimina una primero.',
      unknown: 'Esta vista ya no existe: alguien la eliminó entretanto.',
      empty: 'Elige primero un filtro: no hay nada que guardar.',
    },
  },
} satisfies Translation<typeof english>;
