import { useFetcher } from '@remix-run/react';
import { useAppBridge } from '@shopify/app-bridge-react';
import { useEffect, useRef } from 'react';
import type { ApiScope } from '../../domain/api-scope.ts';
import type { EventKind } from '../../domain/outgoing-event.ts';

/** What the page's action is asked. */
export type Wish =
  | { wish: 'add-endpoint'; url: string; kinds: EventKind[] }
  | { wish: 'pause' | 'resume' | 'delete' | 'test' | 'renew'; id: string }
  | { wish: 'kinds'; id: string; kinds: EventKind[] }
  | { wish: 'again'; id: string; eventId: string }
  | { wish: 'make-key'; name: string; scopes: ApiScope[] }
  | { wish: 'revoke-key'; id: string };
/** What it answers: a secret to show once, what is wrong, or that it is done. */
export type WishAnswer = { secret: string } | { problem: string } | { done: true };

/** Asks, and tells when it is done. @param onDone called with every new answer that is no problem */
export function useWish(onDone: (answer: { secret: string } | { done: true }) => void) {
  const fetcher = useFetcher<WishAnswer>();
  const shopify = useAppBridge();
  const said = useRef<string | null>(null);
  useEffect(() => {
    if (fetcher.state !== 'idle' || fetcher.data === undefined || 'problem' in fetcher.data) return;
    if (said.current !== null) shopify.toast.show(said.current);
    onDone(fetcher.data);
    // Only a new answer is news: `onDone` may be another function at every drawing.
  }, [fetcher.state, fetcher.data]);
  return {
    busy: fetcher.state !== 'idle',
    problem: fetcher.state === 'idle' && fetcher.data !== undefined && 'problem' in fetcher.data ? fetcher.data.problem : null,
    /** @param done what is said when it is done */
    ask(wish: Wish, done: string | null = null) {
      said.current = done;
      fetcher.submit(wish, { method: 'post', encType: 'application/json' });
    },
  };
}
