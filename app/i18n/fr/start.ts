/** Programs to start from. */
import type { startWords as english } from '../en/start.ts';
import type { Translation } from '../translation.ts';

export const startWords = {
  start: {
    title: 'Choisir un programme de départ',
    again: 'Partir d’un autre programme',
    show: 'Afficher les programmes',
    hide: 'Masquer les programmes',
    text: 'Remplit le formulaire avec une offre et une récompense adaptées au montant habituel de vos commandes. Tout reste modifiable, et rien ne compte avant l’enregistrement.',
    benefits: 'Les filleuls reçoivent {{offer}}, les parrains {{reward}}.',
    percentage: 'Une réduction pour les deux',
    percentageHelp: 'Facile à expliquer ; les parrains reviennent acheter.',
    'store-credit': 'Du crédit en magasin pour les parrains',
    'store-creditHelp': 'Le crédit reste dans votre boutique, se dépense comme de l’argent et n’expire jamais.',
    'gift-card': 'Un montant pour les filleuls, une carte-cadeau pour les parrains',
    'gift-cardHelp': 'C’est un vrai cadeau ; les filleuls doivent dépenser assez pour que cela vaille la peine.',
    tiers: 'Davantage pour vos meilleurs parrains',
    tiersHelp: 'Ce que gagnent les parrains augmente avec les filleuls qu’ils amènent, et le reste.',
  },
} satisfies Translation<typeof english>;
