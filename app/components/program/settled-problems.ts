import type { FieldName, ProgramForm, ProgramFormProblems } from '../../program-form.ts';

/**
 * What is still called wrong after a field has changed: not the field itself, which is judged again when it is left; of its parts, and of what it is
 * compared with, what is still wrong. @param shown before the change @param found what is wrong after it
 */
export function settledProblems(
  shown: ProgramFormProblems,
  field: keyof ProgramForm,
  found: ProgramFormProblems,
): ProgramFormProblems {
  return Object.fromEntries(
    Object.entries(shown).flatMap(([name, problem]) => {
      if (problem === undefined || name === field || isOneList(name, field)) return [];
      // What a reward needs may be allowed by now, and a paused program needs nothing.
      if (problem.problem === 'permission' && (field === 'live' || hangsOn(name, field))) return [];
      const now = hangsOn(name, field) ? found[name as FieldName] : problem;
      return now === undefined ? [] : [[name, now]];
    }),
  );
}

const PARTS: Partial<Record<keyof ProgramForm, RegExp>> = {
  checks: /^check:/,
  tiersBy: /^tier(Steps$|\d+\.)/,
  tierSteps: /^tier\d+\./,
  milestones: /^milestone\d+\./,
  currencyAmounts: /^currency\d+\./,
  capShare: /\.percent$/,
};

function hangsOn(name: string, field: keyof ProgramForm): boolean {
  return name.startsWith(`${field}.`) || PARTS[field]?.test(name) === true;
}

/** "Add at least one" stands beside the first of three lists, and any of them, or the choice above them, mends it. */
function isOneList(name: string, field: FieldName): boolean {
  const together = [
    ['productsMode', 'productIds', 'collectionIds', 'productTags'],
    ['channelsMode', 'channelNames'],
    ['countriesMode', 'countries'],
  ];
  return together.some((fields) => fields.includes(name) && fields.includes(field));
}
