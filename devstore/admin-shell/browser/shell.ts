/** The admin's page around the app: draws what the app asks for and answers its questions. */
import { byId, facts, listen, make, onPress, request, say } from './app-port.ts';
import { confirmDiscarding, confirmLeaving, requestScopes } from './dialogs.ts';
import type { FromApp, Question, SaveBarState, TitleBarButton } from './messages.ts';
import { hideToast, showToast } from './toasts.ts';

let saveBar: SaveBarState | null = null;
let path = '/';
let items: { label: string; href: string; home: boolean }[] = [];

listen((message) => {
  switch (message.say) {
    case 'opened':
      drawSaveBar(null);
      return showPath(message.path);
    case 'navigated':
      return showPath(message.path);
    case 'title':
      return drawTitleBar(message.title, message.buttons);
    case 'navigation':
      items = message.items;
      return drawNavigation();
    case 'saveBar':
      return drawSaveBar(message.bar);
    case 'toast':
      return showToast(message);
    case 'hideToast':
      return hideToast(message.id);
    case 'loading':
      byId('progress').hidden = !message.on;
      return undefined;
    case 'shade':
      byId('shade').style.setProperty('--frame-top', `${byId('app').getBoundingClientRect().top}px`);
      byId('shade').hidden = !message.on;
      return undefined;
    case 'open':
      return leave(() => location.assign(message.url));
    case 'question':
      return void answer(message);
  }
});

/** The merchant's own ways out: the admin's navigation. */
document.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href]') : null;
  if (link === null || link.target === '_blank' || link.closest('#app-navigation') !== null || saveBar === null) return;
  event.preventDefault();
  leave(() => location.assign(link.href));
});

async function answer(question: Extract<FromApp, { say: 'question' }>): Promise<void> {
  const { number } = question;
  try {
    say({ say: 'answer', number, value: await answerTo(question) });
  } catch (error) {
    say({ say: 'refusal', number, message: error instanceof Error ? error.message : String(error) });
  }
}

async function answerTo(question: Question): Promise<unknown> {
  switch (question.ask) {
    case 'idToken':
      return ((await request('id-token')) as { token: string }).token;
    case 'extensions':
      return request('extensions');
    case 'scopes':
      return request('scopes');
    case 'requestScopes':
      return requestScopes(question.scopes);
    case 'revokeScopes':
      return request('scopes/revoke', { scopes: question.scopes });
    case 'leave':
      // Whoever stays gets no answer: the promise of leaveConfirmation() resolves for those who go.
      return (await confirmLeaving()) ? null : new Promise<never>(() => undefined);
  }
}

function leave(go: () => void): void {
  if (saveBar === null) return go();
  void confirmLeaving().then((isLeaving) => isLeaving && go());
}

function showPath(now: string): void {
  path = now;
  history.replaceState(null, '', `${facts.appBase}${now === '/' ? '' : now}`);
  drawNavigation();
}

function drawTitleBar(title: string | null, buttons: TitleBarButton[]): void {
  document.title = `${title ?? facts.appName} · ${facts.appName}`;
  const heading = make('span', { class: 'name' }, make('span', { class: 'app-name' }, facts.appName));
  if (title !== null && title !== facts.appName) heading.append(make('span', { class: 'page-title' }, title));
  const back = buttons.find((button) => button.breadcrumb);
  const actions = buttons.filter((button) => !button.breadcrumb).sort((a, b) => Number(a.primary) - Number(b.primary));
  const groups = new Map<string, TitleBarButton[]>();
  for (const button of actions) {
    if (button.group !== null) groups.set(button.group, [...(groups.get(button.group) ?? []), button]);
  }
  byId('title-bar').replaceChildren(
    ...(back === undefined ? [] : [titleButton(back, `← ${back.label}`)]),
    heading,
    make(
      'span',
      { class: 'actions' },
      ...[...groups].map(([label, members]) =>
        make(
          'details',
          {},
          make('summary', { class: 'button' }, label),
          make('div', { class: 'popover' }, ...members.map((member) => titleButton(member, member.label))),
        ),
      ),
      ...actions.filter((button) => button.group === null).map((button) => titleButton(button, button.label)),
    ),
  );
}

function titleButton(button: TitleBarButton, label: string): HTMLElement {
  const kind = `button${button.primary ? ' primary' : ''}${button.critical ? ' critical' : ''}`;
  const drawn = make('button', { type: 'button', class: kind }, label);
  drawn.disabled = button.disabled || button.loading;
  return onPress(drawn, () =>
    button.breadcrumb ? leave(() => say({ say: 'press', id: button.id })) : say({ say: 'press', id: button.id }),
  );
}

function drawNavigation(): void {
  const inside = path.split(/[?#]/)[0] ?? path;
  const matching = items
    .map((item) => item.href.split(/[?#]/)[0] ?? '')
    .filter((href) => inside === href || inside.startsWith(`${href.replace(/\/$/, '')}/`))
    .sort((a, b) => b.length - a.length)[0];
  const entries = items
    .filter((item) => !item.home)
    .map((item) => {
      const link = make('a', { href: `${facts.appBase}${item.href}` }, item.label);
      if (matching !== undefined && item.href.split(/[?#]/)[0] === matching) link.setAttribute('aria-current', 'page');
      link.addEventListener('click', (event) => {
        if (event.metaKey || event.ctrlKey) return;
        event.preventDefault();
        document.body.classList.remove('menu-open');
        leave(() => say({ say: 'navigate', href: item.href }));
      });
      return make('li', {}, link);
    });
  byId('app-navigation').replaceChildren(...entries);
}

function drawSaveBar(bar: SaveBarState | null): void {
  if (JSON.stringify(bar) === JSON.stringify(saveBar)) return;
  saveBar = bar;
  const element = byId('save-bar');
  element.hidden = bar === null;
  document.body.classList.toggle('saving', bar !== null);
  if (bar === null) return element.replaceChildren();
  const discard = make('button', { type: 'button', class: 'button' }, 'Discard');
  const save = make('button', { type: 'button', class: 'button primary' }, bar.saving ? 'Saving…' : 'Save');
  discard.disabled = bar.discardDisabled || bar.saving;
  save.disabled = bar.saveDisabled || bar.saving;
  onPress(discard, () => {
    if (!bar.discardConfirmation) return say({ say: 'discard', id: bar.id });
    return void confirmDiscarding().then((isSure) => isSure && say({ say: 'discard', id: bar.id }));
  });
  onPress(save, () => say({ say: 'save', id: bar.id }));
  return element.replaceChildren(make('span', {}, 'Unsaved changes'), discard, save);
}
