/** What a merchant sets beside the program: how customers are written to, and how long some things are kept. */
import { z } from 'zod';

/** Days that can be chosen. A visit may explain an order that is paid late; a repeat of a message from Shopify is known by the stored one. */
export const KEEP_LIMITS = {
  visitsBeyondWindow: { least: 0, most: 365 },
  deliveries: { least: 3, most: 60 },
  deadDeliveries: { least: 7, most: 180 },
} as const;
export type Kept = keyof typeof KEEP_LIMITS;

const days = ({ least, most }: { least: number; most: number }) => z.int().min(least).max(most);

/** When one can be reminded of a code that ends. */
export const EXPIRING_DAYS = [0, 1, 3, 7, 14] as const;

export const settingsSchema = z.object({
  /** Language of e-mails about rewards, BCP 47; null: the store's own. */
  language: z.string().nullable().default(null),
  /** Shown as the sender of e-mails; null: the store's name. */
  senderName: z.string().min(1).max(100).nullable().default(null),
  /** Where answers to e-mails go; null: the store's contact address. */
  replyTo: z.string().max(320).nullable().default(null),
  /** Whether advocates are told that a reward is on its way, before it is ready. */
  promised: z.boolean().default(true),
  /** So many days before a code ends its owner is reminded of it; 0: never. */
  expiringDays: z.union(EXPIRING_DAYS.map((one) => z.literal(one))).default(7),
  keepDays: z
    .object({
      /** Visits, and the networks and browsers of claims and orders: so many days after the longest attribution window. */
      visitsBeyondWindow: days(KEEP_LIMITS.visitsBeyondWindow),
      /** Raw messages from Shopify after they are settled. */
      deliveries: days(KEEP_LIMITS.deliveries),
      /** Those that could not be processed, after they came. */
      deadDeliveries: days(KEEP_LIMITS.deadDeliveries),
    })
    .default({ visitsBeyondWindow: 30, deliveries: 14, deadDeliveries: 90 }),
});
export type Settings = z.infer<typeof settingsSchema>;

/** What holds for a shop that has set nothing. */
export const DEFAULT_SETTINGS: Settings = settingsSchema.parse({});

/** For so many days visits are kept: as long as any version of the program looks back, and what the settings add. @param windows of all versions, in days */
export function visitsKeptFor({ keepDays }: Pick<Settings, 'keepDays'>, windows: readonly number[]): number {
  return Math.max(0, ...windows) + keepDays.visitsBeyondWindow;
}
