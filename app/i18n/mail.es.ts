import type { MailWords } from './mail-words.ts';

export const spanish: MailWords = {
  language: 'es',
  greeting: (name) => (name === null ? 'Hola:' : `Hola, ${name}:`),
  worth: {
    off: (value) => `${value} de descuento`,
    freeShipping: 'Envío gratis',
    freeProducts: (count, number) => (count === 1 ? 'Un producto gratis' : `${number} productos gratis`),
    storeCredit: (amount) => `${amount} de crédito en la tienda`,
    giftCard: (amount) => `Tarjeta de regalo de ${amount}`,
  },
  ready: {
    subject: (shop, worth) => `Tu recompensa de ${shop}: ${worth}`,
    heading: 'Tu recompensa está lista',
    because: {
      order: (shop) => `Alguien ha comprado en ${shop} con tu enlace. ¡Gracias! Aquí tienes tu recompensa.`,
      'sign-up': (shop) => `Alguien ha abierto una cuenta en ${shop} con tu enlace. ¡Gracias! Aquí tienes tu recompensa.`,
      manual: (shop) => `${shop} te da una recompensa. ¡Gracias por hablar de nosotros!`,
      friend: (shop) => `Gracias por tu pedido en ${shop}. Aquí tienes lo que se te prometió.`,
      bonus: (shop, number, count) =>
        count === 1
          ? `La primera persona ha comprado en ${shop} con tu enlace. ¡Gracias! Aquí tienes una bonificación.`
          : `Ya han comprado en ${shop} ${number} personas con tu enlace. ¡Gracias! Aquí tienes una bonificación.`,
    },
    code: 'Tu código',
    howCode: 'El botón te lleva a la tienda con el código ya aplicado. También puedes escribirlo al pagar.',
    howProduct: 'El botón te lleva a la tienda con el código ya aplicado. Añade el producto al carrito y se descontará al pagar.',
    andOthers: (names) => `${names.join(', ')} y otros`,
    howGiftCard: 'Escribe el código al pagar, donde se aceptan tarjetas de regalo. Lo que no gastes queda en la tarjeta.',
    howStoreCredit: (shop) => `Está en tu cuenta de cliente en ${shop}. Inicia sesión al pagar para usarlo.`,
    once: 'Se puede usar una vez',
    from: (amount) => `Para pedidos a partir de ${amount}`,
    selected: 'Para productos seleccionados',
    until: (end) => `Válido hasta el ${end}`,
    use: 'Usarlo ahora',
    visit: 'Ir a la tienda',
    setOff: (amount) => `${amount} de tu recompensa han compensado otra que se retiró después de que la usaras.`,
    allSetOff: (amount) =>
      `Tu recompensa de ${amount} ha compensado otra que se retiró después de que la usaras, así que no quedaba nada por pagar.`,
  },
  promised: {
    subject: (shop) => `Una recompensa de ${shop} va en camino`,
    heading: 'Tu recompensa va en camino',
    because: {
      order: (shop) => `Alguien ha comprado en ${shop} con tu enlace. ¡Gracias!`,
      'sign-up': (shop) => `Alguien ha abierto una cuenta en ${shop} con tu enlace. ¡Gracias!`,
      friend: (shop) => `Gracias por tu pedido en ${shop}. Con él se te prometió algo.`,
    },
    worth: (worth) => `Tu recompensa: ${worth}.`,
    from: (day) =>
      `Será tuya a partir del ${day} si el pedido no se devuelve antes. No tienes que hacer nada: te escribiremos cuando esté lista.`,
    later: 'Será tuya unos días después de que llegue el pedido. No tienes que hacer nada: te escribiremos cuando esté lista.',
  },
  expiring: {
    subject: (shop, worth) => `Termina pronto: ${worth} en ${shop}`,
    heading: 'Tu recompensa termina pronto',
    opening: (shop, end) => `Todavía no has usado tu recompensa de ${shop}. Puedes usarla hasta el ${end}.`,
  },
  leave: {
    link: 'No recibir más correos de este tipo',
    heading: (shop) => `¿No quieres más noticias de ${shop} sobre tus recomendaciones?`,
    text: (shop) =>
      `${shop} ya no te escribirá cuando una recompensa vaya en camino o termine pronto. Seguirás recibiendo las recompensas.`,
    button: 'No recibir más correos así',
    done: (shop) => `Listo. No recibirás más correos así de ${shop}.`,
    undo: 'Sí los quiero',
    undone: (shop) => `Volverás a recibirlos de ${shop}.`,
    broken: 'Este enlace está incompleto. Abre de nuevo el del correo.',
  },
  takenBack: {
    subject: (shop) => `Se ha retirado tu recompensa de ${shop}`,
    heading: 'Se ha retirado tu recompensa',
    opening: (shop, worth) => `Se trata de una recompensa que recibiste de ${shop}: ${worth}. Hubo que retirarla.`,
    reasons: {
      'order-refunded': () => 'El pedido por el que se dio se ha reembolsado.',
      'order-cancelled': () => 'El pedido por el que se dio se ha cancelado.',
      'dispute-lost': () => 'El pago del pedido por el que se dio se ha anulado.',
      'below-minimum': () => 'Lo que queda del pedido por el que se dio no llega al mínimo del programa.',
      'no-eligible-product': () => 'Lo que queda del pedido por el que se dio no cuenta para el programa.',
      'by-staff': (shop) => `El equipo de ${shop} la ha retirado.`,
      'refused-by-staff': (shop) => `El equipo de ${shop} ha revisado aquello por lo que se dio y no cuenta para el programa.`,
    },
    otherReason: 'Aquello por lo que se dio ya no cuenta para el programa.',
    codeOff: (code) => `El código ${code} ya no se puede usar.`,
    someCodeOff: 'Su código ya no se puede usar.',
    returned: {
      'store-credit': (amount) => `Se han descontado ${amount} de tu crédito en la tienda.`,
      'gift-card': (amount) => `Su tarjeta de regalo, en la que quedaban ${amount}, ya no se puede usar.`,
    },
    owed: (amount) =>
      `${amount} ya se habían gastado o se quedan contigo. Ese importe se descontará de tus próximas recompensas.`,
    mistake: {
      reply: 'Si crees que es un error, responde a este correo.',
      visit: (shop) => `Si crees que es un error, escribe a ${shop}.`,
    },
  },
  why: {
    advocate: (shop) =>
      `Recibes este correo porque compartes un enlace de ${shop} y trata de una recompensa tuya. No es publicidad.`,
    friend: (shop) =>
      `Recibes este correo porque compraste en ${shop} con el enlace de otra persona y trata de tu recompensa. No es publicidad.`,
  },
  questions: '¿Preguntas? Responde a este correo.',
  finish: (sentence) => sentence,
};
