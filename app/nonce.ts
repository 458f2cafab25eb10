/** What a document's inline scripts carry so that its policy lets them run; empty in the browser, where no more are written. */
import { createContext, useContext } from 'react';

const NonceContext = createContext('');

export const NonceProvider = NonceContext.Provider;

export function useNonce(): string {
  return useContext(NonceContext);
}
