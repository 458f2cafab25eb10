/** What the app's frame and the admin tell each other by postMessage. */

export type TitleBarButton = {
  id: number;
  label: string;
  href: string | null;
  primary: boolean;
  breadcrumb: boolean;
  critical: boolean;
  disabled: boolean;
  loading: boolean;
  /** Label of the menu that holds it, or null. */
  group: string | null;
};

export type SaveBarState = {
  id: number;
  discardConfirmation: boolean;
  saving: boolean;
  saveDisabled: boolean;
  discardDisabled: boolean;
};

export type Question =
  | { ask: 'idToken' }
  | { ask: 'extensions' }
  | { ask: 'scopes' }
  | { ask: 'requestScopes'; scopes: string[] }
  | { ask: 'revokeScopes'; scopes: string[] }
  | { ask: 'leave' };

export type FromApp =
  | { say: 'opened'; path: string }
  | { say: 'navigated'; path: string }
  | { say: 'title'; title: string | null; buttons: TitleBarButton[] }
  | { say: 'navigation'; items: { label: string; href: string; home: boolean }[] }
  | { say: 'saveBar'; bar: SaveBarState | null }
  | { say: 'toast'; id: string; message: string; isError: boolean; action: string | null; duration: number }
  | { say: 'hideToast'; id: string }
  | { say: 'loading'; on: boolean }
  | { say: 'shade'; on: boolean }
  | { say: 'open'; url: string }
  | ({ say: 'question'; number: number } & Question);

export type FromAdmin =
  | { say: 'answer'; number: number; value: unknown }
  | { say: 'refusal'; number: number; message: string }
  | { say: 'navigate'; href: string }
  | { say: 'press'; id: number }
  | { say: 'save'; id: number }
  | { say: 'discard'; id: number }
  | { say: 'toastAction'; id: string }
  | { say: 'toastGone'; id: string };

/** Marks the messages of this pair among others that a page may get. */
export type Envelope<Message> = { devstore: 'app-bridge'; message: Message };

export function isEnvelope(data: unknown): data is Envelope<never> {
  return typeof data === 'object' && data !== null && 'devstore' in data && data.devstore === 'app-bridge';
}
