import type { JoinMailWords } from './join-mail-words.ts';

export const spanish: JoinMailWords = {
  language: 'es',
  greeting: 'Hola:',
  'join-confirm': {
    subject: (shop) => `Tu enlace de ${shop}`,
    heading: 'Un paso más y tendrás tu enlace',
    opening: (shop) =>
      `Alguien, seguramente tú, ha pedido a ${shop} un enlace para compartir. Abre la página y confirma para recibirlo.`,
    button: 'Abrir la página',
    closing: ['Funciona una sola vez, durante 24 horas. Si no lo has pedido, no hagas nada: no pasará nada.'],
  },
  'join-welcome': {
    subject: (shop) => `Tu página personal en ${shop}`,
    heading: 'Ya formas parte',
    opening: (shop) =>
      `Tu enlace para compartir está en tu página personal en ${shop}, junto con tus resultados y tus recompensas.`,
    button: 'Abrir tu página',
    closing: ['Guarda este correo para volver y no lo reenvíes: quien lo tenga verá tus recompensas.'],
  },
  why: (shop) =>
    `Recibes este correo porque alguien escribió tu dirección en la página de recomendaciones de ${shop}. No es publicidad.`,
};
