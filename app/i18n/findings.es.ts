/** The Spanish sentences of the fraud checks. The details are those that each check's file names (domain/risk). */
import type { Detail, Finding } from '../domain/risk/check.ts';
import type { RiskCheckCode } from '../domain/risk/codes.ts';
import type { CheckSentences, SentenceFigures } from './reasons.ts';

const numberIn = (detail: Detail, name: string) => (typeof detail[name] === 'number' ? detail[name] : 0);
const counted = (count: number, one: string, many: string, { number }: SentenceFigures) =>
  `${number(count)} ${count === 1 ? one : many}`;
const credits = (count: number, figures: SentenceFigures) => counted(count, 'atribución', 'atribuciones', figures);

/** Two people have the same of something, have different ones, or one of them has none that is known. */
function comparison(unknown: string, because: string, hit: string, clear: string): CheckSentences {
  const whose = { buyer: 'del comprador', advocate: 'del promotor', both: 'del comprador y del promotor' };
  return {
    because,
    hit: () => hit,
    clear: () => clear,
    notChecked: ({ missing }) =>
      `Sin comparar: no se conoce ${unknown} ${missing === 'buyer' ? whose.buyer : missing === 'advocate' ? whose.advocate : whose.both}.`,
  };
}

const LISTED: Readonly<Record<string, string>> = {
  email: 'correo',
  domain: 'dominio de correo',
  network: 'red',
  customer: 'cuenta de cliente',
};

