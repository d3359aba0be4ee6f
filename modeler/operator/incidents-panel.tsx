import { useMemo, useState } from 'react';
import { Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Incident } from '../contract.ts';
import { localized } from '../i18n/language.ts';
import { DataTable, type Column } from '../shell/data-table.tsx';
import { QueryView } from '../shell/query-view.tsx';
import { formatInstant } from '../time.ts';
import { IncidentDialog, type IncidentAction } from './incident-dialog.tsx';
import { incidentsQuery } from './queries.ts';

/** Cases that are stuck, why, and the two ways out: try again, or end the case. */
export function IncidentsPanel() {
  const { t, i18n } = useTranslation();
  const incidents = useQuery(incidentsQuery);
  const [chosen, setChosen] = useState<{ readonly incident: Incident; readonly action: IncidentAction } | null>(null);
  const columns = useMemo<readonly Column<Incident>[]>(
    () => [
      {
        id: 'case',
        accessorFn: (each) => each.dossierCode ?? localized(each.procedureName),
        sortFn: 'alphanumeric',
        header: t('cases.dossier'),
      },
      { id: 'element', accessorFn: (each) => each.elementName, sortFn: 'text', header: t('operator.element') },
      { id: 'code', accessorFn: (each) => each.code, sortFn: 'text', header: t('shell.code') },
      { id: 'message', accessorFn: (each) => each.message, sortFn: 'text', header: t('operator.message') },
      {
        id: 'at',
        accessorFn: (each) => each.raisedAt ?? '',
        sortFn: 'basic',
        header: t('operator.since'),
        cell: ({ row }) => formatInstant(row.original.raisedAt),
      },
      {
        id: 'actions',
        header: t('operator.actions'),
        cell: ({ row }) => (
          <Group gap={4} wrap="nowrap">
            <Button size="compact-sm" onClick={() => setChosen({ incident: row.original, action: 'resolve' })}>
              {t('operator.resolve')}
            </Button>
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => setChosen({ incident: row.original, action: 'cancel' })}
            >
              {t('operator.cancelCase')}
            </Button>
          </Group>
        ),
      },
    ],
    [t, i18n.language],
  );
  return (
    <>
      <QueryView query={incidents}>
        {(page) => (
          <DataTable
            caption={t('operator.incidents')}
            columns={columns}
            data={page.items}
            rowId={(each) => each.incidentId}
            empty={t('operator.noIncidents')}
          />
        )}
      </QueryView>
      {chosen === null ? null : <IncidentDialog {...chosen} onClose={() => setChosen(null)} />}
    </>
  );
}
