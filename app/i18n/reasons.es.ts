/** The Spanish sentences of reasons and evidence. */
import { spanishChecks, spanishFormerCheck } from './findings.es.ts';
import type { SentenceTable } from './reasons.ts';

/** The `by` and `signal` of a reason; stored decisions may name kinds that exist no more. */
const EVIDENCE: Readonly<Record<string, string>> = {
  merchant: 'tu propia palabra',
  renewal: 'un pedido anterior de la suscripción',
  'discount-code': 'el código de descuento del amigo',
  claim: 'la oferta que solicitó el amigo',
  'signed-in-visit': 'una visita por el enlace con la sesión iniciada',
  'sign-up': 'el registro a través del enlace',
  'cart-attribute': 'el enlace recordado con el carrito',
  'line-item': 'el enlace recordado con un producto',
  'landing-link': 'el enlace con el que empezó la visita',
  journey: 'una visita que registró Shopify',
  'friend-answer': 'la respuesta del amigo a «¿Quién te recomendó?»',
};
const TRAITS: Readonly<Record<string, string>> = {
  customer: 'la cuenta de cliente',
  email: 'el correo',
  phone: 'el número de teléfono',
};
const CHANNELS: Readonly<Record<string, string>> = {
  web: 'la tienda online',
  pos: 'el punto de venta',
  shopify_draft_order: 'los pedidos preliminares',
  subscription_contract: 'las suscripciones',
};
const evidence = (kind: string) => EVIDENCE[kind] ?? 'otro indicio';
const days = (count: number, text: string) => `${text} ${count === 1 ? 'día' : 'días'}`;
const points = (count: number, text: string) => `${text} ${count === 1 ? 'punto' : 'puntos'}`;
const because = (check: string) =>
  Object.hasOwn(spanishChecks, check)
    ? spanishChecks[check as keyof typeof spanishChecks].because
    : `así lo indica el control «${check}»`;
const at = (moment: string) => (moment === '' ? '' : `, ${moment}`);
const remembered = (code: string) => (code === '' ? 'Enlace recordado' : `Código ${code} recordado`);
const withCode = (code: string) => (code === '' ? '' : ` con el código ${code}`);

