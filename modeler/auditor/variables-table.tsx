import { useMemo } from 'react';
import { Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Json, JsonObject } from '../../engine/index.ts';
import { versionQuery } from '../analyst/queries.ts';
import { currentLanguage } from '../i18n/language.ts';
import { formatDate, formatInstant } from '../time.ts';
import { fieldWords, variableRows, type FieldWords } from './variable-words.ts';

interface VariablesTableProps {
  readonly variables: JsonObject;
  /** What the variables belong to; read out by screen readers. */
  readonly caption: string;
  readonly code: string;
  readonly version: string;
}

/** Variables by the labels of the version's forms, their values as people write them, what is inside a value indented below. */
export function VariablesTable({ variables, caption, code, version }: VariablesTableProps) {
  const { t } = useTranslation();
  const { data: published } = useQuery(versionQuery(code, version));
  const words = useMemo(() => fieldWords(published?.files ?? {}), [published]);
  const rows = variableRows(variables, words);
  if (rows.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t('variables.none')}
      </Text>
    );
  }
  return (
    <Table className="variables-table" verticalSpacing={2} fz="sm">
      <Table.Caption className="visually-hidden">{caption}</Table.Caption>
      <Table.Thead className="visually-hidden">
        <Table.Tr>
          <Table.Th scope="col">{t('variables.name')}</Table.Th>
          <Table.Th scope="col">{t('variables.value')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(({ path, depth, name, value, words: own }) => (
          <Table.Tr key={path}>
            <Table.Th scope="row" fw={400} style={{ paddingLeft: `${String(0.25 + depth)}rem` }}>
              {own === undefined
                ? t(`variables.known.${name}` as 'variables.known.receipt', { defaultValue: name })
                : name}
            </Table.Th>
            <Table.Td>{value === undefined ? '' : valueWords(value, own, t)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

function valueWords(value: Json, words: FieldWords | undefined, t: TFunction): string {
  if (value === null || value === '') return '—';
  if (Array.isArray(value))
    return value.length === 0 ? '—' : value.map((each) => valueWords(each, words, t)).join(', ');
  if (typeof value === 'boolean') return t(value ? 'variables.yes' : 'variables.no');
  if (typeof value === 'number') {
    const digits = new Intl.NumberFormat(currentLanguage() === 'vi' ? 'vi-VN' : 'en-GB', {
      maximumFractionDigits: 10,
    }).format(value);
    return words?.suffix === undefined ? digits : `${digits} ${words.suffix}`;
  }
  if (typeof value !== 'string') return '';
  const option = words?.options.get(value);
  if (option !== undefined) return option;
  if (DATE.test(value)) return formatDate(value);
  return INSTANT.test(value) ? formatInstant(value) : value;
}
