/** Saved views of lists. */
export const viewWords = {
  views: {
    share: 'Show to everyone',
    keep: 'Keep to myself',
    first: 'Open the list with it',
    notFirst: 'Stop opening the list with it',
    shared: '{{name}} · everyone',
    saved: 'View saved',
    changed: 'View changed',
    deleted: 'View deleted',
    gone: 'no longer exists',
    failed: 'The view was not saved',
    problem: {
      'name-taken': 'There is a view of this name already.',
      'too-many': 'There are {{count}} views here, which is the most. Delete one first.',
      unknown: 'This view is gone: somebody deleted it meanwhile.',
      empty: 'Choose a filter first: there is nothing to save.',
    },
  },
} as const;
