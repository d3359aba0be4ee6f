import { useMemo } from 'react';
import { Badge, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Statistics } from '../contract.ts';
import { localized } from '../i18n/language.ts';
import { useUser } from '../session.ts';
import { DataTable, type Column } from '../shell/data-table.tsx';
import { TextLink } from '../shell/text-link.tsx';
import { formatInstant } from '../time.ts';

type Remarkable = Statistics['remarkable'][number];

/** Late, overridden, extended cases and those that silence decided, each with the way to it. */
export function RemarkableCases({ report }: { readonly report: Statistics }) {
  const { t, i18n } = useTranslation();
  const { roles } = useUser();
  const to = roles.includes('auditor')
    ? '/auditor/cases/$caseId'
    : roles.includes('officer')
      ? '/officer/cases/$caseId'
      : undefined;
  const columns = useMemo<readonly Column<Remarkable>[]>(
    () => [
      {
        id: 'dossier',
        accessorFn: (each) => each.dossierCode ?? '',
        sortFn: 'alphanumeric',
        header: t('cases.dossier'),
        cell: ({ row }) => {
          const { caseId, dossierCode = t('statistics.noCode') } = row.original;
          return to === undefined ? (
            dossierCode
          ) : (
            <TextLink to={to} params={{ caseId }} fw={600}>
              {dossierCode}
            </TextLink>
          );
        },
      },
      {
        id: 'remarks',
        accessorFn: (each) => each.remarks.join(' '),
        sortFn: 'text',
        header: t('statistics.remark'),
        cell: ({ row }) => (
          <Group gap={4}>
            {row.original.remarks.map((remark) => (
              <Badge
                key={remark}
                tt="none"
                color={remark === 'EXTENDED' || remark === 'SILENCE' ? 'orange.9' : 'red.9'}
              >
                {t(`statistics.remarks.${remark}`)}
              </Badge>
            ))}
          </Group>
        ),
      },
      {
        id: 'procedure',
        accessorFn: (each) => localized(each.procedure.name),
        sortFn: 'text',
        header: t('cases.procedure'),
      },
      { id: 'unit', accessorFn: (each) => localized(each.unitName), sortFn: 'text', header: t('operator.unit') },
      {
        id: 'received',
        accessorFn: (each) => each.receivedAt ?? '',
        sortFn: 'basic',
        header: t('cases.received'),
        cell: ({ row }) => formatInstant(row.original.receivedAt),
      },
      {
        id: 'due',
        accessorFn: (each) => each.dueAt ?? '',
        sortFn: 'basic',
        header: t('cases.due'),
        cell: ({ row }) => formatInstant(row.original.dueAt),
      },
    ],
    [t, i18n.language, to],
  );
  return (
    <>
      <DataTable
        caption={t('statistics.remarkable')}
        columns={columns}
        data={report.remarkable}
        rowId={({ caseId }) => caseId}
        empty={t('statistics.nothingRemarkable')}
      />
      {report.remarkableInAll > report.remarkable.length ? (
        <Text size="sm" c="dimmed">
          {t('statistics.newestOnly', { shown: report.remarkable.length, all: report.remarkableInAll })}
        </Text>
      ) : null}
    </>
  );
}