export const spanishChecks: Record<RiskCheckCode, CheckSentences> = {
  'same-customer': comparison(
    'la cuenta de cliente',
    'el comprador y el promotor tienen la misma cuenta de cliente',
    'El comprador y el promotor tienen la misma cuenta de cliente.',
    'El comprador y el promotor tienen cuentas de cliente distintas.',
  ),
  'same-email': comparison(
    'el correo',
    'el comprador y el promotor tienen el mismo buzón de correo',
    'El comprador y el promotor tienen el mismo buzón de correo, se escriba como se escriba la dirección.',
    'El comprador y el promotor tienen buzones de correo distintos.',
  ),
  'same-phone': comparison(
    'el número de teléfono',
    'el comprador y el promotor tienen el mismo número de teléfono',
    'El comprador y el promotor tienen el mismo número de teléfono.',
    'El comprador y el promotor tienen números de teléfono distintos.',
  ),
  'same-address': comparison(
    'la dirección postal',
    'el pedido va a una dirección del promotor',
    'El pedido se entrega o se factura en una dirección del promotor. Los hogares comparten una.',
    'El pedido se entrega y se factura en direcciones distintas de las del promotor.',
  ),
  'same-network': comparison(
    'la red',
    'el comprador y el promotor usan la misma red',
    'El pedido llegó desde una red que el promotor usó hace poco. Los hogares y las oficinas comparten una.',
    'El pedido llegó desde una red distinta de la del promotor.',
  ),
  'same-device': {
    because: 'el comprador y el promotor usan un dispositivo del mismo tipo en la misma red',
    hit: () => 'El pedido llegó desde un dispositivo del mismo tipo que el del promotor, en la misma red.',
    clear: ({ otherNetwork }) =>
      otherNetwork === true
        ? 'El dispositivo del comprador es del mismo tipo que el del promotor, pero en otra red: mucha gente tiene uno así.'
        : 'El pedido llegó desde un dispositivo de otro tipo que el del promotor.',
    notChecked: ({ of }) =>
      of === 'network'
        ? 'Sin comparar: los dispositivos son del mismo tipo, pero no se conocen las redes.'
        : 'Sin comparar: no se conoce el dispositivo del comprador o del promotor.',
  },
  'disposable-email': {
    because: 'el comprador usa un correo desechable',
    hit: () => 'El correo del comprador es de un proveedor de direcciones desechables.',
    clear: () => 'El correo del comprador no es de ningún proveedor conocido de direcciones desechables.',
    notChecked: () => 'Sin comprobar: no se conoce el correo del comprador.',
  },
  'advocate-velocity': {
    because: 'el promotor tiene muchas atribuciones en poco tiempo',
    hit: (detail, figures) => {
      const [span, name] = detail['over'] === 'month' ? (['30 días', 'month'] as const) : (['24 horas', 'day'] as const);
      const before = numberIn(detail, name);
      return `Con esta, el promotor tiene ${credits(before + 1, figures)} en ${span}; el programa espera ${figures.number(numberIn(detail, `${name}Limit`))} como máximo.`;
    },
    clear: (detail, figures) =>
      `El promotor tenía ${credits(numberIn(detail, 'day'), figures)} en las 24 horas anteriores y ${figures.number(numberIn(detail, 'month'))} en los 30 días anteriores, y no son demasiadas.`,
    notChecked: () => 'Sin comprobar: no se contaron las atribuciones anteriores del promotor.',
  },
  'network-velocity': {
    because: 'llegan muchas atribuciones desde una misma red',
    hit: (detail, figures) =>
      `Con esta, hay ${credits(numberIn(detail, 'week') + 1, figures)} desde esta red en 7 días; el programa espera ${figures.number(numberIn(detail, 'limit'))} como máximo.`,
    clear: (detail, figures) =>
      `Desde esta red hubo ${credits(numberIn(detail, 'week'), figures)} en los 7 días anteriores, y no son demasiadas.`,
    notChecked: () => 'Sin comprobar: no se conoce la red del pedido.',
  },
  'known-friend': {
    because: 'el amigo ya es conocido',
    hit: ({ by, orderId }) =>
      by === 'phone'
        ? `El pedido ${orderId}, de otra persona, tiene el número de teléfono del comprador.`
        : `Este amigo ya se atribuyó a otro promotor, con el pedido ${orderId}.`,
    clear: ({ phone }) =>
      phone === true
        ? 'Ningún otro cliente tiene el número de teléfono del comprador, y este amigo no se atribuyó a ningún otro promotor.'
        : 'Este amigo no se atribuyó a ningún otro promotor. No hay número de teléfono por el que buscar.',
    notChecked: () => 'Sin comprobar: no se conoce nada por lo que reconocer al amigo.',
  },
  'unseen-code': {
    because: 'nunca se vio al comprador usar el enlace',
    hit: () =>
      'Nunca se vio al comprador abrir el enlace ni solicitar la oferta: puede que el código se escribiera a mano o venga de un sitio de cupones.',
    clear: (detail, figures) =>
      'evidence' in detail
        ? 'Se vio al comprador llegar por el enlace, o el código no se puede inventar.'
        : `Se vio al comprador antes del pedido: ${counted(numberIn(detail, 'visits'), 'visita', 'visitas', figures)} por el enlace, ${counted(numberIn(detail, 'claims'), 'solicitud', 'solicitudes', figures)} de la oferta.`,
    notChecked: () => 'Sin comprobar: no se contaron las visitas anteriores del comprador.',
  },
  'leak-burst': {
    because: 'muchas personas solicitaron a la vez la oferta de este enlace o usaron su código',
    hit: (detail, figures) =>
      `${counted(numberIn(detail, 'claims'), 'persona solicitó la oferta de este enlace o usó', 'personas solicitaron la oferta de este enlace o usaron', figures)} su código compartido en la hora anterior al pedido; el programa espera ${figures.number(numberIn(detail, 'limit'))} como máximo. Puede que el enlace o el código se hayan publicado.`,
    clear: (detail, figures) =>
      `${counted(numberIn(detail, 'claims'), 'persona solicitó la oferta de este enlace o usó', 'personas solicitaron la oferta de este enlace o usaron', figures)} su código compartido en la hora anterior al pedido, y no son demasiadas.`,
    notChecked: () => 'Sin comprobar: no se contaron las solicitudes por este enlace.',
  },
  'banned-referrer': {
    because: 'el comprador llegó desde un sitio web que has vetado',
    hit: ({ site }) => `El comprador llegó desde ${site}, que está en tu lista de sitios web vetados.`,
    clear: (detail, figures) =>
      detail['listed'] === 0
        ? 'No has vetado ningún sitio web.'
        : `El comprador no llegó desde ningún sitio web que hayas vetado (${figures.number(numberIn(detail, 'listed'))} en total).`,
    notChecked: () => 'Sin comprobar: no se sabe desde qué sitio web llegó el comprador.',
  },
  ring: {
    because: 'el comprador recomendó antes al promotor',
    hit: (detail, figures) =>
      detail['steps'] === 1
        ? 'El comprador recomendó antes al promotor: dos personas se recomiendan una a otra.'
        : `El comprador recomendó antes al promotor, a través de ${counted(numberIn(detail, 'steps') - 1, 'persona más', 'personas más', figures)}: las atribuciones van en círculo.`,
    clear: ({ shares }) =>
      shares === true
        ? 'El comprador no recomendó al promotor.'
        : 'El comprador no ha recomendado a nadie, así que no hay círculo.',
    notChecked: () => 'Sin comprobar: no se conoce nada por lo que reconocer al comprador como promotor.',
  },
  'shopify-risk': {
    because: 'Shopify ve un riesgo de fraude alto',
    hit: () => 'Shopify ve un riesgo alto de que el pago sea fraudulento.',
    clear: ({ level }) =>
      level === 'medium' ? 'Shopify ve un riesgo de fraude medio; solo cuenta uno alto.' : 'Shopify ve un riesgo de fraude bajo.',
    notChecked: ({ level }) =>
      level === 'pending'
        ? 'Sin comprobar: Shopify todavía está evaluando el pedido.'
        : 'Sin comprobar: Shopify no ha evaluado el pedido.',
  },
  dispute: {
    because: 'el pago está disputado',
    hit: ({ state }) =>
      state === 'lost' ? 'El comprador disputó el pago y lo recuperó.' : 'El comprador disputa el pago ante el banco.',
    clear: ({ state }) => (state === 'won' ? 'El pago se disputó y ganaste.' : 'El pago no está disputado.'),
    notChecked: () => 'Sin comprobar: no se sabe nada de disputas.',
  },
  'block-list': {
    because: 'el comprador está en tu lista de bloqueo',
    hit: ({ by }, { list }) => {
      const kinds = String(by)
        .split(', ')
        .map((kind) => LISTED[kind] ?? kind);
      return `El comprador está en tu lista de bloqueo: ${list(kinds)}.`;
    },
    clear: () => 'El comprador no está en tu lista de bloqueo.',
    notChecked: () => 'Sin comprobar: no se conoce nada que pudiera estar en tu lista de bloqueo.',
  },
};

const TRAITS: Readonly<Record<string, string>> = {
  customer: 'la cuenta de cliente',
  email: 'el correo',
  phone: 'el número de teléfono',
};
const GRADES = { clear: 'nada', note: 'algo', review: 'algo', refuse: 'fraude', 'not-checked': 'nada que comprobar' };

/** Until three checks took its place, one compared everything that tells whether buyer and advocate are one person. */
export function spanishFormerCheck({ check, grade, detail }: Finding, { list }: SentenceFigures): string {
  if (check !== 'self-referral') return `El control «${check}», que ya no se hace, encontró ${GRADES[grade]}.`;
  if (grade === 'not-checked') {
    return 'Sin comparar: no se conoce nada por lo que reconocer al comprador y al promotor como la misma persona.';
  }
  const trait = (name: string) => TRAITS[name] ?? name;
  if (grade !== 'clear') return `El comprador y el promotor son la misma persona: coincide ${trait(String(detail['matched']))}.`;
  const compared = String(detail['compared'] ?? '')
    .split(', ')
    .filter((name) => name !== '');
  if (compared.length === 0) return 'El comprador y el promotor son personas distintas.';
  return `El comprador y el promotor son personas distintas: se diferencian en ${list(compared.map(trait))}.`;
}
