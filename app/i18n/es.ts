/**
 * Every word of the admin screens and files, in Spanish: one file per area, as in English. Merchants are addressed as «tú», as Shopify
 * does, in words that Spain and Latin America share.
 *
 * advocate promotor · friend amigo (shoppers read «amistades») · buyer comprador · to refer recomendar, referral recomendación ·
 * evidence indicio · link enlace · sealed link enlace sellado · credit atribución, atribuir · held retenido · review revisión ·
 * taken back retirado · claim solicitud, solicitar (la oferta) · offer oferta · reward recompensa · code código de recomendación ·
 * discount code código de descuento · check control antifraude · points puntos · program programa · store credit crédito en la tienda ·
 * gift card tarjeta de regalo · draft order pedido preliminar · app embed inserción de la app · block list lista de bloqueo ·
 * sign-up registro · merge combinar · ledger libro · report informe · settings configuración
 *
 * Sentences about decisions are in reasons.es.ts.
 */
import polaris from '@shopify/polaris/locales/es.json' with { type: 'json' };
import { advocatesWords } from './es/advocates.ts';
import { bulkWords } from './es/bulk.ts';
import { customersWords } from './es/customers.ts';
import { developersWords } from './es/developers.ts';
import { filesWords } from './es/files.ts';
import { healthWords } from './es/health.ts';
import { homeWords } from './es/home.ts';
import { importWords } from './es/import.ts';
import { liabilityWords } from './es/liability.ts';
import { mailWords } from './es/mail.ts';
import { mergeWords } from './es/merge.ts';
import { notesWords } from './es/notes.ts';
import { problemWords } from './es/problems.ts';
import { programWords } from './es/program.ts';
import { referralsWords } from './es/referrals.ts';
import { reportsWords } from './es/reports.ts';
import { reviewWords } from './es/review.ts';
import { rewardLifeWords } from './es/reward-life.ts';
import { rewardFormWords } from './es/reward-form.ts';
import { rewardWords } from './es/rewards.ts';
import { settingsWords } from './es/settings.ts';
import { shellWords } from './es/shell.ts';
import { simulatorWords } from './es/simulator.ts';
import { staffLogWords } from './es/staff-log.ts';
import { statesWords } from './es/states.ts';
import { startWords } from './es/start.ts';
import { trackingWords } from './es/tracking.ts';
import { viewWords } from './es/views.ts';
import { whatIfWords } from './es/what-if.ts';
import type { en } from './en.ts';
import { withRoundMillions } from './round-millions.ts';
import type { Translation } from './translation.ts';

const es = {
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

/** A number and its sign for percent stay on one line. */
export const spanish = { own: withRoundMillions(es, (text) => text.replaceAll(' %', '\u00a0%')), polaris };
