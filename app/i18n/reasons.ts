/** Why, in words: one sentence per reason and finding, the same on screens, in CSV files and in e-mails. A language is one table (reasons.en.ts). */
import type { Decision } from '../domain/attribution.ts';
import type { Signal } from '../domain/facts.ts';
import type { Reason, ReasonCode } from '../domain/reasons.ts';
import type { Finding, RiskCheckCode } from '../domain/risk/check.ts';
import { moneyText, momentText } from './figures.ts';
import { english } from './reasons.en.ts';

/** Whose words: a shop's locale and time zone (IANA). */
export type SentenceSetting = { locale: string; timeZone: string };

/** Figures as the reader writes them. */
export type SentenceFigures = {
  /** @param minor minor units as a decimal string */
  money(minor: string, currency: string): string;
  /** @param at epoch milliseconds */
  moment(at: number): string;
  number(value: number): string;
};

/** One language. A new reason or check does not compile until every language has its sentence. */
export type SentenceTable = {
  reasons: { [Code in ReasonCode]: (reason: Extract<Reason, { code: Code }>, figures: SentenceFigures) => string };
  findings: Record<RiskCheckCode, (finding: Finding, figures: SentenceFigures) => string>;
  /** A finding of a check that exists no more. */
  formerCheck: (finding: Finding) => string;
  /** What the signal is, with its code and time. */
  signal: (signal: Signal, figures: SentenceFigures) => string;
  credited: (advocate: string) => string;
  notCredited: string;
  leadsTo: (advocate: string) => string;
};

const TABLES: Readonly<Record<string, SentenceTable>> = { en: english };

/** One sentence, with the reason's own numbers. */
export function reasonSentence(reason: Reason, setting: SentenceSetting): string {
  const table = tableFor(setting.locale);
  const say = table.reasons[reason.code] as (reason: Reason, figures: SentenceFigures) => string;
  return say(reason, figuresFor(setting));
}

/** What a fraud check saw, in one sentence. */
export function findingSentence(finding: Finding, setting: SentenceSetting): string {
  const table = tableFor(setting.locale);
  const known = Object.hasOwn(table.findings, finding.check);
  return known ? table.findings[finding.check as RiskCheckCode](finding, figuresFor(setting)) : table.formerCheck(finding);
}

export type DecisionSentences = {
  /** Who was credited and by which evidence, or why nobody was. */
  outcome: string;
  /** One text per candidate, the winner (or the best) first. */
  candidates: string[];
  /** One sentence per fraud check. */
  findings: string[];
};

/** A whole decision in words. @param names what to call an advocate; the merchant's screens give the name, files the code */
export function decisionSentences(
  decision: Decision,
  names: { advocate(advocateId: string): string },
  setting: SentenceSetting,
): DecisionSentences {
  const table = tableFor(setting.locale);
  const figures = figuresFor(setting);
  const verdict = decision.advocateId === null ? table.notCredited : table.credited(names.advocate(decision.advocateId));
  return {
    outcome: `${verdict} ${reasonSentence(decision.reason, setting)}`,
    candidates: decision.candidates.map(({ signal, advocateId, reason }) =>
      [
        table.signal(signal, figures),
        ...(advocateId === null ? [] : [table.leadsTo(names.advocate(advocateId))]),
        reasonSentence(reason, setting),
      ].join(' '),
    ),
    findings: decision.findings.map((finding) => findingSentence(finding, setting)),
  };
}

function tableFor(locale: string): SentenceTable {
  return TABLES[locale.slice(0, 2).toLowerCase()] ?? english;
}

function figuresFor({ locale, timeZone }: SentenceSetting): SentenceFigures {
  const numbers = new Intl.NumberFormat(locale);
  return {
    money: (minor, currency) => moneyText(minor, currency, locale),
    moment: (at) => momentText(at, locale, timeZone),
    number: (value) => numbers.format(value),
  };
}
