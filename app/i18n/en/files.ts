/** The columns of files. */
export const filesWords = {
  csv: {
    orderId: 'Order ID',
    placed: 'Placed ({{timeZone}})',
    reasonCode: 'Reason code',
    advocateCode: 'Referral code',
    currency: 'Currency',
    reversal: 'Taken back because',
    refunded: 'Refunded',
    percent: 'Percent off',
    amount: 'Amount off',
    earned: 'Earned ({{timeZone}})',
    due: 'Due ({{timeZone}})',
    issued: 'Issued ({{timeZone}})',
    expires: 'Expires ({{timeZone}})',
    redeemed: 'Used ({{timeZone}})',
    revoked: 'Revoked ({{timeZone}})',
    enrolled: 'Advocate since ({{timeZone}})',
    time: 'Time ({{timeZone}})',
    email: 'E-mail',
    problem: 'Problem',
  },
} as const;
