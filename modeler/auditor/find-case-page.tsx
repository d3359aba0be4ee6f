import { useState } from 'react';
import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useCaseColumns } from '../cases/case-columns.tsx';
import { casesQuery } from '../cases/queries.ts';
import { DataTable } from '../shell/data-table.tsx';
import { PageHeading } from '../shell/page-heading.tsx';
import { QueryView } from '../shell/query-view.tsx';

/** Finds the case to inspect, in every unit. */
export function FindCasePage() {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed.trim(), 250);
  const cases = useQuery(casesQuery(q, ''));
  const columns = useCaseColumns('/auditor/cases/$caseId');
  return (
    <div className="page">
      <PageHeading title={t('audit.title')} />
      <TextInput
        label={t('cases.search')}
        type="search"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        maw={480}
        mb="md"
      />
      <QueryView query={cases}>
        {(page) => (
          <DataTable
            caption={t('audit.title')}
            columns={columns}
            data={page.items}
            rowId={(each) => each.caseId}
            empty={t('cases.empty')}
            initialSort={{ id: 'received', desc: true }}
          />
        )}
      </QueryView>
    </div>
  );
}
