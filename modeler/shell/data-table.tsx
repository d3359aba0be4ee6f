import { useMemo } from 'react';
import { ScrollArea, Table, Text, UnstyledButton } from '@mantine/core';
import {
  createSortedRowModel,
  rowSortingFeature,
  sortFn_alphanumeric,
  sortFn_basic,
  sortFn_text,
  tableFeatures,
  useTable,
  type ColumnDef,
  type RowData,
} from '@tanstack/react-table';
import { useTranslation } from 'react-i18next';

const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { alphanumeric: sortFn_alphanumeric, basic: sortFn_basic, text: sortFn_text },
});
export type Features = typeof features;
export type Column<T extends RowData> = ColumnDef<Features, T>;

interface DataTableProps<T extends RowData> {
  /** What the table lists; read out by screen readers. */
  readonly caption: string;
  /** Keep them at module scope or memoised: a new list re-sorts the table. */
  readonly columns: readonly Column<T>[];
  readonly data: readonly T[];
  readonly rowId: (row: T) => string;
  /** Said when there are no rows. */
  readonly empty: string;
  readonly initialSort?: { readonly id: string; readonly desc: boolean };
}

/** A table that sorts by its headings, scrolls inside its own frame on a narrow screen, and says so when it is empty. */
export function DataTable<T extends RowData>({ caption, columns, data, rowId, empty, initialSort }: DataTableProps<T>) {
  const { t } = useTranslation();
  // A row keeps what its columns read from it: new columns, as after a change of language, need new rows.
  const fresh = useMemo(() => [...data], [data, columns]);
  const table = useTable({
    features,
    columns,
    data: fresh,
    getRowId: rowId,
    initialState: { sorting: initialSort === undefined ? [] : [{ ...initialSort }] },
  });
  const rows = table.getRowModel().rows;
  if (rows.length === 0) {
    return (
      <Text c="dimmed" py="md" role="status">
        {empty}
      </Text>
    );
  }
  return (
    <ScrollArea type="auto" viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': caption }}>
      <Table striped highlightOnHover verticalSpacing="xs" miw={640}>
        <Table.Caption className="visually-hidden">{caption}</Table.Caption>
        <Table.Thead>
          {table.getHeaderGroups().map((group) => (
            <Table.Tr key={group.id}>
              {group.headers.map((header) => {
                const sorted = header.column.getIsSorted();
                return (
                  <Table.Th
                    key={header.id}
                    scope="col"
                    {...(sorted === false ? {} : { 'aria-sort': sorted === 'asc' ? 'ascending' : 'descending' })}
                  >
                    {header.column.getCanSort() ? (
                      <UnstyledButton
                        fw={700}
                        fz="sm"
                        title={t('table.sort')}
                        onClick={header.column.getToggleSortingHandler()}
                      >
                        <table.FlexRender header={header} />
                        <span aria-hidden>{sorted === 'asc' ? ' ▲' : sorted === 'desc' ? ' ▼' : ''}</span>
                      </UnstyledButton>
                    ) : (
                      <table.FlexRender header={header} />
                    )}
                  </Table.Th>
                );
              })}
            </Table.Tr>
          ))}
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.id}>
              {row.getAllCells().map((cell) => (
                <Table.Td key={cell.id}>
                  <table.FlexRender cell={cell} />
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea>
  );
}
