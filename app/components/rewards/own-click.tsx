import type { ReactNode } from 'react';

/** A link or button in a row that can be selected: its click is not the row's. */
export function OwnClick({ children }: { children: ReactNode }) {
  return (
    <div role="presentation" onClick={(event) => event.stopPropagation()}>
      {children}
    </div>
  );
}
