/** What other rules would have done with past orders. */
import type { whatIfWords as english } from '../en/what-if.ts';
import type { Translation } from '../translation.ts';

export const whatIfWords = {
  whatIf: {
    title: 'Qu’auraient donné ces règles ?',
    text: 'Juge de nouveau vos commandes passées selon les règles telles qu’elles sont dans le formulaire. Rien n’est enregistré, et aucune décision ne change.',
    try: 'Essayer avant d’enregistrer',
    tryText:
      'Voyez ce que les règles du formulaire auraient donné pour vos commandes passées, ou ce qu’elles donnent pour une commande que vous inventez.',
    tryOrders: 'Essayer sur les commandes passées',
    tryPretend: 'Essayer une commande fictive',
    period: 'Commandes depuis',
    months_one: '{{count}} mois',
    months_other: '{{count}} mois',
    run: 'Calculer',
    again: 'Recalculer',
    cancel: 'Arrêter',
    working: 'Les commandes passées sont jugées de nouveau…',
    failed: 'Les commandes n’ont pas pu être jugées de nouveau. Réessayez dans un instant.',
    tooLate: 'Vous avez modifié le formulaire depuis : recalculez.',
    unchanged: 'Ce sont les règles en vigueur.',
    judged_one: '{{number}} commande jugée de nouveau.',
    judged_other: '{{number}} commandes jugées de nouveau.',
    signUps_one: '{{number}} inscription également.',
    signUps_other: '{{number}} inscriptions également.',
    asLive: 'Le programme est considéré ici comme actif.',
    nothing: 'Aucune commande n’aurait fini autrement.',
    noOrders: 'Il n’y a aucune commande à juger dans cette période.',
    kind: {
      'newly-credited': 'Créditées désormais',
      'no-longer-credited': 'Plus créditées',
      'newly-held': 'Mises en attente désormais',
      'no-longer-held': 'Créditées sans examen',
      'other-advocate': 'Autre parrain',
    },
    revenue: 'Ventes parrainées',
    rewards: 'Récompenses',
    same: 'Inchangé',
    fromTo: '{{from}} → {{to}}',
    changed: 'Ce qui changerait',
    before: 'Décidé',
    after: 'Avec ces règles',
    more: 'En afficher plus',
    shown: '{{shown}} sur {{all}}',
    limits: 'Ce que ce calcul ne peut pas savoir',
    limit: {
      stored: 'Les faits sont conservés depuis le {{day}} ; les commandes antérieures ne peuvent pas être jugées.',
      evidence: 'Les commandes sur lesquelles rien ne menait à un parrain n’y figurent pas.',
      behaviour: 'Avec une autre offre ou une autre récompense, les gens auraient agi autrement.',
      percent:
        'Les ventes sont le sous-total au moment de la décision. Une récompense en pourcentage compte pour ce pourcentage du sous-total.',
      lines_one:
        '{{number}} commande a été conservée sans ses produits : les règles sur les produits ne changent rien pour elle.',
      lines_other:
        '{{number}} commandes ont été conservées sans leurs produits : les règles sur les produits ne changent rien pour elles.',
      unreadable_one: '{{number}} commande n’a pas pu être lue et n’est pas comptée.',
      unreadable_other: '{{number}} commandes n’ont pas pu être lues et ne sont pas comptées.',
    },
  },
} satisfies Translation<typeof english>;
