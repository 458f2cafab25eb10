import type { filesWords as english } from '../en/files.ts';
import type { Translation } from '../translation.ts';

export const filesWords = {
  csv: {
    orderId: 'ID del pedido',
    kind: 'Tipo',
    score: 'Puntos',
    placed: 'Realizado ({{timeZone}})',
    reasonCode: 'Código del motivo',
    advocateCode: 'Código de recomendación',
    currency: 'Moneda',
    reversal: 'Retirado porque',
    refunded: 'Reembolsado',
    percent: 'Porcentaje de descuento',
    amount: 'Importe de descuento',
    earned: 'Ganada ({{timeZone}})',
    due: 'Vence ({{timeZone}})',
    issued: 'Emitida ({{timeZone}})',
    expires: 'Caduca ({{timeZone}})',
    redeemed: 'Usada ({{timeZone}})',
    revoked: 'Retirada ({{timeZone}})',
    enrolled: 'Promotor desde ({{timeZone}})',
    time: 'Hora ({{timeZone}})',
    email: 'Correo',
    problem: 'Problema',
  },
} satisfies Translation<typeof english>;
