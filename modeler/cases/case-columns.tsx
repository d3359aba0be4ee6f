import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseSummary } from '../contract.ts';
import { localized } from '../i18n/language.ts';
import type { Column } from '../shell/data-table.tsx';
import { Due } from '../shell/due.tsx';
import { TextLink } from '../shell/text-link.tsx';
import { formatInstant } from '../time.ts';
import { CaseStateBadge } from './case-state-badge.tsx';

/** After every instant that a due date can have: what has no limit comes last. */
const NEVER = '9999';

/** The columns of a list of cases; the code links to the reader's own page of a case. */
export function useCaseColumns(
  to: '/officer/cases/$caseId' | '/auditor/cases/$caseId',
): readonly Column<CaseSummary>[] {
  const { t, i18n } = useTranslation();
  return useMemo<readonly Column<CaseSummary>[]>(
    () => [
      {
        id: 'dossier',
        accessorFn: (each) => each.dossierCode ?? each.caseId,
        sortFn: 'alphanumeric',
        header: t('cases.dossier'),
        cell: ({ row }) => (
          <TextLink to={to} params={{ caseId: row.original.caseId }} fw={600}>
            {row.original.dossierCode ?? row.original.caseId}
          </TextLink>
        ),
      },
      {
        id: 'procedure',
        accessorFn: (each) => localized(each.procedure?.name),
        sortFn: 'text',
        header: t('cases.procedure'),
      },
      {
        id: 'applicant',
        accessorFn: (each) => each.applicant?.name ?? '',
        sortFn: 'text',
        header: t('cases.applicant'),
      },
      {
        id: 'state',
        accessorFn: (each) => each.state,
        sortFn: 'text',
        header: t('cases.state'),
        cell: ({ row }) => <CaseStateBadge state={row.original.state} publicStatus={row.original.publicStatus} />,
      },
      {
        id: 'received',
        accessorFn: (each) => each.receivedAt ?? each.startedAt ?? '',
        sortFn: 'basic',
        header: t('cases.received'),
        cell: ({ row }) => formatInstant(row.original.receivedAt ?? row.original.startedAt),
      },
      {
        id: 'due',
        accessorFn: (each) => each.dueAt ?? NEVER,
        sortFn: 'basic',
        header: t('cases.due'),
        cell: ({ row }) => <Due dueAt={row.original.dueAt} ended={row.original.state !== 'active'} />,
      },
    ],
    [t, i18n.language, to],
  );
}
