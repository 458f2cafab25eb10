/**
 * Every word of the admin screens and files, in French: one file per area, as in English. Merchants are addressed as « vous ».
 *
 * advocate parrain · friend filleul · buyer acheteur · referral parrainage · evidence indication · sealed link lien scellé ·
 * credit crédit, créditer · held en attente · review examen, à examiner · taken back repris · claim demande (de l’offre) · offer offre ·
 * reward récompense · code code de parrainage · discount code code de réduction · check contrôle antifraude · points points ·
 * program programme · draft order commande provisoire · app embed intégration de l’application · block list liste de blocage
 *
 * Sentences about decisions are in reasons.fr.ts. Plain spaces are written here; typography makes them unbreakable.
 */
import polaris from '@shopify/polaris/locales/fr.json' with { type: 'json' };
import type { en } from './en.ts';
import { typeset } from './french-typography.ts';
import { advocatesWords } from './fr/advocates.ts';
import { bulkWords } from './fr/bulk.ts';
import { customersWords } from './fr/customers.ts';
import { developersWords } from './fr/developers.ts';
import { filesWords } from './fr/files.ts';
import { healthWords } from './fr/health.ts';
import { homeWords } from './fr/home.ts';
import { importWords } from './fr/import.ts';
import { liabilityWords } from './fr/liability.ts';
import { mailWords } from './fr/mail.ts';
import { mergeWords } from './fr/merge.ts';
import { notesWords } from './fr/notes.ts';
import { problemWords } from './fr/problems.ts';
import { programWords } from './fr/program.ts';
import { referralsWords } from './fr/referrals.ts';
import { reportsWords } from './fr/reports.ts';
import { reviewWords } from './fr/review.ts';
import { rewardLifeWords } from './fr/reward-life.ts';
import { rewardFormWords } from './fr/reward-form.ts';
import { rewardWords } from './fr/rewards.ts';
import { settingsWords } from './fr/settings.ts';
import { shellWords } from './fr/shell.ts';
import { simulatorWords } from './fr/simulator.ts';
import { staffLogWords } from './fr/staff-log.ts';
import { statesWords } from './fr/states.ts';
import { startWords } from './fr/start.ts';
import { trackingWords } from './fr/tracking.ts';
import { viewWords } from './fr/views.ts';
import { whatIfWords } from './fr/what-if.ts';
import type { Translation } from './translation.ts';

const fr = {
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

export const french = { own: typeset(fr), polaris };
