import type { mergeWords as english } from '../en/merge.ts';
import type { Translation } from '../translation.ts';

export const mergeWords = {
  merge: {
    action: 'Combinar con otro promotor',
    title: 'Combinar a {{name}} con otro promotor',
    text: 'Para una persona que es dos promotores: una segunda cuenta, o un invitado que abrió una.',
    none: 'Ningún otro promotor coincide.',
    keep: 'Quién se queda',
    keepHelp: 'El otro pasa a formar parte de este.',
    moves: 'Qué pasa a {{name}}',
    stays: 'Qué queda como está',
    codes: 'Los enlaces y códigos ({{codes}}) llevan a {{name}}, y también los pedidos que lleguen por ellos a partir de ahora.',
    arrivals: '{{visits}} visitas y {{claims}} ofertas solicitadas.',
    earned:
      '{{referrals}} recomendaciones y {{rewards}} recompensas se cuentan junto con las de {{name}}, también para niveles y bonificaciones. Lo que aún está pendiente se paga a {{name}}.',
    notes: 'Las notas y el bloqueo: si uno de los dos está bloqueado, {{name}} lo estará.',
    decided: 'Los pedidos ya decididos conservan la decisión y el motivo que se dio.',
    shopify:
      'Los dos clientes siguen en Shopify. Con la sesión iniciada en cualquiera de las dos cuentas ven el enlace y las recompensas de {{name}}.',
    undo: 'Esto no se puede deshacer.',
    button: 'Combinar en {{name}}',
    choose: 'Elige al otro promotor.',
    done: 'Combinados en un solo promotor',
    problem: {
      'not-found': 'Uno de los dos ya no está aquí.',
      same: 'Elige un promotor distinto de este.',
      meanwhile: 'Uno de los dos se combinó entretanto. Vuelve a cargar la página para ver cómo está ahora.',
      erased: 'Los datos de uno de los dos se borraron: no hay nada que combinar.',
    },
  },
} satisfies Translation<typeof english>;
