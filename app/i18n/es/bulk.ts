import type { bulkWords as english } from '../en/bulk.ts';
import type { Translation } from '../translation.ts';

export const bulkWords = {
  bulk: {
    cancel: 'Detener',
    busyTitle: 'No se ha iniciado',
    busy: 'Un trabajo del mismo tipo sigue en curso. Espera a que termine o detenlo.',
    cancelledText: 'Detenido tras {{done}} de {{total}}. Lo hecho, hecho queda.',
    fault: 'Detenido tras {{done}} de {{total}} por un fallo de Vouchsafe. El resto no se ha intentado.',
    dismiss: 'Descartar',
    line: '{{count}} × {{why}}',
    retry: 'Volviendo a intentar los mensajes fallidos',
    retried_one: 'Se ha vuelto a intentar {{count}} mensaje',
    retried_other: 'Se han vuelto a intentar {{count}} mensajes',
    retriedAgain: 'Han vuelto a fallar',
    retriedGone: 'Ya no están',
    late: 'Siguen en espera',
    doneActs: 'Hechos: {{done}} de {{total}}',
    approving: 'Aprobando atribuciones',
    refusing: 'Rechazando atribuciones',
    notOpen: 'Se decidió o se retiró entretanto',
    acts: {
      approve: 'Aprobando recompensas',
      revoke: 'Retirando recompensas',
      keep: 'Manteniendo recompensas para siempre',
      'give-again': 'Dando recompensas de nuevo',
      message: 'Escribiendo a los destinatarios',
    },
  },
} satisfies Translation<typeof english>;
