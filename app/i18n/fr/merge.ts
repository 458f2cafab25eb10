/** Deux parrains n’en font plus qu’un. */
import type { mergeWords as english } from '../en/merge.ts';
import type { Translation } from '../translation.ts';

export const mergeWords = {
  merge: {
    action: 'Fusionner avec un autre parrain',
    title: 'Fusionner {{name}} avec un autre parrain',
    text: 'Pour une personne qui est parrain deux fois : un second compte, ou un invité qui en a ouvert un plus tard.',
    none: 'Aucun autre parrain ne correspond.',
    keep: 'Qui reste',
    keepHelp: 'L’autre en fait désormais partie.',
    moves: 'Ce qui passe à {{name}}',
    stays: 'Ce qui ne change pas',
    codes: 'Les liens et codes ({{codes}}) mènent à {{name}}, et les commandes qui arrivent par eux désormais aussi.',
    arrivals: '{{visits}} visites et {{claims}} offres demandées.',
    earned:
      '{{referrals}} parrainages et {{rewards}} récompenses comptent avec ceux de {{name}}, pour les paliers et les primes aussi. Ce qui reste dû est versé à {{name}}.',
    notes: 'Les notes, et un blocage : si l’un des deux est bloqué, {{name}} l’est.',
    decided: 'Les commandes déjà décidées gardent leur décision et la raison donnée.',
    shopify:
      'Les deux clients restent dans Shopify. Connectés à l’un ou l’autre compte, ils voient le lien et les récompenses de {{name}}.',
    undo: 'Cette action est irréversible.',
    button: 'Fusionner dans {{name}}',
    choose: 'Choisissez l’autre parrain.',
    done: 'Réunis en un seul parrain',
    problem: {
      'not-found': 'L’un des deux n’existe plus.',
      same: 'Choisissez un autre parrain que celui-ci.',
      meanwhile: 'L’un des deux a été fusionné entre-temps. Rechargez la page pour voir où il en est.',
      erased: 'Les données de l’un des deux ont été effacées : il n’y a rien à fusionner.',
    },
  },
} satisfies Translation<typeof english>;
