/** The settings as they are typed, and read back. Shared by the page, which says what is wrong at once, and the action, which trusts nobody. */
import { z } from 'zod';
import { EXPIRING_DAYS, KEEP_LIMITS, type Kept, type Settings } from './domain/settings.ts';
import { sendableAddress } from './email/address.ts';
import { SHOPPER_LANGUAGES } from './i18n/shopper-languages.ts';

const text = z.string().max(400);
export const settingsFormSchema = z.object({
  ...{ language: text, senderName: text, replyTo: text },
  /** 'yes' or nothing. */
  ...{ promised: text, expiringDays: text },
  ...{ visitsBeyondWindow: text, deliveries: text, deadDeliveries: text },
});
export type SettingsForm = z.infer<typeof settingsFormSchema>;
export type SettingsProblem = 'language' | 'sender-too-long' | 'sender-broken' | 'address' | 'days';
export type SettingsProblems = Partial<Record<keyof SettingsForm, SettingsProblem>>;

export const KEPT = ['visitsBeyondWindow', 'deliveries', 'deadDeliveries'] as const satisfies readonly Kept[];
const LONGEST_SENDER = 100;

export function settingsFormOf({ language, senderName, replyTo, promised, expiringDays, keepDays }: Settings): SettingsForm {
  return {
    ...{ language: language ?? '', senderName: senderName ?? '', replyTo: replyTo ?? '' },
    ...{ promised: promised ? 'yes' : '', expiringDays: String(expiringDays) },
    visitsBeyondWindow: String(keepDays.visitsBeyondWindow),
    deliveries: String(keepDays.deliveries),
    deadDeliveries: String(keepDays.deadDeliveries),
  };
}

export function readSettingsForm(form: SettingsForm): { settings: Settings } | { problems: SettingsProblems } {
  const problems: SettingsProblems = {};
  const promised = form.promised === 'yes';
  const expiringDays = EXPIRING_DAYS.find((count) => String(count) === form.expiringDays) ?? 0;
  const senderName = form.senderName.trim();
  const replyTo = form.replyTo.trim();
  const language = SHOPPER_LANGUAGES.find((one) => one === form.language) ?? null;
  if (language === null && form.language !== '') problems.language = 'language';
  if (senderName.length > LONGEST_SENDER) problems.senderName = 'sender-too-long';
  // A second line of a name would be a header of the e-mail.
  else if (/\p{Cc}|\p{Cf}/u.test(senderName)) problems.senderName = 'sender-broken';
  const address = replyTo === '' ? null : sendableAddress(replyTo);
  if (replyTo !== '' && address === null) problems.replyTo = 'address';
  const days = (name: Kept): number => {
    const { least, most } = KEEP_LIMITS[name];
    const typed = /^\d{1,4}$/.test(form[name].trim()) ? Number(form[name]) : -1;
    if (typed < least || typed > most) problems[name] = 'days';
    return typed;
  };
  const keepDays = {
    ...{ visitsBeyondWindow: days('visitsBeyondWindow'), deliveries: days('deliveries') },
    deadDeliveries: days('deadDeliveries'),
  };
  if (Object.keys(problems).length > 0) return { problems };
  return { settings: { language, senderName: senderName || null, replyTo: address, promised, expiringDays, keepDays } };
}
