/** The app's e-mails to customers, as the merchant sees them. What customers read is in mail-words.ts. */
export const mailWords = {
  mail: {
    title: 'E-mails to customers',
    one: 'e-mail',
    text: 'Vouchsafe writes to customers when their reward is ready or was taken back, as your program says. The last 30 days:',
    noServer:
      'Vouchsafe has no mail server, so it sends no e-mails: customers find their rewards on your store’s pages only. Whoever runs Vouchsafe sets SMTP_URL and MAIL_FROM.',
    sentLately: 'Sent',
    waiting: 'Waiting',
    troubled: 'Not delivered',
    about: 'About',
    at: 'When',
    outcome: 'What became of it',
    kind: {
      'reward-promised': 'Reward on its way',
      'reward-ready': 'Reward ready',
      'reward-expiring': 'Reward ends soon',
      'reward-taken-back': 'Reward taken back',
    },
    state: {
      waiting: 'Waiting',
      sending: 'Being sent',
      sent: 'Sent',
      refused: 'Refused',
      'in-doubt': 'In doubt',
      failed: 'Failed',
      'not-sent': 'Not sent',
    },
    meaning: {
      sending: 'It is on its way.',
      refused:
        'The recipient’s mail server does not take it. Check the customer’s address in Shopify, then send it again from the reward.',
      'in-doubt':
        'The connection broke while it was sent, so it may have arrived. It is not sent twice by itself; you can send it again from the reward.',
      failed: 'The mail server did not take it for two days. You can send it again from the reward.',
      'not-sent': 'It was not sent.',
    },
    reason: {
      'no-mail-server': 'Vouchsafe had no mail server.',
      'no-address': 'No e-mail address of the customer is known.',
      erased: 'The customer’s data was erased on request.',
      'out-of-date': 'What it was to tell was not so any more, or the customer had not been told of the reward.',
      uninstalled: 'The app had been removed from the store.',
      unsubscribed: 'They want no more e-mails of this kind.',
    },
    again: 'It is tried again on {{at}}.',
    answer: 'The mail server said: {{answer}}',
  },
} as const;
