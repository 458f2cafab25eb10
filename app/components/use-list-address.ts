/** A list's filters, search and page live in the address: a filtered list can be linked to, and "back" works. */
import { useNavigation, useSearchParams } from '@remix-run/react';
import { useCallback, useEffect, useRef, useState } from 'react';

export type ListAddress = {
  read(name: string): string | null;
  /** Changes filters; null removes one. The list starts again from its first page. */
  change(changes: Record<string, string | null>): void;
  /** Sets all filters anew. */
  replace(filters: URLSearchParams): void;
  /** `?…` of the present filters, without the page. */
  filters: string;
  /** Whether the filters leave rows out; an order alone does not. */
  narrowed: boolean;
  /** Removes the filters, keeps the order. */
  widen(): void;
  turn(cursor: string): void;
  busy: boolean;
};

/** Parameters that Shopify puts into the first address of the app; they must not be repeated on every navigation. */
const shopifys = ['embedded', 'hmac', 'host', 'id_token', 'locale', 'session', 'shop', 'timestamp'];

export function useListAddress(): ListAddress {
  const [params, setParams] = useSearchParams();
  const navigation = useNavigation();

  const change = useCallback(
    (changes: Record<string, string | null>) => {
      setParams(
        (current) => {
          const next = new URLSearchParams(current);
          for (const name of [...shopifys, 'cursor']) next.delete(name);
          for (const [name, value] of Object.entries(changes)) {
            if (value === null || value === '') next.delete(name);
            else next.set(name, value);
          }
          return next;
        },
        { preventScrollReset: true },
      );
    },
    [setParams],
  );

  const filters = new URLSearchParams(params);
  for (const name of [...shopifys, 'cursor']) filters.delete(name);

  const narrowing = [...filters.keys()].filter((name) => name !== 'sort' && name !== 'view');

  return {
    read: (name) => params.get(name),
    change,
    filters: filters.size > 0 ? `?${filters.toString()}` : '',
    narrowed: narrowing.length > 0,
    replace: (next) => setParams(next, { preventScrollReset: true }),
    widen: () => change(Object.fromEntries([...narrowing, 'view'].map((name) => [name, null]))),
    turn(cursor) {
      const next = new URLSearchParams(filters);
      next.set('cursor', cursor);
      setParams(next);
    },
    busy: navigation.state === 'loading',
  };
}

/** A search field's text: shown at once, put into the address when the merchant pauses. */
export function useSearchText(address: ListAddress): { text: string; type(text: string): void } {
  const applied = address.read('q') ?? '';
  const [text, setText] = useState(applied);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const { change } = address;

  useEffect(() => {
    setText(applied);
  }, [applied]);
  useEffect(() => () => clearTimeout(timer.current ?? undefined), []);

  return {
    text,
    type(next) {
      setText(next);
      clearTimeout(timer.current ?? undefined);
      timer.current = setTimeout(() => change({ q: next.trim() === '' ? null : next.trim() }), next === '' ? 0 : 350);
    },
  };
}
