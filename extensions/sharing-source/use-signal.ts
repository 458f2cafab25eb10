import { useEffect, useState } from 'preact/hooks';

/** What Shopify's APIs hand out for values that may change. */
export type SignalLike<Value> = { readonly value: Value; subscribe(tell: (value: Value) => void): () => void };

/** The value now and whenever it changes; undefined where the host withholds it. */
export function useSignal<Value>(signal: SignalLike<Value> | undefined): Value | undefined {
  const [value, setValue] = useState<Value | undefined>(signal?.value);
  useEffect(() => signal?.subscribe((next) => setValue(() => next)), [signal]);
  return value;
}
