/** Toasts at the bottom of the admin. */
import { byId, make, onPress, say } from './app-port.ts';

const shown = new Map<string, HTMLElement>();

export function showToast(toast: {
  id: string;
  message: string;
  isError: boolean;
  action: string | null;
  duration: number;
}): void {
  const element = make('div', { class: toast.isError ? 'toast error' : 'toast' }, make('span', {}, toast.message));
  if (toast.action !== null) {
    element.append(onPress(make('button', { type: 'button' }, toast.action), () => say({ say: 'toastAction', id: toast.id })));
  }
  element.append(onPress(make('button', { type: 'button', 'aria-label': 'Dismiss' }, '✕'), () => hideToast(toast.id)));
  shown.set(toast.id, element);
  byId('toasts').append(element);
  setTimeout(() => hideToast(toast.id), toast.duration);
}

export function hideToast(id: string): void {
  const element = shown.get(id);
  if (element === undefined) return;
  shown.delete(id);
  element.remove();
  say({ say: 'toastGone', id });
}