export const spanish: SentenceTable = {
  language: 'es',
  reasons: {
    credited: ({ signal }) => {
      if (signal === 'merchant') return 'Tu equipo lo atribuyó manualmente.';
      return signal === 'renewal' ? 'Se atribuyó un pedido anterior de la suscripción.' : `El indicio es ${evidence(signal)}.`;
    },
    'in-review': ({ checks, score }, { list, number }) =>
      checks.length === 0
        ? `Revísalo primero: los controles antifraude suman ${points(score, number(score))}.`
        : `Revísalo primero, porque ${list(checks.map(because))} (${points(score, number(score))} en total).`,
    'code-malformed': ({ received }) => `«${received}» no es un código de recomendación.`,
    'code-mistyped': ({ received }) =>
      `«${received}» parece un código de recomendación con un error al teclear: su carácter de control no es correcto.`,
    'code-unknown': ({ received }) => `Ningún promotor de esta tienda tiene el código «${received}».`,
    'code-ambiguous': ({ received }) => `La respuesta «${received}» encaja con varios promotores.`,
    'advocate-blocked': () => 'El promotor está bloqueado.',
    'advocate-redacted': () => 'Los datos del promotor se borraron a petición suya, así que no se puede atribuir a nadie.',
    'outside-window': ({ days: age, windowDays }, { number }) =>
      `El enlace se usó ${days(age, number(age))} antes del pedido; cuenta durante ${days(windowDays, number(windowDays))}.`,
    'after-order': ({ at: time }, { moment }) => `Tiene fecha posterior al pedido: ${moment(time)}.`,
    'self-referral': ({ matched }) => `El promotor es el comprador: coincide ${TRAITS[matched] ?? matched}.`,
    'check-refused': ({ check }) => `El programa lo rechaza, porque ${because(check)}.`,
    'score-refused': ({ score, from }, { number }) =>
      `Los controles antifraude suman ${points(score, number(score))}; el programa rechaza desde ${number(from)}.`,
    'outranked-by-signal': ({ by }) => `Un indicio más fuerte lleva a otra persona: ${evidence(by)}.`,
    'outranked-by-trust': () =>
      'Un enlace sellado lleva a otra persona y cuenta más que uno que podría haber escrito cualquiera.',
    'later-touch-won': () => 'Un enlace posterior lleva a otra persona, y el programa atribuye al último.',
    'earlier-touch-won': () => 'Un enlace anterior lleva a otra persona, y el programa atribuye al primero.',
    'same-advocate': () => 'Apoya la atribución: ya se atribuye a este promotor por otro indicio.',
    'no-evidence': () => 'Nada en el pedido lleva a un promotor.',
    'program-paused': () => 'El programa estaba en pausa cuando se hizo el pedido.',
    'test-order': () => 'Es un pedido de prueba.',
    'order-cancelled': () => 'El pedido se canceló.',
    'order-refunded': () => 'El pedido se reembolsó por completo.',
    'order-not-paid': () => 'El pedido no está pagado.',
    'dispute-lost': () => 'El comprador disputó el pago y lo recuperó.',
    'draft-order': () => 'Era un pedido preliminar, y el programa no los atribuye.',
    'point-of-sale': () => 'Se vendió en un punto de venta, y el programa no atribuye esos pedidos.',
    'channel-not-eligible': ({ channel }) =>
      `El programa no atribuye pedidos de este canal de ventas: ${CHANNELS[channel] ?? `«${channel}»`}.`,
    'country-not-eligible': ({ country }, figures) => `El programa no atribuye pedidos a este país: ${figures.country(country)}.`,
    'country-unknown': () => 'El programa solo atribuye pedidos a ciertos países, y este pedido no indica ninguno.',
    'no-eligible-product': () => 'El pedido no tiene ningún producto que cuente para el programa.',
    'renewal-not-credited': () => 'Renueva una suscripción, y el programa solo atribuye su primer pedido.',
    'renewal-limit': ({ renewal, limit }, { number }) =>
      limit === 1
        ? `Es la renovación número ${number(renewal)} de la suscripción; el programa solo atribuye la primera.`
        : `Es la renovación número ${number(renewal)} de la suscripción; el programa atribuye las ${number(limit)} primeras.`,
    'sign-ups-not-credited': () => 'El programa no atribuye registros.',
    'refused-by-staff': () => 'Tu equipo lo revisó y lo rechazó.',
    'refused-unlooked': ({ days: waited }, { number }) =>
      `Nadie lo miró en ${days(waited, number(waited))}, y el programa lo rechaza entonces.`,
    'returning-customer': ({ earlierOrders }, { number }) =>
      `El comprador ya había comprado antes (${number(earlierOrders)} ${earlierOrders === 1 ? 'vez' : 'veces'}), y el programa es solo para clientes nuevos.`,
    'new-customer-unknown': () =>
      'Nada indica si el comprador ya había comprado antes, y el programa es solo para clientes nuevos.',
    'friend-already-credited': ({ orderId }) =>
      orderId.startsWith('signup-')
        ? 'El mismo amigo ya dio lugar a una atribución, con el registro.'
        : `El mismo amigo ya dio lugar a una atribución, con el pedido ${orderId}.`,
    'below-minimum': ({ minimum, subtotal, currency }, { money }) =>
      `Lo que cuenta del pedido son ${money(subtotal, currency)}, por debajo del mínimo del programa de ${money(minimum, currency)}.`,
    'currency-mismatch': ({ program, order }) =>
      `Los importes del programa están en ${program} y el pedido en ${order}: guarda el programa de nuevo en la moneda de la tienda.`,
  },
  checks: spanishChecks,
  formerCheck: spanishFormerCheck,
  grades: {
    note: (count, { number }) => `Anotado: ${points(count, number(count))}.`,
    review: (count, { number }) => `Pide tu revisión: ${points(count, number(count))}.`,
    refuse: (count, { number }) => `El programa rechaza por ello: ${points(count, number(count))}.`,
  },
  signals: {
    merchant: ({ moment }) => `Atribuido manualmente${at(moment)}.`,
    renewal: ({ moment }) => `Suscripción cuyo pedido anterior se atribuyó${at(moment)}.`,
    'discount-code': ({ code, moment }) =>
      `${code === '' ? 'Código de descuento' : `Código de descuento ${code}`}${moment === '' ? '' : `, solicitado: ${moment}`}.`,
    claim: ({ moment }) => `Oferta solicitada con el correo o la cuenta del comprador${at(moment)}.`,
    'signed-in-visit': ({ code, moment }) =>
      `Visita por el enlace${withCode(code)} con la sesión iniciada en la tienda${at(moment)}.`,
    'sign-up': ({ code, moment }) => `Cuenta abierta a través del enlace${withCode(code)}${at(moment)}.`,
    'cart-attribute': ({ code, moment }) => `${remembered(code)} con el carrito${at(moment)}.`,
    'line-item': ({ code, moment }) => `${remembered(code)} con un producto${at(moment)}.`,
    'landing-link': ({ code, moment }) => `Enlace de llegada${withCode(code)}${at(moment)}.`,
    journey: ({ code, moment }) => `Visita por el enlace${withCode(code)} que registró Shopify${at(moment)}.`,
    'friend-answer': ({ code, moment }) =>
      `El amigo respondió ${code === '' ? '' : `«${code}» `}a «¿Quién te recomendó?»${at(moment)}.`,
  },
  trust: {
    verified: '',
    signed: 'El enlace está sellado: nadie más puede haberlo creado.',
    hint: '',
    forged: 'El sello del enlace es falso: alguien lo cambió, así que cuenta como un código tecleado.',
  },
  channels: {
    copy: 'Se compartió como enlace copiado.',
    native: 'Se compartió desde el menú de compartir del teléfono.',
    email: 'Se compartió por correo.',
    whatsapp: 'Se compartió por WhatsApp.',
    sms: 'Se compartió por SMS.',
    x: 'Se compartió en X.',
    messenger: 'Se compartió por Messenger.',
    qr: 'Se compartió como código QR.',
    page: 'Se compartió en una página web.',
    metafield: 'Se compartió desde la cuenta de cliente o con tu herramienta de correo.',
  },
  score: (count, { number }) => `Los controles antifraude suman ${points(count, number(count))}.`,
  credited: (advocate) => `Atribuido a ${advocate}.`,
  inReview: (advocate) => `Retenido: se atribuiría a ${advocate}.`,
  notCredited: 'No atribuido.',
  leadsTo: (advocate) => `Lleva a ${advocate}.`,
  finish: (sentence) => sentence,
};
