/** Berichte: geworbene und andere Kunden. */
import type { customersWords as english } from '../en/customers.ts';
import type { Translation } from '../translation.ts';

export const customersWords = {
  customers: {
    title: 'Geworbene und andere Kunden',
    explain:
      'Unter jeder Zahl steht der Bereich, in dem sie mit 95 % Sicherheit liegt. Beim erneuten Bestellen werden neue Kunden mit neuen Kunden verglichen.',
    figure: 'Kennzahl',
    referred: 'Geworbene',
    others: 'Andere',
    verdict: 'Unterschied',
    averageOrder: 'Durchschnittliche Bestellung',
    repeatRate: 'Bestellen erneut',
    refundRate: 'Bestellungen mit Erstattung',
    range: '{{low}} bis {{high}}',
    tooFew: 'Noch nicht genug Daten: {{have}} von {{needed}}',
    higher: 'Bei Geworbenen höher',
    lower: 'Bei Geworbenen niedriger',
    unclear: 'Keiner, den nicht auch der Zufall erklären könnte',
    unknownBuyer_one: '{{number}} Bestellung fehlt hier: Niemand weiß, wer sie aufgegeben hat.',
    unknownBuyer_other: '{{number}} Bestellungen fehlen hier: Niemand weiß, wer sie aufgegeben hat.',
    sampled: 'Gezählt an den neuesten Bestellungen dieser Tage, seit {{time}}.',
    timeTitle: 'Vom ersten Besuch bis zur Bestellung',
    time: 'Die Hälfte der Freunde bestellte innerhalb von {{median}} nach dem ersten Besuch oder Abholen, ein Viertel innerhalb von {{lower}}, drei Viertel innerhalb von {{upper}}.',
    timeTooFew: 'Noch nicht genug Daten: Dafür braucht es 20 Bestellungen, deren erster Besuch bekannt ist.',
    friends: 'Freunde, die erneut bestellen',
    friendsText: 'Nach dem Monat ihrer ersten geworbenen Bestellung; von denen, deren Tage vorüber sind.',
    advocates: 'Empfehler, die einen Freund bringen',
    month: 'Monat',
    people: 'Personen',
    first: 'Die ersten {{number}}',
    within: 'In {{days}} Tagen',
    brought: 'Brachten einen Freund',
    early: 'Zu früh oder zu wenige',
  },
} satisfies Translation<typeof english>;
