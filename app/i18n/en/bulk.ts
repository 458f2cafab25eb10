/** Changes of many things at once. */
export const bulkWords = {
  bulk: {
    cancel: 'Stop',
    busyTitle: 'Not started',
    busy: 'The same kind of work is still under way. Wait for its end, or stop it.',
    cancelledText: 'Stopped after {{done}} of {{total}}. What was done stays done.',
    fault: 'Stopped after {{done}} of {{total}} by a fault in Vouchsafe. The rest was not tried.',
    dismiss: 'Dismiss',
    line: '{{count}} × {{why}}',
    retry: 'Trying failed messages again',
    retried_one: '{{count}} message was tried again',
    retried_other: '{{count}} messages were tried again',
    retriedAgain: 'Failed again',
    retriedGone: 'Gone meanwhile',
    late: 'Still waiting',
    doneActs: 'Done: {{done}} of {{total}}',
    approving: 'Approving credits',
    refusing: 'Refusing credits',
    notOpen: 'It was decided or taken back meanwhile',
    acts: {
      approve: 'Approving rewards',
      revoke: 'Taking rewards back',
      keep: 'Leaving rewards to their recipients',
      'give-again': 'Giving rewards again',
      message: 'Writing to recipients',
    },
  },
} as const;
