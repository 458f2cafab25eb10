/** Saved views of a list as tabs: saved, renamed, shared, opened first, deleted (routes/app.views.ts). */
import { useFetcher } from '@remix-run/react';
import { useAppBridge } from '@shopify/app-bridge-react';
import type { TabProps } from '@shopify/polaris';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { MOST_VIEWS, type ViewList, viewQuery } from '../domain/saved-view.ts';
import type { SavedViewRow } from '../queries/saved-views.server.ts';
import type { ListAddress } from './use-list-address.ts';

/** What the action answers. */
type ViewsAnswer =
  { done: 'save' | 'change' | 'delete'; id: string } | { problem: 'name-taken' | 'too-many' | 'unknown' | 'empty' };

export type ListViews = { list: ViewList; rows: SavedViewRow[] };

export type SavedViews = {
  tabs: Pick<TabProps, 'id' | 'content' | 'actions'>[];
  /** Which of `tabs` the address shows; -1: none. */
  shown: number;
  /** The shown view's filters were changed since. */
  isChanged: boolean;
  /** Whether there is something to save. */
  isWorthSaving: boolean;
  open(place: number): void;
  /** Saves the present filters: under a name, or over the view that is shown. */
  save(name: string): Promise<boolean>;
  /** Why the latest wish did not come true. */
  problem: string | null;
  busy: boolean;
};

/** @param views absent where a list has none */
export function useSavedViews(views: ListViews | undefined, address: ListAddress): SavedViews {
  const { t } = useTranslation();
  const fetcher = useFetcher<ViewsAnswer>();
  const { list = 'referrals', rows = [] } = views ?? {};
  const present = viewQuery(list, address.filters);
  const shown = rows.findIndex(({ id }) => id === address.read('view'));
  const view = rows[shown];
  const answer = fetcher.state === 'idle' ? fetcher.data : undefined;
  useOutcome(answer, address);

  function ask(wish: Record<string, string | boolean>): Promise<boolean> {
    fetcher.submit({ list, ...wish }, { method: 'post', action: '/app/views', encType: 'application/json' });
    return Promise.resolve(true);
  }
  const tabs = rows.map(({ id, name, isShared, opensFirst }) => {
    const change = (wish: Record<string, string | boolean>) => ask({ wish: 'change', id, ...wish });
    return {
      id: `view-${id}`,
      content: isShared ? t('views.shared', { name }) : name,
      actions: [
        { type: 'rename' as const, onPrimaryAction: (typed: string) => change({ name: typed }) },
        {
          type: 'edit' as const,
          content: t(opensFirst ? 'views.notFirst' : 'views.first'),
          onAction: (): void => void change({ opensFirst: !opensFirst }),
        },
        {
          type: 'edit' as const,
          content: t(isShared ? 'views.keep' : 'views.share'),
          onAction: (): void => void change({ isShared: !isShared }),
        },
        { type: 'delete' as const, onPrimaryAction: () => ask({ wish: 'delete', id }) },
      ],
    };
  });
  return {
    tabs,
    shown,
    isChanged: view !== undefined && viewQuery(list, view.query) !== present,
    isWorthSaving: present !== '',
    open(place) {
      const opened = rows[place];
      if (opened === undefined) return;
      address.replace(new URLSearchParams([...new URLSearchParams(viewQuery(list, opened.query)), ['view', opened.id]]));
    },
    save: (name) =>
      name === '' && view !== undefined
        ? ask({ wish: 'change', id: view.id, query: present })
        : ask({ wish: 'save', name, query: present }),
    problem: answer !== undefined && 'problem' in answer ? t(`views.problem.${answer.problem}`, { count: MOST_VIEWS }) : null,
    busy: fetcher.state !== 'idle',
  };
}

/** Tells what became of a wish; a new view is shown, one that was deleted is not. */
function useOutcome(answer: ViewsAnswer | undefined, address: ListAddress): void {
  const { t } = useTranslation();
  const shopify = useAppBridge();
  useEffect(() => {
    if (answer === undefined || 'problem' in answer) return;
    shopify.toast.show(t(({ save: 'views.saved', change: 'views.changed', delete: 'views.deleted' } as const)[answer.done]));
    if (answer.done === 'save') address.change({ view: answer.id });
    if (answer.done === 'delete') address.replace(new URLSearchParams());
    // Only a new answer is news.
  }, [answer]);
}
