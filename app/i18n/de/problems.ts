import type { problemWords as english } from '../en/problems.ts';
import type { Translation } from '../translation.ts';

export const problemWords = {
  problem: {
    unreachable: 'Shopify hat nicht geantwortet. Es wird automatisch erneut versucht.',
    throttled: 'Shopify hat uns gebeten, langsamer zu machen. Es wird automatisch erneut versucht.',
    unauthorized:
      'Shopify nimmt unseren Zugang zu diesem Shop nicht mehr an. Öffne Vouchsafe im Shopify-Adminbereich, um ihn zu erneuern, und versuche es dann erneut.',
    uninstalled: 'Vouchsafe ist in diesem Shop nicht installiert. Installiere die App wieder, um fortzufahren.',
    forbidden:
      'Vouchsafe fehlt dafür eine Berechtigung. Öffne Vouchsafe im Shopify-Adminbereich, bestätige die gewünschten Berechtigungen und versuche es dann erneut.',
    refused:
      'Shopify hat die Anfrage abgelehnt ({{detail}}). Versuche es erneut; wenn es so bleibt, wende dich mit diesem Text an den Support.',
    'no-account-advocate':
      'Der Empfehler hat in diesem Shop kein Kundenkonto, deshalb kann niemandem etwas gutgeschrieben werden. Bitte ihn, mit derselben E-Mail-Adresse eines zu eröffnen, und versuche es dann erneut; oder wähle einen Rabattcode als Belohnung.',
    'no-account-friend':
      'Shopify kennt zur Bestellung des Freundes keinen Kunden, deshalb kann niemandem etwas gutgeschrieben werden. Gib dem Freund von Hand etwas anderes, oder wähle einen Rabattcode als Angebot.',
    'advocate-deleted':
      'Du hast den Kunden des Empfehlers in Shopify gelöscht, deshalb gibt es kein Konto für die Auszahlung. Nimm diese Belohnung zurück; wenn du sie trotzdem geben möchtest, gib stattdessen einen Rabattcode oder gib sie dem Empfehler, der nachfolgt.',
    'customer-gone': 'Den Kunden gibt es in Shopify nicht mehr, deshalb kann niemandem etwas gutgeschrieben werden.',
    'may-not-give-credit':
      'Vouchsafe darf in diesem Shop noch kein Shop-Guthaben geben. Bestätige die Berechtigung in Vouchsafe unter „Belohnungen“; die Belohnung geht dann von selbst weiter.',
    'may-not-make-gift-cards':
      'Vouchsafe darf in diesem Shop noch keine Geschenkgutscheine erstellen. Bestätige die Berechtigung in Vouchsafe unter „Belohnungen“; die Belohnung geht dann von selbst weiter.',
    'behind-another':
      'Eine andere Gutschrift von Shop-Guthaben an diesen Kunden ist noch nicht abgeschlossen. Diese folgt gleich danach; wenn die andere dich braucht, steht es dort.',
    'several-payments':
      'Shopify zeigt mehrere Gutschriften von Shop-Guthaben, die diese Belohnung sein könnten, deshalb wird sie nicht noch einmal gezahlt. Sieh dir das Shop-Guthaben des Kunden in Shopify an; wenn eine zu viel ist, nimm sie dort zurück und versuche es dann erneut.',
    'several-returns':
      'Shopify zeigt mehrere Abbuchungen von Shop-Guthaben, die diese sein könnten, deshalb wird nichts weiter zurückgenommen. Sieh dir das Shop-Guthaben des Kunden in Shopify an.',
    'credit-limit':
      'Das Shop-Guthaben des Kunden hat den Höchstbetrag erreicht, den Shopify für ein Konto erlaubt. Versuche es erneut, wenn der Kunde etwas ausgegeben hat.',
    'gift-card-limit':
      'Der Betrag ist höher, als ein Geschenkgutschein in deinem Shop enthalten darf. Wähle unter „Programm“ eine kleinere Belohnung.',
    'currency-missing':
      'Dein Shop verkauft nicht in der Währung dieser Belohnung. Füge sie in Shopify unter „Märkte“ hinzu und versuche es dann erneut.',
    'currency-mismatch':
      'Das Shop-Guthaben des Kunden ist in einer anderen Währung. Eröffne es in Shopify in der Währung der Belohnung und versuche es dann erneut.',
    'payout-refused':
      'Shopify hat die Auszahlung abgelehnt: {{detail}} Prüfe die Belohnung unter „Programm“ und versuche es dann erneut.',
    'code-refused':
      'Shopify hat den Rabattcode der Belohnung abgelehnt: {{detail}} Prüfe die Belohnung unter „Programm“ und versuche es dann erneut.',
    'used-meanwhile':
      'Die Bestellung wurde zurückgenommen, aber der Code der Belohnung war da schon eingelöst. Es gibt nichts mehr abzuschalten.',
    'offer-refused': 'Shopify hat den Rabatt des Freundes abgelehnt: {{detail}}',
    'offer-gone': 'Diesen Rabatt gibt es in Shopify nicht mehr. Der Freund bekommt bei der nächsten Abholung einen anderen Code.',
    'offer-taken': 'Der Code {{detail}} ist schon vergeben.',
    'shared-refused': 'Shopify hat den gemeinsamen Code abgelehnt: {{detail}}',
    'shared-taken': 'Ein anderer Rabatt deines Shops hat den Code {{detail}}.',
    'no-shared-codes': 'Das Programm vergibt zurzeit keine gemeinsamen Codes.',
    'changed-meanwhile': 'Das Programm oder der Empfehler wurde inzwischen geändert.',
    'repair-used': 'Der Code wurde eingelöst. Die Bestellung dazu wird gleich gemeldet.',
    'repair-unknown': 'Vouchsafe kann nicht sagen, wie der Rabatt vorher war. Nimm die Belohnung zurück und gib eine andere.',
    'repair-refused': 'Shopify hat abgelehnt, den Rabatt zurückzuändern: {{detail}}',
    'repair-kept': 'Shopify hat die Änderung behalten ({{detail}}).',
    'repair-taken-back': 'Wofür es die Belohnung gab, wurde zurückgenommen.',
  },
} satisfies Translation<typeof english>;
