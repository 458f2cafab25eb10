/** Questions that the admin puts to the merchant. */
import { byId, facts, make, onPress, request } from './app-port.ts';

type Choice = { label: string; kind: 'primary' | 'critical' };

/** Resolves with whether the merchant chose `choice`; Escape and the other button say no. */
export function confirm(title: string, content: (Node | string)[], choice: Choice, otherwise: string): Promise<boolean> {
  const dialog = byId('dialog') as HTMLDialogElement;
  return new Promise((resolve) => {
    dialog.replaceChildren(
      make('h2', { id: 'dialog-title' }, title),
      make('div', {}, ...content),
      make(
        'footer',
        {},
        onPress(make('button', { class: 'button', type: 'button' }, otherwise), () => dialog.close('')),
        onPress(make('button', { class: `button ${choice.kind}`, type: 'button' }, choice.label), () => dialog.close('yes')),
      ),
    );
    dialog.returnValue = '';
    dialog.addEventListener(
      'close',
      () => {
        dialog.replaceChildren();
        resolve(dialog.returnValue === 'yes');
      },
      { once: true },
    );
    dialog.showModal();
  });
}

export function confirmLeaving(): Promise<boolean> {
  return confirm(
    'Leave page with unsaved changes?',
    ['Leaving this page will delete all unsaved changes.'],
    { label: 'Leave page', kind: 'critical' },
    'Stay',
  );
}

export function confirmDiscarding(): Promise<boolean> {
  return confirm(
    'Discard all unsaved changes?',
    ["If you discard changes, you'll delete any edits you made since you last saved."],
    { label: 'Discard changes', kind: 'critical' },
    'Continue editing',
  );
}

/** shopify.scopes.request: grants all of them or none. */
export async function requestScopes(scopes: string[]): Promise<{ result: 'granted-all' | 'declined-all'; detail: unknown }> {
  const described = (await request('scopes/describe', { scopes })) as { scope: string; words: string }[];
  const list = make('ul', {}, ...described.map(({ scope, words }) => make('li', {}, `${words} `, make('code', {}, scope))));
  const isGranted = await confirm(
    `${facts.appName} needs more access`,
    [make('p', {}, 'The app would also be able to:'), list],
    { label: 'Update', kind: 'primary' },
    'Cancel',
  );
  if (!isGranted) return { result: 'declined-all', detail: await request('scopes') };
  return { result: 'granted-all', detail: await request('scopes/grant', { scopes }) };
}
