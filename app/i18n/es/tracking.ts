import type { trackingWords as english } from '../en/tracking.ts';
import type { Translation } from '../translation.ts';

export const trackingWords = {
  tracking: {
    title: 'Pedidos e indicios',
    none: 'Todavía sin contar: se pregunta a Shopify cada hora.',
    even: 'Shopify cuenta {{expected}} pedidos pagados del {{from}} al {{to}}, y la app los ha visto todos.',
    missing_one:
      'Shopify cuenta {{expected}} pedidos pagados del {{from}} al {{to}}; la app ha visto {{seen}}. Falta {{count}}, que se recupera en menos de una hora.',
    missing_other:
      'Shopify cuenta {{expected}} pedidos pagados del {{from}} al {{to}}; la app ha visto {{seen}}. Faltan {{count}}, que se recuperan en menos de una hora.',
    more: 'Shopify cuenta {{expected}} pedidos pagados del {{from}} al {{to}}; la app ha visto {{seen}}, con los que se eliminaron o se editaron después.',
    complete: 'Completo',
    short: 'Faltan',
    text: 'Pedidos pagados de los últimos {{count}} días: cuántos llegaron con indicios de una recomendación y cuántos están atribuidos.',
    day: 'Día',
    orders: 'Pedidos',
    evidence: 'Con indicios',
    credited: 'Atribuidos',
    share: '{{count}} ({{percent}})',
    one: 'día',
    many: 'días',
  },
  budget: {
    title: 'Límite de Shopify para la app',
    left: 'Quedaban {{available}} de {{maximum}} puntos: {{at}}; se recuperan {{rate}} por segundo.',
    noWait: 'Ninguna llamada tuvo que esperar en el último día.',
    wait: 'La espera más larga fue de {{seconds}} s: {{at}}.',
    never: 'Todavía no se ha preguntado a Shopify.',
    good: 'Suficiente',
    tight: 'Justo',
  },
} satisfies Translation<typeof english>;
