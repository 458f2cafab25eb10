import type { StorefrontTable } from './storefront-table.ts';

const order = (first: boolean) => (first ? 'primer pedido' : 'pedido');
const goods = { order: '', products: ' en productos seleccionados', collections: ' en colecciones seleccionadas' };
const pieces = (quantity: number) => (quantity === 1 ? 'un producto gratis' : `${quantity} productos gratis`);
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const inDays = (days: number) => (days === 1 ? '1 día' : `${days} días`);
const lately = (days: number | null) => (days === null ? '' : ` en ${inDays(days)}`);
const from = (minimum: string | null) => (minimum === null ? '' : ` a partir de ${minimum}`);
const atMost = (most: string | null) => (most === null ? '' : `, como máximo ${most},`);
const atOnce = {
  paid: 'en cuanto se pague tu pedido',
  fulfilled: 'en cuanto salga tu pedido',
  delivered: 'en cuanto llegue tu pedido',
  returnable: 'en cuanto llegue tu pedido',
};
const after = {
  paid: 'del pago de tu pedido',
  fulfilled: 'del envío de tu pedido',
  delivered: 'de la llegada de tu pedido',
  returnable: 'de la llegada de tu pedido',
};
const everyFriend = 'por cada persona que compre con tu enlace';

export const spanish: StorefrontTable = {
  worth: {
    off: (value, on) => `${value} de descuento${goods[on]}`,
    shipping: 'envío gratis',
    product: pieces,
    payout: {
      'store-credit': (value) => `${value} de crédito en la tienda`,
      'gift-card': (value) => `una tarjeta de regalo de ${value}`,
    },
  },
  offer: {
    off: (value, on, first) =>
      on === 'order' ? `${value} de descuento en tu ${order(first)}` : `${value} de descuento${goods[on]} de tu ${order(first)}`,
    shipping: (first) => `Envío gratis en tu ${order(first)}`,
    product: (quantity, first) => `${capital(pieces(quantity))} con tu ${order(first)}`,
    payout: (worth, first) => `${capital(worth)} por tu ${order(first)}`,
    share: {
      'store-credit': (percent, most, first) => `${percent} de tu ${order(first)}${atMost(most)} en crédito en la tienda`,
      'gift-card': (percent, most, first) => `${percent} de tu ${order(first)}${atMost(most)} en una tarjeta de regalo`,
    },
  },
  terms: {
    code: (validDays, minimum) =>
      `Un código para un solo pedido${from(minimum)}, válido ${inDays(validDays)} desde que lo obtienes.`,
    shared: (oncePerCustomer, minimum) =>
      oncePerCustomer ? `Un pedido${from(minimum)} por persona.` : `Todos los pedidos que quieras${from(minimum)}.`,
    payout: (waitsFrom, days, minimum) =>
      `Lo recibes ${days === 0 ? atOnce[waitsFrom] : `${inDays(days)} después ${after[waitsFrom]}`}.${minimum === null ? '' : ` Para un pedido${from(minimum)}.`}`,
    product: (spend, on) =>
      `Añádelo al carrito: es gratis si gastas ${spend} o más en ${on === 'same' ? 'los mismos productos' : on === 'products' ? 'productos seleccionados' : 'colecciones seleccionadas'}.`,
    subscriptions: 'Para suscripciones.',
    newCustomers: 'Para quienes compran por primera vez.',
  },
  payoutPath: {
    'store-credit':
      'No hace falta ningún código. Inicia sesión al comprar, o usa el correo de tu cuenta: el crédito te espera en ella.',
    'gift-card': 'No hace falta ningún código. Compra con el correo que usas aquí: la tarjeta de regalo se envía a él.',
  },
  reward: {
    off: (value, on) =>
      on === 'order'
        ? `${value} de descuento en tu próximo pedido ${everyFriend}`
        : `${value} de descuento${goods[on]} de tu próximo pedido ${everyFriend}`,
    shipping: `Envío gratis en tu próximo pedido ${everyFriend}`,
    product: (quantity) => `${capital(pieces(quantity))} con tu próximo pedido ${everyFriend}`,
    payout: (worth) => `${capital(worth)} ${everyFriend}`,
    share: {
      'store-credit': (percent, most) => `${percent} de su pedido${atMost(most)} en crédito en la tienda ${everyFriend}`,
      'gift-card': (percent, most) => `${percent} de su pedido${atMost(most)} en una tarjeta de regalo ${everyFriend}`,
    },
  },
  growth: {
    share: {
      'store-credit': (percent) => `${percent} del pedido de quien invitas en crédito en la tienda`,
      'gift-card': (percent) => `${percent} del pedido de quien invitas en una tarjeta de regalo`,
    },
    byReferrals: (count, worth, days) =>
      `Cuando ${count === 1 ? 'haya comprado 1 persona' : `hayan comprado ${count} personas`}${lately(days)} con tu enlace: ${worth}`,
    byRevenue: (amount, worth, days) => `Después de pedidos con tu enlace por ${amount}${lately(days)}: ${worth}`,
    bonus: (at, worth) => `Cuando compre la persona número ${at}: además, ${worth}`,
    signUp: (worth) => `Cuando alguien abra una cuenta con tu enlace: ${worth}`,
  },
  landing: {
    from: (name) => (name === null ? 'Alguien que te conoce te envía esta oferta.' : `${name} te envía esta oferta.`),
    claim: 'Obtener mi oferta',
    next: 'Se abre la tienda y la oferta queda guardada para ti.',
    gone: 'Ahora mismo no hay ninguna oferta aquí.',
    goneWhy: 'Puede que el enlace tenga un error o que la oferta haya terminado. La tienda sigue abierta para ti.',
    visitShop: 'Ir a la tienda',
  },
  messages: {
    unavailable: 'Esta oferta ya no está disponible.',
    'own-link': 'Este es tu propio enlace. Compártelo para que otra persona reciba la oferta.',
    'not-new': 'Esta oferta es para la primera compra, y tu cuenta ya ha hecho pedidos. Pero puedes compartir tu propio enlace.',
    email: 'Esta dirección de correo no parece correcta. Revísala, por favor.',
    'too-many': 'Muchas personas han pedido esta oferta hoy. Vuelve a intentarlo mañana.',
    'too-fast': 'Han sido muchas solicitudes seguidas. Espera un minuto y vuelve a intentarlo.',
    'try-later': 'La oferta no se ha podido preparar ahora mismo. Vuelve a intentarlo en un momento.',
    'answer-noted': 'Gracias. Si conocemos a esa persona, también se lo agradeceremos.',
    'answer-later': 'Tu respuesta no se ha podido guardar ahora mismo. Vuelve a intentarlo en un momento.',
    'unknown-shop': 'Esta tienda no tiene programa de recomendaciones.',
    'not-found': 'Aquí no hay nada.',
    method: 'Esta dirección se usa de otra manera.',
    signature: 'Esta solicitud no ha llegado a través de la tienda.',
    body: 'Esta solicitud no se ha podido leer.',
    busy: 'Algo ha fallado por nuestra parte. Vuelve a intentarlo en un momento.',
  },
  betweenSentences: ' ',
};
