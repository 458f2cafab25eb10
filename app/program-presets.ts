/** Three strengths of the fraud checks for merchants who do not want to set seventeen of them. */
import { type Grading, RISK_CHECK_CODES, RISK_CHECK_TRAITS, type RiskCheckCode } from './domain/risk/codes.ts';
import { checkFieldsOf, type ProgramForm } from './program-form.ts';

export const STRICTNESSES = ['lenient', 'balanced', 'strict'] as const;
export type Strictness = (typeof STRICTNESSES)[number];

type Preset = { checks: Record<RiskCheckCode, Grading>; reviewFrom: number | null; refuseFrom: number | null };

const starts = Object.fromEntries(RISK_CHECK_CODES.map((code) => [code, RISK_CHECK_TRAITS[code].start])) as Preset['checks'];
const certain: readonly RiskCheckCode[] = ['same-customer', 'same-email', 'banned-referrer', 'block-list'];

const PRESETS: Record<Strictness, Preset> = {
  lenient: {
    checks: Object.fromEntries(
      RISK_CHECK_CODES.map((code) => [code, certain.includes(code) ? starts[code] : { ...starts[code], grade: 'note' }]),
    ) as Preset['checks'],
    reviewFrom: 100,
    refuseFrom: null,
  },
  balanced: { checks: starts, reviewFrom: 60, refuseFrom: 100 },
  strict: {
    checks: {
      ...starts,
      'same-phone': { grade: 'refuse', weight: 100 },
      'same-address': { grade: 'review', weight: 40 },
      'same-network': { grade: 'review', weight: 25 },
      'same-device': { grade: 'review', weight: 40 },
      'disposable-email': { grade: 'refuse', weight: 100 },
      'network-velocity': { grade: 'review', weight: 40 },
      'known-friend': { grade: 'review', weight: 40 },
      'unseen-code': { grade: 'review', weight: 30 },
    },
    reviewFrom: 40,
    refuseFrom: 90,
  },
};

type RiskFields = Pick<ProgramForm, 'checks' | 'reviewFrom' | 'refuseFrom'>;

/** The fields that a strength sets. */
export function presetFields(strictness: Strictness): RiskFields {
  const { checks, reviewFrom, refuseFrom } = PRESETS[strictness];
  return {
    checks: checkFieldsOf(checks),
    reviewFrom: reviewFrom === null ? '' : String(reviewFrom),
    refuseFrom: refuseFrom === null ? '' : String(refuseFrom),
  };
}

/** The strength that these fields are; null: the merchant's own. */
export function strictnessOf({ checks, reviewFrom, refuseFrom }: RiskFields): Strictness | null {
  return STRICTNESSES.find((strictness) => sameFields(presetFields(strictness), { checks, reviewFrom, refuseFrom })) ?? null;
}

function sameFields(a: RiskFields, b: RiskFields): boolean {
  const sameChecks = RISK_CHECK_CODES.every(
    (code) => a.checks[code].grade === b.checks[code].grade && a.checks[code].weight === b.checks[code].weight.trim(),
  );
  return sameChecks && a.reviewFrom === b.reviewFrom.trim() && a.refuseFrom === b.refuseFrom.trim();
}
