import { useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Job } from '../contract.ts';
import { localized } from '../i18n/language.ts';
import { DataTable, type Column } from '../shell/data-table.tsx';
import { QueryView } from '../shell/query-view.tsx';
import { formatInstant } from '../time.ts';
import { jobsQuery } from './queries.ts';

/** Work that waits for a machine, and who holds it. */
export function JobsPanel() {
  const { t, i18n } = useTranslation();
  const jobs = useQuery(jobsQuery);
  const columns = useMemo<readonly Column<Job>[]>(
    () => [
      { id: 'type', accessorFn: (each) => each.type, sortFn: 'text', header: t('operator.type') },
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
      { id: 'retries', accessorFn: (each) => each.retries, sortFn: 'basic', header: t('operator.retries') },
      { id: 'worker', accessorFn: (each) => each.lockedBy ?? '', sortFn: 'text', header: t('operator.worker') },
      {
        id: 'lock',
        accessorFn: (each) => each.lockedUntil ?? '',
        sortFn: 'basic',
        header: t('operator.lockedUntil'),
        cell: ({ row }) => formatInstant(row.original.lockedUntil),
      },
    ],
    [t, i18n.language],
  );
  return (
    <QueryView query={jobs}>
      {(page) => (
        <DataTable
          caption={t('operator.jobs')}
          columns={columns}
          data={page.items}
          rowId={(each) => each.jobId}
          empty={t('operator.noJobs')}
        />
      )}
    </QueryView>
  );
}
