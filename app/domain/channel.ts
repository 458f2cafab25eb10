/** How a link was shared. The letter rides in the link under its seal (signed-ref.ts); every letter is in the readable alphabet. */

export const CHANNELS = {
  copy: 'C',
  native: 'N',
  email: 'M',
  whatsapp: 'W',
  sms: 'T',
  x: 'X',
  messenger: 'F',
  qr: 'R',
  page: 'P',
  /** The link in the customer's metafield: mail tools, account pages. */
  metafield: 'K',
} as const;
export type Channel = keyof typeof CHANNELS;

export const CHANNEL_NAMES = Object.keys(CHANNELS) as Channel[];

/** The block "Refer a friend" has a button for each, and each shares a link of its own. */
export const SHARING_CHANNELS = ['copy', 'native', 'email', 'whatsapp', 'sms', 'x', 'messenger'] as const satisfies Channel[];

/** @param letter upper case */
export function channelOfLetter(letter: string): Channel | null {
  return CHANNEL_NAMES.find((channel) => CHANNELS[channel] === letter) ?? null;
}

/** In addresses and filters: it is not known how the link was shared, or where the friend lives. */
export const NOT_TOLD = 'none';
