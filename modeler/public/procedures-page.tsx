import { useMemo, useState } from 'react';
import { Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { PublicProcedureSummary } from '../contract.ts';
import { localized } from '../i18n/language.ts';
import { DataTable, type Column } from '../shell/data-table.tsx';
import { PageHeading } from '../shell/page-heading.tsx';
import { QueryView } from '../shell/query-view.tsx';
import { TextLink } from '../shell/text-link.tsx';
import { limitWords } from './limit-words.ts';
import { publicProceduresQuery } from './queries.ts';

/** What can be applied for here, for everybody. */
export function PublicProceduresPage() {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const procedures = useQuery(publicProceduresQuery);
  const columns = useColumns();
  const wanted = typed.trim().toLocaleLowerCase();
  const matches = ({ code, name, field }: PublicProcedureSummary): boolean =>
    [code, name.vi, name.en ?? '', field?.vi ?? '', field?.en ?? ''].some((text) =>
      text.toLocaleLowerCase().includes(wanted),
    );
  return (
    <div className="page">
      <PageHeading title={t('publicProcedures.title')} />
      <Text mb="md">{t('publicProcedures.advice')}</Text>
      <TextInput
        label={t('publicProcedures.search')}
        type="search"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        maw="24rem"
        mb="md"
      />
      <QueryView query={procedures}>
        {({ items }) => (
          <DataTable
            caption={t('publicProcedures.title')}
            columns={columns}
            data={items.filter(matches)}
            rowId={({ code }) => code}
            empty={items.length === 0 ? t('publicProcedures.empty') : t('publicProcedures.noMatch')}
            initialSort={{ id: 'name', desc: false }}
          />
        )}
      </QueryView>
    </div>
  );
}

function useColumns(): readonly Column<PublicProcedureSummary>[] {
  const { t, i18n } = useTranslation();
  return useMemo<readonly Column<PublicProcedureSummary>[]>(
    () => [
      {
        id: 'name',
        accessorFn: ({ name }) => localized(name),
        sortFn: 'text',
        header: t('publicProcedures.name'),
        cell: ({ row }) => (
          <TextLink to="/procedures/$code" params={{ code: row.original.code }} fw={600}>
            {localized(row.original.name)}
          </TextLink>
        ),
      },
      { id: 'code', accessorFn: ({ code }) => code, sortFn: 'alphanumeric', header: t('procedures.code') },
      { id: 'field', accessorFn: ({ field }) => localized(field), sortFn: 'text', header: t('manifest.field') },
      {
        id: 'authority',
        accessorFn: ({ authority }) => localized(authority),
        sortFn: 'text',
        header: t('manifest.authority'),
      },
      {
        id: 'limit',
        accessorFn: ({ limit }) => (limit === undefined ? '' : limitWords(t, limit)),
        sortFn: 'text',
        header: t('manifest.limit'),
      },
    ],
    [t, i18n.language],
  );
}
