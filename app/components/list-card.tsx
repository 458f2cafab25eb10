import { Button, Card, type IconProps } from '@shopify/polaris';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyNote } from './empty-note.tsx';
import { Pager } from './pager.tsx';
import type { ListAddress } from './use-list-address.ts';

/** The body of a list page: filters, rows or a word about their absence, and the pager. */
export function ListCard({
  address,
  page,
  filters,
  empty,
  children,
}: {
  address: ListAddress;
  page: { rows: unknown[]; next: string | null; previous: string | null };
  filters: ReactNode;
  /** What an unfiltered empty list says. */
  empty: { icon: IconProps['source']; title: string; text: string; action?: ReactNode };
  children: ReactNode;
}) {
  const { t } = useTranslation();
  const filtered = address.narrowed;
  return (
    <Card padding="0">
      {filters}
      {page.rows.length > 0 ? (
        children
      ) : (
        <EmptyNote
          icon={empty.icon}
          title={filtered ? t('list.noneTitle') : empty.title}
          action={filtered ? <Button onClick={address.widen}>{t('list.widen')}</Button> : empty.action}
        >
          {filtered ? t('list.noneText') : empty.text}
        </EmptyNote>
      )}
      <Pager page={page} address={address} />
    </Card>
  );
}
