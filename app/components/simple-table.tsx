/** An IndexTable whose rows become blocks on a telephone: the first column is the title, the others follow with their headings. */
import { BlockStack, IndexTable, InlineStack, Text, useBreakpoints } from '@shopify/polaris';
import { Fragment, type ReactNode } from 'react';

export type Column<Row> = {
  title: string;
  cell(row: Row): ReactNode;
  alignment?: 'end';
  /** Text that may take several lines. */
  wraps?: boolean;
  /** Left out on a telephone. */
  wideOnly?: boolean;
};

export function SimpleTable<Row>({
  rows,
  keyOf,
  columns,
  names,
  narrow,
}: {
  rows: Row[];
  keyOf(row: Row): string;
  columns: Column<Row>[];
  names: { singular: string; plural: string };
  /** A row on a telephone, where the columns one below the other would be too long. */
  narrow?(row: Row): ReactNode;
}) {
  const { smDown } = useBreakpoints();
  const headings = columns.map(({ title, alignment }) => ({ title, ...(alignment ? { alignment } : {}) }));
  const [first, ...others] = columns;
  return (
    <IndexTable
      resourceName={names}
      itemCount={rows.length}
      headings={headings as [{ title: string }, ...{ title: string }[]]}
      selectable={false}
      condensed={smDown}
    >
      {rows.map((row, position) => (
        <IndexTable.Row key={keyOf(row)} id={keyOf(row)} position={position}>
          {smDown && narrow !== undefined ? (
            <div className="condensed-row">{narrow(row)}</div>
          ) : smDown ? (
            <div className="condensed-row">
              <BlockStack gap="100">
                {first?.cell(row)}
                {others
                  .filter(({ wideOnly }) => wideOnly !== true)
                  .map((column) => (
                    <CondensedCell key={column.title} title={column.title} content={column.cell(row)} />
                  ))}
              </BlockStack>
            </div>
          ) : (
            columns.map((column) => (
              <IndexTable.Cell key={column.title} {...(column.wraps ? { className: 'wrapping-cell' } : {})}>
                {column.alignment === 'end' ? (
                  <Text as="span" numeric alignment="end">
                    {column.cell(row)}
                  </Text>
                ) : (
                  <Fragment>{column.cell(row)}</Fragment>
                )}
              </IndexTable.Cell>
            ))
          )}
        </IndexTable.Row>
      ))}
    </IndexTable>
  );
}

function CondensedCell({ title, content }: { title: string; content: ReactNode }) {
  if (content === '') return null;
  return (
    <InlineStack gap="100" align="space-between">
      <Text as="span" tone="subdued" variant="bodySm">
        {title}
      </Text>
      <div className="condensed-value">
        <Text as="span" variant="bodySm">
          {content}
        </Text>
      </div>
    </InlineStack>
  );
}
