import type { ReactNode } from 'react';
import { ScrollArea, Table } from '@mantine/core';

interface PlainTableProps {
  /** What the table lists; read out by screen readers. */
  readonly caption: string;
  readonly headings: readonly string[];
  /** Cells of each row; the first names the row. */
  readonly rows: readonly (readonly ReactNode[])[];
  /** Columns (0-based) that hold numbers. */
  readonly numbers?: readonly number[];
  readonly minWidth?: number;
}

/** A table that is read, not sorted; it scrolls inside its own frame on a narrow screen. */
export function PlainTable({ caption, headings, rows, numbers = [], minWidth = 560 }: PlainTableProps) {
  const align = (column: number) =>
    numbers.includes(column) ? ({ textAlign: 'right', whiteSpace: 'nowrap' } as const) : {};
  return (
    <ScrollArea type="auto" viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': caption }}>
      <Table striped verticalSpacing="xs" miw={minWidth}>
        <Table.Caption className="visually-hidden">{caption}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            {headings.map((heading, column) => (
              <Table.Th key={column} scope="col" style={align(column)}>
                {heading}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((cells, index) => (
            <Table.Tr key={index}>
              {cells.map((cell, column) =>
                column === 0 ? (
                  <Table.Th key={column} scope="row" fw={500}>
                    {cell}
                  </Table.Th>
                ) : (
                  <Table.Td key={column} style={align(column)}>
                    {cell}
                  </Table.Td>
                ),
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea>
  );
}
