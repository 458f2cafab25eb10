import type { settingsWords as english } from '../en/settings.ts';
import type { Translation } from '../translation.ts';

export const settingsWords = {
  settings: {
    title: 'Einstellungen',
    subtitle: 'Wie Kunden angeschrieben werden und was wie lange aufbewahrt wird',
    saved: 'Einstellungen gespeichert',
    messages: 'Nachrichten an Kunden',
    messagesText: 'Sie gelten für die E-Mails, die Vouchsafe sendet. Wer Kunden wovon erzählt, wird unter Programm gewählt.',
    noMailServer:
      'Es ist kein Mailserver eingerichtet, daher sendet Vouchsafe keine E-Mails. Wer Vouchsafe betreibt, kann einen anbinden.',
    language: 'Sprache der E-Mails über Belohnungen',
    languageHelp: 'Blöcke im Shop und E-Mails zur Anmeldung sind in der Sprache, in der die Kundschaft den Shop liest.',
    storeLanguage: 'Die Sprache des Shops',
    senderName: 'Name des Absenders',
    senderNameHelp: 'Steht neben der Adresse des Absenders. Leer: der Name des Shops.',
    replyTo: 'Antworten gehen an',
    replyToHelp: 'Leer: die Kontaktadresse des Shops in Shopify.',
    promised: 'Empfehlern sagen, wenn eine Belohnung unterwegs ist',
    promisedHelp:
      'Wenn die Bestellung eines Freundes angerechnet ist und die Belohnung noch warten muss. Höchstens einmal am Tag.',
    expiring: 'Erinnern, bevor ein Code abläuft',
    expiringHelp:
      'Einmal für jeden Code, der nicht genutzt wurde. Wer das nicht mehr möchte, beendet beides mit einem Klick in der E-Mail.',
    expiringNever: 'Nie',
    expiringBefore_one: '{{count}} Tag vorher',
    expiringBefore_other: '{{count}} Tage vorher',
    keep: 'Wie lange etwas aufbewahrt wird',
    keepText:
      'Was älter ist, wird einmal am Tag gelöscht, um 3:30 Uhr UTC. Eine kürzere Frist löscht beim nächsten Mal alles, was älter ist; es lässt sich nicht zurückholen.',
    days: 'Tage',
    kept: {
      visitsBeyondWindow: 'Besuche, Netzwerke und Browser, über das Zuordnungsfenster hinaus',
      deliveries: 'Erledigte Nachrichten von Shopify',
      deadDeliveries: 'Fehlgeschlagene Nachrichten von Shopify',
    },
    keptHelp: {
      visitsBeyondWindow:
        '{{least}} bis {{most}}. Eine spät bezahlte Bestellung kann den Besuch, der sie erklärt, noch brauchen.',
      deliveries:
        '{{least}} bis {{most}}. Einige Tage lang kann Shopify eine Nachricht noch einmal senden; an der ersten wird sie erkannt.',
      deadDeliveries: '{{least}} bis {{most}}. Bis dahin lassen sie sich unter Zustand noch einmal versuchen.',
    },
    problem: {
      language: 'Wähle eine der Sprachen.',
      'sender-too-long': 'Der Name eines Absenders hat höchstens 100 Zeichen.',
      'sender-broken': 'Der Name eines Absenders hat eine Zeile, ohne Steuerzeichen.',
      address: 'Das ist keine E-Mail-Adresse.',
      days: 'Gib eine ganze Zahl von {{least}} bis {{most}} ein.',
    },
    conflict: {
      title: 'Jemand anderes hat die Einstellungen inzwischen gespeichert',
      text: 'Deine Eingaben sind noch da. Wenn du sie speicherst, ersetzen sie die anderen.',
      empty: 'nichts',
    },
    elsewhere: 'Anderswo',
    blockListText: 'Käufer, deren Bestellungen nie angerechnet werden',
    requestsText: 'Dateien für Kunden, die ihre Daten anfordern',
    programText: 'Regeln, Belohnungen, wer Kunden benachrichtigt',
    data: 'Deine Daten',
    dataText: 'Alle als Dateien, jederzeit. Zeiten stehen in der Zeitzone des Shops.',
    file: {
      referrals: 'Empfehlungen, mit ihren Entscheidungen',
      advocates: 'Empfehler',
      rewards: 'Belohnungen',
      visits: 'Besuche',
      claims: 'Abgeholte Angebote',
      ledger: 'Buchungen, nach Monat',
    },
    uninstall: 'Wenn du deinstallierst',
    uninstallText:
      'Der Zugriff auf deinen Shop endet sofort, und es wird nichts mehr angerechnet. Ausgegebene Codes bleiben in Shopify. 48 Stunden später verlangt Shopify die Löschung deines Shops, und hier wird alles gelöscht. Installiere vorher wieder, um weiterzumachen, wo du warst.',
  },
} as const satisfies Translation<typeof english>;
