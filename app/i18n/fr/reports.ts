/** Rapports. */
import type { reportsWords as english } from '../en/reports.ts';
import type { Translation } from '../translation.ts';

export const reportsWords = {
  reports: {
    title: 'Rapports',
    subtitle: 'Du {{from}} au {{to}}, comparé à la période du {{beforeFrom}} au {{beforeTo}}',
    periodLabel: 'Période',
    presets: {
      '7': '7 derniers jours',
      '30': '30 derniers jours',
      '90': '90 derniers jours',
      month: 'Ce mois-ci',
      'last-month': 'Le mois dernier',
      year: 'Cette année',
      custom: 'Dates au choix',
    },
    from: 'Du',
    to: 'Au',
    apply: 'Afficher',
    problems: {
      unreadable: 'Saisissez un jour, par exemple 2026-11-30.',
      backwards: 'Le dernier jour précède le premier. Inversez-les ou choisissez un jour plus tardif.',
      future: 'Ce jour n’est pas encore arrivé.',
      'too-long': 'Un rapport couvre dix ans au plus. Choisissez un premier jour plus récent.',
    },
    problemNote: 'Voici à la place les 30 derniers jours.',
    funnel: {
      title: 'Du lien à la commande',
      visits: 'Visites par lien',
      claims: 'Offres demandées',
      orders: 'Commandes parrainées',
      revenue: 'Ventes parrainées',
      ofVisits: '{{share}} des visites',
      perOrder: '{{amount}} par commande',
      firstOrders_one: '{{number}} première commande',
      firstOrders_other: '{{number}} premières commandes',
    },
    emptyTitle: 'Rien n’est venu par un lien ces jours-là',
    emptyText:
      'Quand vos parrains partagent leurs liens, les visites, les offres et les commandes sont comptées ici. Ils trouvent le leur dans le bloc « Parrainez vos amis » de votre boutique.',
    emptyAction: 'Voir qui partage',
    course: {
      title: 'Évolution',
      measure: 'Afficher',
      day: 'Jour',
      week: 'Semaine du',
      month: 'Mois du',
      asTable: 'En tableau',
      asChart: 'En graphique',
      file: 'Chaque jour dans un fichier',
    },
    cost: {
      title: 'Ce que cela a coûté',
      rewards: 'Récompenses',
      rewardsText: 'Promises ces jours-là, moins celles qui y ont expiré ou ont été reprises',
      discounts: 'Réductions sur les commandes parrainées',
      discountsText: 'Tout ce que les réductions en ont retiré, les vôtres et les nôtres',
      all: 'Au total',
      return: 'Ventes pour {{unit}} dépensé',
      noReturn: 'Rien n’a été dépensé',
      owed: 'Ce qui est dû aujourd’hui',
    },
    became: {
      title: 'Ce que sont devenues les commandes avec indices',
      credited: 'Créditées',
      held: 'En attente de votre examen',
      reversed: 'Reprises après remboursement',
      lost: 'Créditées à personne',
    },
    lost: {
      title: 'Pourquoi des commandes n’ont été créditées à personne',
      none: 'Chaque commande avec indices a été créditée ou attend.',
      more: 'Toutes les raisons, et que faire',
    },
    channels: { title: 'Comment les liens ont été partagés', channel: 'Partagé par', none: 'Le lien ne le dit pas' },
    countries: { title: 'Où vivent les filleuls', country: 'Pays', none: 'Inconnu' },
    products: { title: 'Ce que les filleuls ont acheté', product: 'Produit', pieces: 'Pièces', number: 'Produit {{id}}' },
    leaders: { title: 'Les parrains dont les filleuls achètent le plus', advocate: 'Parrain' },
    nothing: 'Aucune commande parrainée ces jours-là.',
    otherCurrency_one:
      '{{number}} commande a été passée dans une autre devise que celle de la boutique : elle est comptée, mais pas dans les sommes.',
    otherCurrency_other:
      '{{number}} commandes ont été passées dans une autre devise que celle de la boutique : elles sont comptées, mais pas dans les sommes.',
    definitions:
      'Les jours sont ceux de {{timeZone}}, les montants sont en {{currency}}, remboursements déduits. Une commande créditée compte le jour où elle a été passée.',
    print: 'Imprimer',
  },
} as const satisfies Translation<typeof english>;
