import type { filesWords as english } from '../en/files.ts';
import type { Translation } from '../translation.ts';

export const filesWords = {
  csv: {
    orderId: 'Bestell-ID',
    kind: 'Art',
    score: 'Punkte',
    placed: 'Aufgegeben ({{timeZone}})',
    reasonCode: 'Code des Grundes',
    advocateCode: 'Empfehlungscode',
    currency: 'Währung',
    reversal: 'Zurückgenommen, weil',
    refunded: 'Zurückerstattet',
    percent: 'Rabatt in Prozent',
    amount: 'Rabattbetrag',
    earned: 'Verdient ({{timeZone}})',
    due: 'Fällig ({{timeZone}})',
    issued: 'Ausgegeben ({{timeZone}})',
    expires: 'Läuft ab ({{timeZone}})',
    redeemed: 'Eingelöst ({{timeZone}})',
    revoked: 'Zurückgenommen ({{timeZone}})',
    enrolled: 'Empfehler seit ({{timeZone}})',
    time: 'Zeit ({{timeZone}})',
    email: 'E-Mail-Adresse',
    problem: 'Problem',
  },
} satisfies Translation<typeof english>;
