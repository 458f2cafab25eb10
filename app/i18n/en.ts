/** Every word of the admin screens and files, in English: one file per area. Sentences about decisions are in reasons.en.ts. */
import { advocatesWords } from './en/advocates.ts';
import { bulkWords } from './en/bulk.ts';
import { customersWords } from './en/customers.ts';
import { developersWords } from './en/developers.ts';
import { filesWords } from './en/files.ts';
import { healthWords } from './en/health.ts';
import { homeWords } from './en/home.ts';
import { importWords } from './en/import.ts';
import { liabilityWords } from './en/liability.ts';
import { mailWords } from './en/mail.ts';
import { mergeWords } from './en/merge.ts';
import { notesWords } from './en/notes.ts';
import { problemWords } from './en/problems.ts';
import { programWords } from './en/program.ts';
import { referralsWords } from './en/referrals.ts';
import { reportsWords } from './en/reports.ts';
import { reviewWords } from './en/review.ts';
import { rewardLifeWords } from './en/reward-life.ts';
import { rewardFormWords } from './en/reward-form.ts';
import { rewardWords } from './en/rewards.ts';
import { settingsWords } from './en/settings.ts';
import { shellWords } from './en/shell.ts';
import { simulatorWords } from './en/simulator.ts';
import { staffLogWords } from './en/staff-log.ts';
import { statesWords } from './en/states.ts';
import { startWords } from './en/start.ts';
import { trackingWords } from './en/tracking.ts';
import { viewWords } from './en/views.ts';
import { whatIfWords } from './en/what-if.ts';

export const en = {
  ...shellWords,
  ...rewardWords,
  ...rewardFormWords,
  ...liabilityWords,
  ...rewardLifeWords,
  ...homeWords,
  ...problemWords,
  ...programWords,
  ...startWords,
  ...whatIfWords,
  ...simulatorWords,
  ...statesWords,
  ...referralsWords,
  ...reportsWords,
  ...customersWords,
  ...developersWords,
  ...reviewWords,
  ...advocatesWords,
  ...notesWords,
  ...viewWords,
  ...bulkWords,
  ...trackingWords,
  ...mergeWords,
  ...healthWords,
  ...mailWords,
  ...filesWords,
  ...settingsWords,
  ...staffLogWords,
  ...importWords,
} as const;
