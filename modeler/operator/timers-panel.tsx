import { useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Timer } from '../contract.ts';
import { localized } from '../i18n/language.ts';
import { DataTable, type Column } from '../shell/data-table.tsx';
import { Due } from '../shell/due.tsx';
import { QueryView } from '../shell/query-view.tsx';
import { timersQuery } from './queries.ts';

/** What will happen by itself, the nearest first. */
export function TimersPanel() {
  const { t, i18n } = useTranslation();
  const timers = useQuery(timersQuery);
  const columns = useMemo<readonly Column<Timer>[]>(
    () => [
      {
        id: 'due',
        accessorFn: (each) => each.dueAt,
        sortFn: 'basic',
        header: t('operator.firesAt'),
        cell: ({ row }) => <Due dueAt={row.original.dueAt} />,
      },
      {
        id: 'case',
        accessorFn: (each) => each.dossierCode ?? localized(each.procedureName),
        sortFn: 'text',
        header: t('operator.case'),
      },
      {
        id: 'procedure',
        accessorFn: (each) => localized(each.procedureName),
        sortFn: 'text',
        header: t('cases.procedure'),
      },
      { id: 'element', accessorFn: (each) => each.elementName, sortFn: 'text', header: t('operator.element') },
    ],
    [t, i18n.language],
  );
  return (
    <QueryView query={timers}>
      {(page) => (
        <DataTable
          caption={t('operator.timers')}
          columns={columns}
          data={page.items}
          rowId={(each) => each.timerId}
          empty={t('operator.noTimers')}
          initialSort={{ id: 'due', desc: false }}
        />
      )}
    </QueryView>
  );
}
