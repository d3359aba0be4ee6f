import { useMemo, useState } from 'react';
import { Button, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Absence } from '../contract.ts';
import { queryClient } from '../query-client.ts';
import { useUser } from '../session.ts';
import { DataTable, type Column } from '../shell/data-table.tsx';
import { PageHeading } from '../shell/page-heading.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { QueryView } from '../shell/query-view.tsx';
import { formatInstant } from '../time.ts';
import { AbsenceDialog } from './absence-dialog.tsx';
import { absencesQuery, endAbsence } from './queries.ts';

/** Who is away, from when to when, and who acts for them. */
export function AbsencesPage() {
  const { t } = useTranslation();
  const absences = useQuery(absencesQuery);
  const [adding, setAdding] = useState(false);
  const end = useMutation({
    mutationFn: ({ absenceId }: Absence) => endAbsence(absenceId),
    onSettled: () => queryClient.invalidateQueries(),
  });
  const columns = useColumns(end.mutate);
  return (
    <div className="page">
      <PageHeading title={t('absences.title')}>
        <Button onClick={() => setAdding(true)}>{t('absences.record')}</Button>
      </PageHeading>
      <Text mb="md">{t('absences.advice')}</Text>
      <ProblemAlert error={end.error} />
      <QueryView query={absences}>
        {({ items }) => (
          <DataTable
            caption={t('absences.title')}
            columns={columns}
            data={items}
            rowId={({ absenceId }) => absenceId}
            empty={t('absences.none')}
            initialSort={{ id: 'from', desc: false }}
          />
        )}
      </QueryView>
      {adding ? <AbsenceDialog onClose={() => setAdding(false)} /> : null}
    </div>
  );
}

function useColumns(onEnd: (absence: Absence) => void): readonly Column<Absence>[] {
  const { t } = useTranslation();
  const { id, roles } = useUser();
  const records = roles.includes('operator');
  return useMemo<readonly Column<Absence>[]>(
    () => [
      {
        id: 'person',
        accessorFn: ({ personName }) => personName ?? t('board.someone'),
        sortFn: 'text',
        header: t('absences.person'),
      },
      {
        id: 'deputy',
        accessorFn: ({ deputyName }) => deputyName ?? t('absences.noDeputy'),
        sortFn: 'text',
        header: t('absences.deputy'),
      },
      {
        id: 'from',
        accessorFn: ({ from }) => from,
        sortFn: 'basic',
        header: t('absences.from'),
        cell: ({ row }) => formatInstant(row.original.from),
      },
      {
        id: 'until',
        accessorFn: ({ until }) => until,
        sortFn: 'basic',
        header: t('absences.until'),
        cell: ({ row }) => formatInstant(row.original.until),
      },
      {
        id: 'actions',
        header: t('operator.actions'),
        cell: ({ row: { original } }) =>
          records || original.person === id ? (
            <Button size="compact-sm" variant="default" onClick={() => onEnd(original)}>
              {t('absences.end')}
            </Button>
          ) : null,
      },
    ],
    [t, id, records, onEnd],
  );
}
