/**
 * Every word of the admin screens and files, in German: one file per area, as in English. Merchants are addressed as „du“, as Shopify does.
 *
 * advocate Empfehler · friend Freund · buyer Käufer · referral Empfehlung · evidence Nachweis · sealed link versiegelter Link ·
 * credit Anrechnung, anrechnen · held zurückgehalten · review prüfen · taken back zurückgenommen · claim abholen (Angebot) · offer Angebot ·
 * reward Belohnung · code Empfehlungscode · discount code Rabattcode · check Betrugsprüfung · points Punkte · program Programm ·
 * store credit Shop-Guthaben · gift card Geschenkgutschein · collection Kategorie · draft order Bestellentwurf · app embed App-Einbettung ·
 * block list Sperrliste · sign-up Kontoeröffnung
 *
 * Sentences about decisions are in reasons.de.ts.
 */
import polaris from '@shopify/polaris/locales/de.json' with { type: 'json' };
import { advocatesWords } from './de/advocates.ts';
import { bulkWords } from './de/bulk.ts';
import { customersWords } from './de/customers.ts';
import { developersWords } from './de/developers.ts';
import { filesWords } from './de/files.ts';
import { healthWords } from './de/health.ts';
import { homeWords } from './de/home.ts';
import { importWords } from './de/import.ts';
import { liabilityWords } from './de/liability.ts';
import { mailWords } from './de/mail.ts';
import { mergeWords } from './de/merge.ts';
import { notesWords } from './de/notes.ts';
import { problemWords } from './de/problems.ts';
import { programWords } from './de/program.ts';
import { referralsWords } from './de/referrals.ts';
import { reportsWords } from './de/reports.ts';
import { reviewWords } from './de/review.ts';
import { rewardLifeWords } from './de/reward-life.ts';
import { rewardFormWords } from './de/reward-form.ts';
import { rewardWords } from './de/rewards.ts';
import { settingsWords } from './de/settings.ts';
import { shellWords } from './de/shell.ts';
import { simulatorWords } from './de/simulator.ts';
import { staffLogWords } from './de/staff-log.ts';
import { statesWords } from './de/states.ts';
import { startWords } from './de/start.ts';
import { trackingWords } from './de/tracking.ts';
import { viewWords } from './de/views.ts';
import { whatIfWords } from './de/what-if.ts';
import type { en } from './en.ts';
import type { Translation } from './translation.ts';

const de = {
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
} satisfies Translation<typeof en>;

export const german = { own: de, polaris };
