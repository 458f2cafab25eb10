/** Ob Bestellungen gesehen und zugeordnet werden, und das Budget der Admin-API. */
import type { trackingWords as english } from '../en/tracking.ts';
import type { Translation } from '../translation.ts';

export const trackingWords = {
  tracking: {
    title: 'Bestellungen und Hinweise',
    none: 'Noch nicht gezählt: Shopify wird stündlich gefragt.',
    even: 'Shopify zählt {{expected}} bezahlte Bestellungen vom {{from}} bis {{to}}, und die App hat jede gesehen.',
    missing_one:
      'Shopify zählt {{expected}} bezahlte Bestellungen vom {{from}} bis {{to}}; die App hat {{seen}} gesehen. {{count}} fehlt und wird innerhalb einer Stunde nachgeholt.',
    missing_other:
      'Shopify zählt {{expected}} bezahlte Bestellungen vom {{from}} bis {{to}}; die App hat {{seen}} gesehen. {{count}} fehlen und werden innerhalb einer Stunde nachgeholt.',
    more: 'Shopify zählt {{expected}} bezahlte Bestellungen vom {{from}} bis {{to}}; die App hat {{seen}} gesehen, samt denen, die seither gelöscht oder geändert wurden.',
    complete: 'Vollständig',
    short: 'Es fehlen welche',
    text: 'Bezahlte Bestellungen der letzten {{count}} Tage: wie viele mit Hinweis auf eine Empfehlung kamen und wie viele angerechnet sind.',
    day: 'Tag',
    orders: 'Bestellungen',
    evidence: 'Mit Hinweis',
    credited: 'Angerechnet',
    share: '{{count}} ({{percent}})',
    one: 'Tag',
    many: 'Tage',
  },
  budget: {
    title: 'Shopifys Grenze für die App',
    left: '{{at}} waren {{available}} von {{maximum}} Punkten übrig; {{rate}} kommen pro Sekunde zurück.',
    noWait: 'Am letzten Tag musste kein Aufruf warten.',
    wait: 'Am längsten wurde {{seconds}} s gewartet, {{at}}.',
    never: 'Shopify wurde noch nicht gefragt.',
    good: 'Genug',
    tight: 'Knapp',
  },
} satisfies Translation<typeof english>;
