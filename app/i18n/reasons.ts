/** Why, in words: one sentence per reason and finding, the same on screens, in files and in e-mails. A language is one table (reasons.en.ts). */
import type { Decision } from '../domain/attribution.ts';
import type { Channel } from '../domain/channel.ts';
import type { Signal, SignalKind, Trust } from '../domain/facts.ts';
import type { Reason, ReasonCode } from '../domain/reasons.ts';
import type { Detail, Finding, Grade } from '../domain/risk/check.ts';
import type { RiskCheckCode } from '../domain/risk/codes.ts';
import { moneyText, momentText } from './figures.ts';
import { type Language, languageFor, localeFor } from './languages.ts';
import { german } from './reasons.de.ts';
import { english } from './reasons.en.ts';
import { spanish } from './reasons.es.ts';
import { french } from './reasons.fr.ts';

/** Whose words: a shop's locale and time zone (IANA). */
export type SentenceSetting = { locale: string; timeZone: string };

/** Figures as the reader writes them, enumerations as the language does. */
export type SentenceFigures = {
  /** @param minor minor units as a decimal string */
  money(minor: string, currency: string): string;
  /** @param at epoch milliseconds */
  moment(at: number): string;
  number(value: number): string;
  /** "a, b, and c" */
  list(words: readonly string[]): string;
  /** @param code ISO 3166 alpha-2 */
  country(code: string): string;
};

type FindingSentence = (detail: Detail, figures: SentenceFigures) => string;

/** What a check says in each case. */
export type CheckSentences = {
  /** A clause for "… because": no capital, no full stop. */
  because: string;
  hit: FindingSentence;
  clear: FindingSentence;
  notChecked: FindingSentence;
};

/** One language. A new reason, check or kind of evidence does not compile until every language has its sentence. */
export type SentenceTable = {
  /** BCP 47 */
  language: string;
  reasons: { [Code in ReasonCode]: (reason: Extract<Reason, { code: Code }>, figures: SentenceFigures) => string };
  checks: Record<RiskCheckCode, CheckSentences>;
  /** A finding of a check that exists no more. */
  formerCheck: (finding: Finding, figures: SentenceFigures) => string;
  /** What a hit means to the merchant, with its points. */
  grades: Record<Exclude<Grade, 'clear' | 'not-checked'>, (points: number, figures: SentenceFigures) => string>;
  /** What the signal is, with its code and time. */
  signals: Record<SignalKind, (signal: SignalWords) => string>;
  /** How far the link can be believed; empty where there is nothing to say. */
  trust: Record<Trust, string>;
  /** How a sealed link was shared. */
  channels: Record<Channel, string>;
  /** The sum of the points. */
  score: (points: number, figures: SentenceFigures) => string;
  credited: (advocate: string) => string;
  inReview: (advocate: string) => string;
  notCredited: string;
  leadsTo: (advocate: string) => string;
  /** Last touch to a sentence: what the language's typography asks for. */
  finish: (sentence: string) => string;
};

/** `code` is empty where the evidence has none, `moment` where its time is not known. */
type SignalWords = { code: string; moment: string };

const TABLES: Readonly<Record<Language, SentenceTable>> = { en: english, de: german, fr: french, es: spanish };

/** One sentence, with the reason's own numbers. */
export function reasonSentence(reason: Reason, setting: SentenceSetting): string {
  const table = tableFor(setting.locale);
  const say = table.reasons[reason.code] as (reason: Reason, figures: SentenceFigures) => string;
  return table.finish(say(reason, figuresFor(setting, table)));
}

/** What a fraud check saw, in one sentence. */
export function findingSentence(finding: Finding, setting: SentenceSetting): string {
  const table = tableFor(setting.locale);
  const figures = figuresFor(setting, table);
  if (!Object.hasOwn(table.checks, finding.check)) return table.finish(table.formerCheck(finding, figures));
  const check = table.checks[finding.check as RiskCheckCode];
  const say = finding.grade === 'clear' ? check.clear : finding.grade === 'not-checked' ? check.notChecked : check.hit;
  return table.finish(say(finding.detail, figures));
}

export type DecisionSentences = {
  /** Who was credited (or would be, after review) and by which evidence, or why nobody was. */
  outcome: string;
  /** One text per candidate, the winner (or the best) first. */
  candidates: string[];
  /** One text per fraud check: what it saw, and what that means under the program's rules. */
  findings: string[];
  /** What the checks add up to; null when nothing was checked. */
  score: string | null;
};

/** A whole decision in words. @param names what to call an advocate; the merchant's screens give the name, files the code */
export function decisionSentences(
  decision: Decision,
  names: { advocate(advocateId: string): string },
  setting: SentenceSetting,
): DecisionSentences {
  const table = tableFor(setting.locale);
  const figures = figuresFor(setting, table);
  return {
    outcome: `${table.finish(verdict(decision, names, table))} ${reasonSentence(decision.reason, setting)}`,
    candidates: decision.candidates.map(({ signal, advocateId, reason }) =>
      [
        ...signalSentences(signal, table, figures),
        ...(advocateId === null ? [] : [table.finish(table.leadsTo(names.advocate(advocateId)))]),
        reasonSentence(reason, setting),
      ].join(' '),
    ),
    findings: decision.findings.map((finding) => {
      const seen = findingSentence(finding, setting);
      if (finding.grade === 'clear' || finding.grade === 'not-checked') return seen;
      return `${seen} ${table.finish(table.grades[finding.grade](finding.points, figures))}`;
    }),
    score: decision.findings.length === 0 ? null : table.finish(table.score(decision.score, figures)),
  };
}

function verdict({ outcome, advocateId }: Decision, names: { advocate(id: string): string }, table: SentenceTable): string {
  if (advocateId === null || outcome === 'not-credited') return table.notCredited;
  const advocate = names.advocate(advocateId);
  return outcome === 'review' ? table.inReview(advocate) : table.credited(advocate);
}

function signalSentences(signal: Signal, table: SentenceTable, figures: SentenceFigures): string[] {
  const moment = signal.at === null ? '' : figures.moment(signal.at);
  const sentences = [
    table.signals[signal.kind]({ code: signal.rawCode, moment }),
    table.trust[signal.trust],
    signal.channel === null ? '' : table.channels[signal.channel],
  ];
  return sentences.filter((sentence) => sentence !== '').map((sentence) => table.finish(sentence));
}

function tableFor(locale: string): SentenceTable {
  return TABLES[languageFor(locale)];
}

function figuresFor({ locale: merchants, timeZone }: SentenceSetting, { language }: SentenceTable): SentenceFigures {
  const locale = localeFor(merchants);
  const numbers = new Intl.NumberFormat(locale);
  return {
    money: (minor, currency) => moneyText(minor, currency, locale),
    moment: (at) => momentText(at, locale, timeZone),
    number: (value) => numbers.format(value),
    list: (words) => new Intl.ListFormat(language, { type: 'conjunction' }).format(words),
    country: (code) => (/^[A-Z]{2}$/.test(code) ? (new Intl.DisplayNames(language, { type: 'region' }).of(code) ?? code) : code),
  };
}
