import { Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ExplanationLine } from '../../engine/index.ts';
import { localized } from '../i18n/language.ts';
import { formatDate } from '../time.ts';

interface ExplanationProps {
  readonly lines: readonly ExplanationLine[] | undefined;
  readonly caption: string;
}

/** How a due date came about, line by line, as the engine reckoned it. */
export function Explanation({ lines, caption }: ExplanationProps) {
  const { t } = useTranslation();
  if (lines === undefined || lines.length === 0) return <Text c="dimmed">{t('due.noExplanation')}</Text>;
  return (
    <Table withRowBorders verticalSpacing={4} fz="sm">
      <Table.Caption className="visually-hidden">{caption}</Table.Caption>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{t('due.day')}</Table.Th>
          <Table.Th scope="col">{t('due.counted')}</Table.Th>
          <Table.Th scope="col">{t('due.reason')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {lines.map((line, index) => (
          <Table.Tr key={index}>
            <Table.Td style={{ whiteSpace: 'nowrap' }}>{line.date === undefined ? '' : formatDate(line.date)}</Table.Td>
            <Table.Td style={{ whiteSpace: 'nowrap' }}>
              {line.minutes === undefined ? '' : t('due.hours', { hours: Math.round((line.minutes / 60) * 100) / 100 })}
            </Table.Td>
            <Table.Td>{localized(line.text)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
