import { Pagination } from '@shopify/polaris';
import type { ListAddress } from './use-list-address.ts';

/** The foot of a list; absent when there is one page only. */
export function Pager({ page, address }: { page: { next: string | null; previous: string | null }; address: ListAddress }) {
  const { next, previous } = page;
  if (next === null && previous === null) return null;
  return (
    <Pagination
      type="table"
      hasNext={next !== null}
      hasPrevious={previous !== null}
      onNext={() => next !== null && address.turn(next)}
      onPrevious={() => previous !== null && address.turn(previous)}
    />
  );
}
