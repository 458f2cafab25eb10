import type { StandingTable } from './standing-table.ts';

const more = (missing: number) => (missing === 1 ? 'Falta 1 compra con tu enlace' : `Faltan ${missing} compras con tu enlace`);

export const spanish: StandingTable = {
  join: {
    asked: 'Revisa tu correo: te hemos enviado un enlace. Funciona durante 24 horas.',
    email: 'Esta dirección de correo no parece correcta. Revísala, por favor.',
    unavailable: 'Ahora mismo no es posible unirse por correo. Inicia sesión en su lugar.',
    'too-many': 'Se ha pedido muchas veces desde tu red. Vuelve a intentarlo dentro de una hora.',
    'bad-link': 'Este enlace ya no funciona. Escribe tu dirección de correo para recibir uno nuevo.',
  },
  chooseCode: {
    chosen: (code) => `Tu código ahora es ${code}. Los enlaces que ya compartiste siguen funcionando.`,
    left: (choices) =>
      choices === 1
        ? 'Puedes elegirlo una vez, con entre 3 y 20 letras y cifras. Los enlaces y códigos anteriores siguen funcionando.'
        : `Puedes elegirlo ${choices} veces, con entre 3 y 20 letras y cifras. Los enlaces y códigos anteriores siguen funcionando.`,
    checkout: (code) => `Al pagar, el código que hay que escribir es ${code}.`,
    length: 'Un código tiene entre 3 y 20 letras y cifras.',
    characters: 'Un código solo lleva letras de la A a la Z y cifras.',
    letters: 'Un código necesita al menos dos letras.',
    reserved: 'Este código podría confundirse con uno de la tienda. Elige otro, por favor.',
    rude: 'La tienda no acepta este código. Elige otro, por favor.',
    taken: 'Este código, o uno muy parecido, ya está en uso.',
    spent: 'Ya has elegido tu código. La tienda puede cambiártelo.',
    unknown: 'No ha funcionado. Vuelve a cargar la página, por favor.',
  },
  reward: {
    needsAccount:
      'Para esta recompensa hace falta una cuenta. Inicia sesión en esta página con la misma dirección de correo y elige «Obtener mi enlace»: entonces llegará a tu cuenta.',
    held: 'La tienda todavía está revisando este pedido.',
    from: (date) => `Disponible desde el ${date}, si el pedido no se devuelve antes.`,
    waitsFor: {
      paid: 'En camino.',
      fulfilled: 'En camino: llegará cuando se envíe el pedido hecho con tu enlace.',
      delivered: 'En camino: llegará cuando se entregue el pedido hecho con tu enlace.',
      returnable: 'En camino: llegará cuando se entregue el pedido hecho con tu enlace y termine el plazo de devolución.',
    },
    soon: 'La estamos preparando. Estará aquí en un momento.',
    ready: (until) => (until === null ? 'Lista para usar.' : `Lista para usar hasta el ${until}.`),
    paid: {
      'store-credit': (until) =>
        until === null
          ? 'Está en tu cuenta como crédito en la tienda.'
          : `Está en tu cuenta como crédito en la tienda hasta el ${until}.`,
      'gift-card': (until) =>
        until === null
          ? 'Te hemos enviado la tarjeta de regalo por correo.'
          : `Te hemos enviado la tarjeta de regalo por correo. Úsala hasta el ${until}.`,
    },
    redeemed: 'Usada.',
    expired: (date) => (date === null ? 'Caducada.' : `Caducó el ${date}.`),
    revoked: {
      'order-refunded': 'Retirada, porque el pedido se devolvió.',
      'order-cancelled': 'Retirada, porque el pedido se canceló.',
      other: 'Retirada. La tienda puede decirte por qué.',
    },
  },
  progress: {
    friends: (missing, worth) => `${more(missing)} para conseguir: ${worth}`,
    revenue: (missing, worth) => `Faltan ${missing} en pedidos con tu enlace para conseguir: ${worth}`,
    bonus: (missing, worth) => `${more(missing)} para tu bonificación: ${worth}`,
  },
};
