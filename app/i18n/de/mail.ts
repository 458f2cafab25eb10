import type { mailWords as english } from '../en/mail.ts';
import type { Translation } from '../translation.ts';

export const mailWords = {
  mail: {
    title: 'E-Mails an Kunden',
    one: 'E-Mail',
    text: 'Vouchsafe schreibt Kunden, wenn ihre Belohnung bereit ist oder zurückgenommen wurde, so wie es dein Programm vorsieht. Die letzten 30 Tage:',
    noServer:
      'Vouchsafe hat keinen Mailserver und verschickt deshalb keine E-Mails: Kunden finden ihre Belohnungen nur auf den Seiten deines Shops. Wer Vouchsafe betreibt, setzt dafür SMTP_URL und MAIL_FROM.',
    sentLately: 'Verschickt',
    waiting: 'Wartet',
    troubled: 'Nicht zugestellt',
    about: 'Anlass',
    at: 'Wann',
    outcome: 'Was daraus wurde',
    kind: {
      'reward-promised': 'Belohnung unterwegs',
      'reward-ready': 'Belohnung bereit',
      'reward-expiring': 'Belohnung läuft bald ab',
      'reward-taken-back': 'Belohnung zurückgenommen',
    },
    state: {
      waiting: 'Wartet',
      sending: 'Wird verschickt',
      sent: 'Verschickt',
      refused: 'Abgelehnt',
      'in-doubt': 'Ungewiss',
      failed: 'Fehlgeschlagen',
      'not-sent': 'Nicht verschickt',
    },
    meaning: {
      sending: 'Sie ist unterwegs.',
      refused:
        'Der Mailserver des Empfängers nimmt sie nicht an. Prüfe die Adresse des Kunden in Shopify und schicke sie dann auf der Seite der Belohnung noch einmal.',
      'in-doubt':
        'Die Verbindung brach beim Verschicken ab, sie kann also angekommen sein. Von selbst wird sie nicht zweimal geschickt; auf der Seite der Belohnung kannst du sie noch einmal schicken.',
      failed:
        'Der Mailserver hat sie zwei Tage lang nicht angenommen. Du kannst sie auf der Seite der Belohnung noch einmal schicken.',
      'not-sent': 'Sie wurde nicht verschickt.',
    },
    reason: {
      'no-mail-server': 'Vouchsafe hatte keinen Mailserver.',
      'no-address': 'Vom Kunden ist keine E-Mail-Adresse bekannt.',
      erased: 'Die Daten des Kunden wurden auf Wunsch gelöscht.',
      'out-of-date': 'Was sie melden sollte, stimmte nicht mehr, oder der Kunde wusste noch nichts von der Belohnung.',
      uninstalled: 'Die App war aus dem Shop entfernt worden.',
      unsubscribed: 'Solche E-Mails sind nicht mehr erwünscht.',
    },
    again: 'Am {{at}} wird es erneut versucht.',
    answer: 'Antwort des Mailservers: {{answer}}',
  },
} satisfies Translation<typeof english>;
