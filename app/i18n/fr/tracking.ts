/** Si les commandes sont vues et rattachées, et le budget de l’API Admin. */
import type { trackingWords as english } from '../en/tracking.ts';
import type { Translation } from '../translation.ts';

export const trackingWords = {
  tracking: {
    title: 'Commandes et indices',
    none: 'Pas encore compté : Shopify est interrogé toutes les heures.',
    even: 'Shopify compte {{expected}} commandes payées du {{from}} au {{to}}, et l’application les a toutes vues.',
    missing_one:
      'Shopify compte {{expected}} commandes payées du {{from}} au {{to}} ; l’application en a vu {{seen}}. Il en manque {{count}}, récupérée dans l’heure.',
    missing_other:
      'Shopify compte {{expected}} commandes payées du {{from}} au {{to}} ; l’application en a vu {{seen}}. Il en manque {{count}}, récupérées dans l’heure.',
    more: 'Shopify compte {{expected}} commandes payées du {{from}} au {{to}} ; l’application en a vu {{seen}}, y compris celles supprimées ou modifiées depuis.',
    complete: 'Complet',
    short: 'Incomplet',
    text: 'Commandes payées des {{count}} derniers jours : combien portaient un indice de parrainage, et combien sont créditées.',
    day: 'Jour',
    orders: 'Commandes',
    evidence: 'Avec indice',
    credited: 'Créditées',
    share: '{{count}} ({{percent}})',
    one: 'jour',
    many: 'jours',
  },
  budget: {
    title: 'Limite de Shopify pour l’application',
    left: 'Il restait {{available}} points sur {{maximum}} {{at}} ; {{rate}} reviennent chaque seconde.',
    noWait: 'Aucun appel n’a dû attendre ces dernières 24 heures.',
    wait: 'L’attente la plus longue a été de {{seconds}} s, {{at}}.',
    never: 'Shopify n’a pas encore été interrogé.',
    good: 'Suffisant',
    tight: 'Juste',
  },
} satisfies Translation<typeof english>;
