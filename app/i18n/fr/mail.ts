import type { mailWords as english } from '../en/mail.ts';
import type { Translation } from '../translation.ts';

export const mailWords = {
  mail: {
    title: 'E-mails aux clients',
    one: 'e-mail',
    text: 'Vouchsafe écrit aux clients quand leur récompense est prête ou a été reprise, selon votre programme. Les 30 derniers jours :',
    noServer:
      'Vouchsafe n’a pas de serveur de messagerie et n’envoie donc aucun e-mail : les clients ne voient leurs récompenses que sur les pages de votre boutique. La personne qui exploite Vouchsafe définit SMTP_URL et MAIL_FROM.',
    sentLately: 'Envoyés',
    waiting: 'En attente',
    troubled: 'Non remis',
    about: 'Sujet',
    at: 'Quand',
    outcome: 'Ce qu’il est devenu',
    kind: {
      'reward-promised': 'Récompense en route',
      'reward-ready': 'Récompense prête',
      'reward-expiring': 'Récompense bientôt expirée',
      'reward-taken-back': 'Récompense reprise',
    },
    state: {
      waiting: 'En attente',
      sending: 'En cours d’envoi',
      sent: 'Envoyé',
      refused: 'Refusé',
      'in-doubt': 'Incertain',
      failed: 'Échec',
      'not-sent': 'Non envoyé',
    },
    meaning: {
      sending: 'Il est en route.',
      refused:
        'Le serveur du destinataire ne l’accepte pas. Vérifiez l’adresse du client dans Shopify, puis renvoyez-le depuis la récompense.',
      'in-doubt':
        'La connexion a été coupée pendant l’envoi : il est peut-être arrivé. Il n’est pas envoyé deux fois de lui-même ; vous pouvez le renvoyer depuis la récompense.',
      failed: 'Le serveur de messagerie ne l’a pas accepté pendant deux jours. Vous pouvez le renvoyer depuis la récompense.',
      'not-sent': 'Il n’a pas été envoyé.',
    },
    reason: {
      'no-mail-server': 'Vouchsafe n’avait pas de serveur de messagerie.',
      'no-address': 'Aucune adresse e-mail du client n’est connue.',
      erased: 'Les données du client ont été effacées à sa demande.',
      'out-of-date': 'Ce qu’il devait annoncer n’était plus vrai, ou le client n’avait pas eu connaissance de la récompense.',
      uninstalled: 'L’application avait été retirée de la boutique.',
      unsubscribed: 'La personne ne veut plus de ces e-mails.',
    },
    again: 'Nouvel essai le {{at}}.',
    answer: 'Réponse du serveur de messagerie : {{answer}}',
  },
} as const satisfies Translation<typeof english>;
