import { useState } from 'react';
import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { get } from '../api-client.ts';
import { useCaseColumns } from '../cases/case-columns.tsx';
import type { CaseSummary, Page } from '../contract.ts';
import { DataTable } from '../shell/data-table.tsx';
import { PageHeading } from '../shell/page-heading.tsx';
import { QueryView } from '../shell/query-view.tsx';

const foundCasesQuery = (q: string) =>
  queryOptions({
    queryKey: ['cases', 'audit', q],
    queryFn: ({ signal }) => get<Page<CaseSummary>>('/api/cases', { query: { q, limit: 100 }, signal }),
  });

/** Finds the case to inspect, in every unit. */
export function FindCasePage() {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed.trim(), 250);
  const cases = useQuery(foundCasesQuery(q));
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
