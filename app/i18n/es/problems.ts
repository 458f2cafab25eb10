import type { problemWords as english } from '../en/problems.ts';
import type { Translation } from '../translation.ts';

export const problemWords = {
  problem: {
    unreachable: 'Shopify no ha respondido. Se vuelve a intentar automáticamente.',
    throttled: 'Shopify nos ha pedido ir más despacio. Se vuelve a intentar automáticamente.',
    unauthorized:
      'Shopify ya no acepta nuestro acceso a esta tienda. Abre Vouchsafe en el panel de control de Shopify para renovarlo y vuelve a intentarlo.',
    uninstalled: 'Vouchsafe no está instalada en esta tienda. Instálala de nuevo para continuar.',
    forbidden:
      'A Vouchsafe le falta un permiso para esto. Abre Vouchsafe en el panel de control de Shopify, aprueba los permisos que pide y vuelve a intentarlo.',
    refused:
      'Shopify ha rechazado la solicitud ({{detail}}). Vuelve a intentarlo; si sigue igual, contacta con el equipo de soporte con este texto.',
    'no-account-advocate':
      'El promotor no tiene cuenta de cliente en esta tienda, así que no hay a quién pagar. Pídele que abra una con el mismo correo y vuelve a intentarlo; o elige un código de descuento como recompensa.',
    'no-account-friend':
      'Shopify no conoce ningún cliente para el pedido del amigo, así que no hay a quién pagar. Dale otra cosa manualmente o elige un código de descuento como oferta.',
    'advocate-deleted':
      'Eliminaste en Shopify al cliente de este promotor, así que no hay cuenta a la que pagar. Retira esta recompensa; si quieres darla de todos modos, da un código de descuento o dásela al promotor que lo sustituye.',
    'customer-gone': 'El cliente ya no existe en Shopify, así que no hay a quién pagar.',
    'may-not-give-credit':
      'Vouchsafe aún no puede dar crédito en esta tienda. Aprueba el permiso en Vouchsafe, en Recompensas; la recompensa seguirá sola.',
    'may-not-make-gift-cards':
      'Vouchsafe aún no puede crear tarjetas de regalo en esta tienda. Aprueba el permiso en Vouchsafe, en Recompensas; la recompensa seguirá sola.',
    'behind-another':
      'Otro pago de crédito en la tienda a este cliente aún no se ha cerrado. Este irá después; si aquel te necesita, lo dice.',
    'several-payments':
      'Shopify muestra varios pagos de crédito en la tienda que podrían ser esta recompensa, así que no se paga otra vez. Mira el crédito del cliente en Shopify; si sobra alguno, retíralo allí y vuelve a intentarlo.',
    'several-returns':
      'Shopify muestra varios cargos de crédito en la tienda que podrían ser este, así que no se retira nada más. Mira el crédito del cliente en Shopify.',
    'credit-limit':
      'El crédito del cliente ha llegado al máximo que Shopify permite en una cuenta. Vuelve a intentarlo cuando haya gastado una parte.',
    'gift-card-limit':
      'El importe supera lo que puede contener una tarjeta de regalo en tu tienda. Elige una recompensa menor en Programa.',
    'currency-missing':
      'Tu tienda no vende en la moneda de esta recompensa. Añádela en Mercados, en Shopify, y vuelve a intentarlo.',
    'currency-mismatch':
      'El crédito del cliente está en otra moneda. Ábrelo en Shopify en la moneda de la recompensa y vuelve a intentarlo.',
    'payout-refused': 'Shopify ha rechazado el pago: {{detail}} Revisa la recompensa en Programa y vuelve a intentarlo.',
    'code-refused':
      'Shopify ha rechazado el código de descuento de la recompensa: {{detail}} Revisa la recompensa en Programa y vuelve a intentarlo.',
    'used-meanwhile': 'El pedido se retiró, pero el código de la recompensa ya se había usado. No queda nada que desactivar.',
    'offer-refused': 'Shopify ha rechazado el descuento del amigo: {{detail}}',
    'offer-gone': 'Este descuento ya no existe en Shopify. El amigo recibirá otro código cuando vuelva a pedirlo.',
    'offer-taken': 'El código {{detail}} ya está en uso.',
    'shared-refused': 'Shopify ha rechazado el código compartido: {{detail}}',
    'shared-taken': 'Otro descuento de tu tienda tiene el código {{detail}}.',
    'no-shared-codes': 'El programa no da códigos compartidos por ahora.',
    'changed-meanwhile': 'El programa o el promotor se ha modificado entretanto.',
    'repair-used': 'El código se ha usado. El pedido que lo usó se indicará en un momento.',
    'repair-unknown': 'Vouchsafe no puede saber cómo era el descuento. Retira la recompensa y da otra.',
    'repair-refused': 'Shopify se ha negado a restablecer el descuento: {{detail}}',
    'repair-kept': 'Shopify ha conservado lo que se cambió ({{detail}}).',
    'repair-taken-back': 'Aquello por lo que se dio la recompensa se ha retirado.',
  },
} satisfies Translation<typeof english>;
