/** The columns of files. */
import type { filesWords as english } from '../en/files.ts';
import type { Translation } from '../translation.ts';

export const filesWords = {
  csv: {
    orderId: 'ID de commande',
    kind: 'Type',
    score: 'Points',
    placed: 'Passée le ({{timeZone}})',
    reasonCode: 'Code de la raison',
    advocateCode: 'Code de parrainage',
    currency: 'Devise',
    reversal: 'Repris parce que',
    refunded: 'Remboursé',
    percent: 'Réduction en pourcentage',
    amount: 'Réduction en montant',
    earned: 'Gagnée le ({{timeZone}})',
    due: 'Due le ({{timeZone}})',
    issued: 'Émise le ({{timeZone}})',
    expires: 'Expire le ({{timeZone}})',
    redeemed: 'Utilisée le ({{timeZone}})',
    revoked: 'Reprise le ({{timeZone}})',
    enrolled: 'Parrain depuis le ({{timeZone}})',
    time: 'Date ({{timeZone}})',
    email: 'E-mail',
    problem: 'Problème',
  },
} satisfies Translation<typeof english>;
