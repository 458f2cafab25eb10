/** Two advocates become one. */
export const mergeWords = {
  merge: {
    action: 'Merge with another advocate',
    title: 'Merge {{name}} with another advocate',
    text: 'For one person who is two advocates: a second account, or a guest who opened one.',
    none: 'No other advocate matches.',
    keep: 'Who stays',
    keepHelp: 'The other one becomes part of this one.',
    moves: 'What moves to {{name}}',
    stays: 'What stays as it is',
    codes: 'Links and codes ({{codes}}) lead to {{name}}, and so do orders that come by them from now on.',
    arrivals: '{{visits}} visits and {{claims}} claimed offers.',
    earned:
      '{{referrals}} referrals and {{rewards}} rewards count together with those of {{name}}, for tiers and bonuses too. What is still owed is paid to {{name}}.',
    notes: 'Notes, and a block: if one of the two is blocked, {{name}} is.',
    decided: 'Orders that were decided keep the decision and the reason that was given.',
    shopify: 'Both customers stay in Shopify. Signed in with either account, they see the link and rewards of {{name}}.',
    undo: 'This cannot be undone.',
    button: 'Merge into {{name}}',
    choose: 'Choose the other advocate.',
    done: 'Merged into one advocate',
    problem: {
      'not-found': 'One of the two is no longer here.',
      same: 'Choose another advocate than this one.',
      meanwhile: 'One of the two was merged meanwhile. Reload the page to see how it is now.',
      erased: 'The data of one of the two was erased: there is nothing to merge.',
    },
  },
} as const;
