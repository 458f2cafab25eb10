/** The list of rewards, one reward's page, and what staff can do about them. */
import type { rewardLifeWords as english } from '../en/reward-life.ts';
import type { Translation } from '../translation.ts';

export const rewardLifeWords = {
  rewardLife: {
    for: 'Pour',
    bonus: 'Prime pour le filleul nº {{number}}',
    given: 'Offerte par l’équipe',
    toFriend: 'Pour le filleul',
    onItsWay: 'Dès que la commande est en route',
    soon: 'En cours de création',
    kept: 'Gardée, quoi qu’il advienne de la commande',
    trouble: {
      edited: 'Sa réduction a été modifiée dans Shopify',
      deactivated: 'Sa réduction a été désactivée dans Shopify',
      deleted: 'Sa réduction a été supprimée dans Shopify',
      'code-removed': 'Son code a été retiré dans Shopify',
    },
    friendTitle: 'Récompense du filleul',
    open: 'Voir toute son histoire',
    takenBack: { 'by-staff': 'Par l’équipe' },
  },
} satisfies Translation<typeof english>;
