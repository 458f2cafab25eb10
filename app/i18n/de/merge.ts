/** Aus zwei Empfehlern wird einer. */
import type { mergeWords as english } from '../en/merge.ts';
import type { Translation } from '../translation.ts';

export const mergeWords = {
  merge: {
    action: 'Mit anderem Empfehler zusammenführen',
    title: '{{name}} mit einem anderen Empfehler zusammenführen',
    text: 'Für eine Person, die zweimal Empfehler ist: mit einem zweiten Konto, oder als Gast, der später eines eröffnet hat.',
    none: 'Kein anderer Empfehler passt.',
    keep: 'Wer bleibt',
    keepHelp: 'Der andere geht in diesem auf.',
    moves: 'Was zu {{name}} übergeht',
    stays: 'Was bleibt, wie es ist',
    codes: 'Links und Codes ({{codes}}) führen zu {{name}}, und Bestellungen, die ab jetzt darüber kommen, ebenso.',
    arrivals: '{{visits}} Besuche und {{claims}} abgeholte Angebote.',
    earned:
      '{{referrals}} Empfehlungen und {{rewards}} Belohnungen zählen zusammen mit denen von {{name}}, auch für Stufen und Boni. Was noch offen ist, wird {{name}} ausgezahlt.',
    notes: 'Notizen und eine Sperre: Ist einer der beiden gesperrt, ist es {{name}} auch.',
    decided: 'Entschiedene Bestellungen behalten ihre Entscheidung und die Begründung.',
    shopify:
      'Beide Kunden bleiben in Shopify. Wer sich mit einem der beiden Konten anmeldet, sieht Link und Belohnungen von {{name}}.',
    undo: 'Das lässt sich nicht rückgängig machen.',
    button: 'Mit {{name}} zusammenführen',
    choose: 'Wähle den anderen Empfehler.',
    done: 'Zu einem Empfehler zusammengeführt',
    problem: {
      'not-found': 'Einen der beiden gibt es nicht mehr.',
      same: 'Wähle einen anderen Empfehler als diesen.',
      meanwhile: 'Einer der beiden wurde inzwischen zusammengeführt. Lade die Seite neu, um den Stand zu sehen.',
      erased: 'Die Daten von einem der beiden wurden gelöscht: Es gibt nichts zusammenzuführen.',
    },
  },
} satisfies Translation<typeof english>;
