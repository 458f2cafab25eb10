import type { mailWords as english } from '../en/mail.ts';
import type { Translation } from '../translation.ts';

export const mailWords = {
  mail: {
    title: 'Correos a clientes',
    one: 'correo',
    text: 'Vouchsafe escribe a los clientes cuando su recompensa está lista o se ha retirado, según tu programa. Los últimos 30 días:',
    noServer:
      'Vouchsafe no tiene servidor de correo, así que no envía correos: los clientes solo ven sus recompensas en las páginas de tu tienda. Quien administra Vouchsafe define SMTP_URL y MAIL_FROM.',
    sentLately: 'Enviados',
    waiting: 'En espera',
    troubled: 'No entregados',
    about: 'Asunto',
    at: 'Cuándo',
    outcome: 'Qué pasó',
    kind: {
      'reward-promised': 'Recompensa en camino',
      'reward-ready': 'Recompensa lista',
      'reward-expiring': 'Recompensa por caducar',
      'reward-taken-back': 'Recompensa retirada',
    },
    state: {
      waiting: 'En espera',
      sending: 'Enviándose',
      sent: 'Enviado',
      refused: 'Rechazado',
      'in-doubt': 'En duda',
      failed: 'Fallido',
      'not-sent': 'No enviado',
    },
    meaning: {
      sending: 'Está en camino.',
      refused:
        'El servidor de correo del destinatario no lo acepta. Revisa la dirección del cliente en Shopify y envíalo de nuevo desde la recompensa.',
      'in-doubt':
        'La conexión se cortó durante el envío, así que puede haber llegado. No se envía dos veces solo; puedes enviarlo de nuevo desde la recompensa.',
      failed: 'El servidor de correo no lo aceptó durante dos días. Puedes enviarlo de nuevo desde la recompensa.',
      'not-sent': 'No se envió.',
    },
    reason: {
      'no-mail-server': 'Vouchsafe no tenía servidor de correo.',
      'no-address': 'No se conoce ninguna dirección de correo del cliente.',
      erased: 'Los datos del cliente se borraron a petición suya.',
      'out-of-date': 'Lo que debía contar ya no era así, o el cliente no sabía nada de la recompensa.',
      unsubscribed: 'El cliente no quiere más correos de este tipo.',
      uninstalled: 'La app se había eliminado de la tienda.',
    },
    again: 'Se vuelve a intentar el {{at}}.',
    answer: 'Respuesta del servidor de correo: {{answer}}',
  },
} satisfies Translation<typeof english>;
