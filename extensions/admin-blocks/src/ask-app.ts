/** Shopify's admin resolves relative addresses against the app's own, and signs such requests with the session of the member of staff who looks. */
import { useEffect, useState } from 'preact/hooks';

const LONGEST_WAIT = 10_000;

/** Null: the app did not answer, or said what is not understood here. */
async function askApp<Answer>(path: string, read: (answer: Record<string, unknown>) => Answer | null): Promise<Answer | null> {
  try {
    const response = await fetch(path, { signal: AbortSignal.timeout(LONGEST_WAIT) });
    const answer: unknown = await response.json();
    return response.ok && isRecord(answer) ? read(answer) : null;
  } catch {
    return null;
  }
}

export type Asked<Answer> = { answer: Answer | 'asking' | 'failed'; again(): void };

/** @param path null: the page names nothing to ask about @param read null for what it does not understand */
export function useApp<Answer>(path: string | null, read: (answer: Record<string, unknown>) => Answer | null): Asked<Answer> {
  const [answer, setAnswer] = useState<Answer | 'asking' | 'failed'>('asking');
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (path === null) return setAnswer('failed');
    let isCurrent = true;
    setAnswer('asking');
    void askApp(path, read).then((found) => {
      if (isCurrent) setAnswer(found ?? 'failed');
    });
    return () => {
      isCurrent = false;
    };
  }, [path, read, turn]);
  return { answer, again: () => setTurn((before) => before + 1) };
}

/** Numeric part of the gid of what the page shows. */
export function idOf(selected: readonly { id: string }[]): string | null {
  return /\/(\d{1,20})$/.exec(selected[0]?.id ?? '')?.[1] ?? null;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
export const countOf = (value: unknown): number => (typeof value === 'number' ? value : 0);
export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
