import { useMemo, useState } from 'react';
import { Group, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useCaseColumns } from '../cases/case-columns.tsx';
import { CASE_STATES, type CaseStateName } from '../cases/case-state-badge.tsx';
import { DataTable } from '../shell/data-table.tsx';
import { PageHeading } from '../shell/page-heading.tsx';
import { QueryView } from '../shell/query-view.tsx';
import { casesQuery } from '../cases/queries.ts';
import { BookLink } from './book-link.tsx';

/** Every case that the officer may see, found by dossier code, procedure or state. */
export function CasesPage() {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [state, setState] = useState<CaseStateName | ''>('');
  const [q] = useDebouncedValue(typed.trim(), 250);
  const cases = useQuery(casesQuery(q, state));
  const columns = useCaseColumns('/officer/cases/$caseId');
  const states = useMemo(
    () => [
      { value: '', label: t('cases.anyState') },
      ...CASE_STATES.map((value) => ({ value, label: t(`caseState.${value}`) })),
    ],
    [t],
  );

  return (
    <div className="page">
      <PageHeading title={t('cases.title')}>
        <BookLink />
      </PageHeading>
      <Group mb="md" align="end">
        <TextInput
          label={t('cases.search')}
          type="search"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          style={{ flex: '1 1 14rem', maxWidth: '24rem' }}
        />
        <Select
          label={t('cases.state')}
          data={states}
          value={state}
          allowDeselect={false}
          onChange={(value) => setState(CASE_STATES.find((each) => each === value) ?? '')}
        />
      </Group>
      <QueryView query={cases}>
        {(page) => (
          <DataTable
            caption={t('cases.title')}
            columns={columns}
            data={page.items}
            rowId={(each) => each.caseId}
            empty={t('cases.empty')}
            initialSort={{ id: 'due', desc: false }}
          />
        )}
      </QueryView>
    </div>
  );
}
