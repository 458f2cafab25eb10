/** The list of rewards, one reward's page, and what staff can do about them. */
export const rewardLifeWords = {
  rewardLife: {
    for: 'For',
    bonus: 'Bonus for friend no. {{number}}',
    given: 'Given by staff',
    toFriend: 'To the friend',
    onItsWay: 'Once the order is on its way',
    soon: 'Being created',
    kept: 'Kept, whatever becomes of the order',
    trouble: {
      edited: 'Its discount was changed in Shopify',
      deactivated: 'Its discount was switched off in Shopify',
      deleted: 'Its discount was deleted in Shopify',
      'code-removed': 'Its code was removed in Shopify',
    },
    friendTitle: 'Friend’s reward',
    open: 'See its whole life',
    takenBack: { 'by-staff': 'By staff' },
  },
} as const;
