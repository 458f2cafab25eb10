/** Berichte. */
import type { reportsWords as english } from '../en/reports.ts';
import type { Translation } from '../translation.ts';

export const reportsWords = {
  reports: {
    title: 'Berichte',
    subtitle: '{{from}} – {{to}}, verglichen mit {{beforeFrom}} – {{beforeTo}}',
    periodLabel: 'Zeitraum',
    presets: {
      '7': 'Letzte 7 Tage',
      '30': 'Letzte 30 Tage',
      '90': 'Letzte 90 Tage',
      month: 'Dieser Monat',
      'last-month': 'Letzter Monat',
      year: 'Dieses Jahr',
      custom: 'Eigene Tage',
    },
    from: 'Von',
    to: 'Bis',
    apply: 'Anzeigen',
    problems: {
      unreadable: 'Gib einen Tag ein, zum Beispiel 2026-11-30.',
      backwards: 'Der letzte Tag liegt vor dem ersten. Tausche die beiden, oder wähle einen späteren.',
      future: 'Dieser Tag kommt erst noch.',
      'too-long': 'Ein Bericht umfasst höchstens zehn Jahre. Wähle einen späteren ersten Tag.',
    },
    problemNote: 'Unten stehen stattdessen die letzten 30 Tage.',
    funnel: {
      title: 'Vom Link zur Bestellung',
      visits: 'Besuche über Links',
      claims: 'Abgeholte Angebote',
      orders: 'Empfohlene Bestellungen',
      revenue: 'Empfohlener Umsatz',
      ofVisits: '{{share}} der Besuche',
      perOrder: '{{amount}} je Bestellung',
      firstOrders_one: '{{number}} war eine erste Bestellung',
      firstOrders_other: '{{number}} waren erste Bestellungen',
    },
    emptyTitle: 'In diesen Tagen kam nichts über einen Link',
    emptyText:
      'Sobald deine Empfehler ihre Links teilen, werden Besuche, Angebote und Bestellungen hier gezählt. Ihren Link finden sie im Block „Freunde werben“ in deinem Shop.',
    emptyAction: 'Ansehen, wer teilt',
    course: {
      title: 'Verlauf',
      measure: 'Zeigen',
      day: 'Tag',
      week: 'Woche ab',
      month: 'Monat ab',
      asTable: 'Als Tabelle',
      asChart: 'Als Diagramm',
      file: 'Jeder Tag als Datei',
    },
    cost: {
      title: 'Was es gekostet hat',
      rewards: 'Belohnungen',
      rewardsText: 'In diesen Tagen versprochen, abzüglich dessen, was darin verfallen ist oder zurückgenommen wurde',
      discounts: 'Rabatte auf empfohlene Bestellungen',
      discountsText: 'Was alle Rabatte davon abgezogen haben, deine und unsere',
      all: 'Zusammen',
      return: 'Umsatz je ausgegebene {{unit}}',
      noReturn: 'Nichts wurde ausgegeben',
      owed: 'Was jetzt offen ist',
    },
    became: {
      title: 'Was aus Bestellungen mit Hinweisen wurde',
      credited: 'Angerechnet',
      held: 'Wartet auf deinen Blick',
      reversed: 'Nach Erstattung zurückgenommen',
      lost: 'Niemandem angerechnet',
    },
    lost: {
      title: 'Warum Bestellungen niemandem angerechnet wurden',
      none: 'Jede Bestellung mit Hinweisen wurde angerechnet oder wartet.',
      more: 'Alle Gründe, und was zu tun ist',
    },
    channels: { title: 'Wie Links geteilt wurden', channel: 'Geteilt per', none: 'Vom Link nicht gesagt' },
    countries: { title: 'Wo Freunde wohnen', country: 'Land', none: 'Nicht bekannt' },
    products: { title: 'Was Freunde gekauft haben', product: 'Produkt', pieces: 'Stück', number: 'Produkt {{id}}' },
    leaders: { title: 'Wessen Freunde am meisten gekauft haben', advocate: 'Empfehler' },
    nothing: 'Keine empfohlene Bestellung in diesen Tagen.',
    otherCurrency_one:
      '{{number}} Bestellung wurde in einer anderen Währung als der des Shops aufgegeben: Sie ist gezählt, aber nicht in den Summen.',
    otherCurrency_other:
      '{{number}} Bestellungen wurden in einer anderen Währung als der des Shops aufgegeben: Sie sind gezählt, aber nicht in den Summen.',
    definitions:
      'Tage sind die von {{timeZone}}, Beträge in {{currency}}, Erstattungen abgezogen. Angerechnete Bestellungen zählen an dem Tag, an dem sie aufgegeben wurden.',
    print: 'Drucken',
  },
} as const satisfies Translation<typeof english>;
