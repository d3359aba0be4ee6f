import { useMemo, useState } from 'react';
import { Badge, Button, Group, SegmentedControl, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { TaskSummary } from '../contract.ts';
import { localized } from '../i18n/language.ts';
import { DataTable, type Column } from '../shell/data-table.tsx';
import { Due } from '../shell/due.tsx';
import { PageHeading } from '../shell/page-heading.tsx';
import { QueryView } from '../shell/query-view.tsx';
import { TextLink } from '../shell/text-link.tsx';
import { WorkingTimeLeft } from '../shell/working-time-left.tsx';
import { formatInstant } from '../time.ts';
import { TASK_FILTERS, tasksQuery, type TaskFilter } from './queries.ts';

/** The officer's day: the tasks that are theirs or offered to them, the nearest due date first. */
export function InboxPage() {
  const { t } = useTranslation();
  const [filter, setFilter] = useState<TaskFilter>('mine');
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed.trim(), 250);
  const tasks = useQuery(tasksQuery(filter, q));
  const columns = useColumns();

  return (
    <div className="page">
      <PageHeading title={t('inbox.title')}>
        <Button component={Link} to="/officer/receive">
          {t('nav.receive')}
        </Button>
      </PageHeading>
      <Group mb="md" align="end" gap="md">
        <SegmentedControl
          aria-label={t('inbox.filter')}
          value={filter}
          onChange={(value) => setFilter(TASK_FILTERS.find((each) => each === value) ?? 'mine')}
          data={TASK_FILTERS.map((value) => ({ value, label: t(`inbox.${value}`) }))}
        />
        <TextInput
          label={t('inbox.search')}
          type="search"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          style={{ flex: '1 1 14rem', maxWidth: '24rem' }}
        />
      </Group>
      <QueryView query={tasks}>
        {(page) => (
          <DataTable
            caption={t('inbox.title')}
            columns={columns}
            data={page.items}
            rowId={(task) => task.taskId}
            empty={t(`inbox.empty.${filter}`)}
            initialSort={{ id: 'due', desc: false }}
          />
        )}
      </QueryView>
    </div>
  );
}

/** After every instant that a due date can have: what has no limit comes last. */
const NEVER = '9999';

function useColumns(): readonly Column<TaskSummary>[] {
  const { t, i18n } = useTranslation();
  return useMemo<readonly Column<TaskSummary>[]>(
    () => [
      {
        id: 'task',
        accessorFn: (task) => task.name,
        sortFn: 'text',
        header: t('inbox.task'),
        cell: ({ row }) => (
          <TextLink to="/officer/tasks/$taskId" params={{ taskId: row.original.taskId }} fw={600}>
            {row.original.name}
          </TextLink>
        ),
      },
      {
        id: 'dossier',
        accessorFn: (task) => task.dossierCode ?? task.caseId,
        sortFn: 'alphanumeric',
        header: t('inbox.dossier'),
        cell: ({ row }) => (
          <TextLink to="/officer/cases/$caseId" params={{ caseId: row.original.caseId }}>
            {row.original.dossierCode ?? row.original.caseId}
          </TextLink>
        ),
      },
      {
        id: 'procedure',
        accessorFn: (task) => localized(task.procedure?.name),
        sortFn: 'text',
        header: t('inbox.procedure'),
      },
      {
        id: 'due',
        accessorFn: (task) => task.dueAt ?? task.caseDueAt ?? NEVER,
        sortFn: 'basic',
        header: t('inbox.due'),
        cell: ({ row }) => (
          <>
            <Due dueAt={row.original.dueAt ?? row.original.caseDueAt} />
            <div>
              <WorkingTimeLeft minutes={row.original.leftMinutes} />
            </div>
          </>
        ),
      },
      {
        id: 'state',
        accessorFn: (task) => task.assignee ?? '',
        sortFn: 'text',
        header: t('inbox.state'),
        cell: ({ row }) => <Holder task={row.original} />,
      },
      {
        id: 'created',
        accessorFn: (task) => task.createdAt,
        sortFn: 'basic',
        header: t('inbox.created'),
        cell: ({ row }) => formatInstant(row.original.createdAt),
      },
    ],
    [t, i18n.language],
  );
}

function Holder({ task }: { readonly task: TaskSummary }) {
  const { t } = useTranslation();
  const groups = task.candidateGroupNames.map((name) => localized(name)).join(', ');
  return (
    <>
      {task.assignee === undefined ? (
        <Badge tt="none" variant="outline">
          {t('inbox.offeredTo', { groups })}
        </Badge>
      ) : (
        <Badge tt="none">{t('inbox.held', { name: task.assigneeName ?? t('board.someone') })}</Badge>
      )}
      {task.onBehalfOfName === undefined ? null : (
        <Text size="sm">{t('inbox.onBehalfOf', { name: task.onBehalfOfName })}</Text>
      )}
      {task.assignment === undefined ? null : <Text size="sm">{t(`inbox.assignment.${task.assignment}`)}</Text>}
    </>
  );
}
