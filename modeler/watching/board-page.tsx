import { useMemo } from 'react';
import { Badge, Group, SimpleGrid, Paper, Text } from '@mantine/core';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, contentOf } from '../api-client.ts';
import type { Board } from '../contract.ts';
import { localized } from '../i18n/language.ts';
import { useUser } from '../session.ts';
import { DataTable, type Column } from '../shell/data-table.tsx';
import { Due } from '../shell/due.tsx';
import { PageHeading } from '../shell/page-heading.tsx';
import { QueryView } from '../shell/query-view.tsx';
import { TextLink } from '../shell/text-link.tsx';
import { WorkingTimeLeft } from '../shell/working-time-left.tsx';

type Step = Board['items'][number];

const boardQuery = queryOptions({
  queryKey: ['tasks', 'board'],
  queryFn: ({ signal }) => contentOf(api.GET('/api/board', { signal })),
  refetchInterval: 30_000,
});
/** The most urgent first. */
const URGENCIES = ['OVERDUE', 'THREE_QUARTERS', 'HALF', 'AMPLE', 'NO_LIMIT'] as const;
const COLOURS = {
  OVERDUE: 'red.9',
  THREE_QUARTERS: 'orange.9',
  HALF: 'orange.9',
  AMPLE: 'green.9',
  NO_LIMIT: 'gray.8',
};

/** What is late or will be, at which step and with whom it lies, and what waits for the head's own hand. */
export function BoardPage() {
  const { t } = useTranslation();
  const { isHead } = useUser();
  const board = useQuery(boardQuery);
  return (
    <div className="page">
      <PageHeading title={t('board.title')} />
      <QueryView query={board}>
        {({ items, complete }) => (
          <>
            <SimpleGrid cols={{ base: 2, sm: 5 }} mb="md">
              {URGENCIES.map((urgency) => (
                <Paper key={urgency} withBorder p="sm">
                  <Text size="xl" fw={700}>
                    {items.filter((each) => each.urgency === urgency).length}
                  </Text>
                  <Text size="sm">{t(`board.urgency.${urgency}`)}</Text>
                </Paper>
              ))}
            </SimpleGrid>
            {isHead ? (
              <section>
                <h2 className="section-title">{t('board.mine')}</h2>
                <Steps caption={t('board.mine')} steps={items.filter(({ mine }) => mine)} empty={t('board.noneMine')} />
              </section>
            ) : null}
            <section>
              <h2 className="section-title">{t('board.all')}</h2>
              <Steps caption={t('board.all')} steps={items} empty={t('board.none')} />
            </section>
            {complete ? null : (
              <Text size="sm" c="dimmed">
                {t('board.incomplete', { count: items.length })}
              </Text>
            )}
          </>
        )}
      </QueryView>
    </div>
  );
}

interface StepsProps {
  readonly caption: string;
  readonly steps: readonly Step[];
  readonly empty: string;
}

function Steps({ caption, steps, empty }: StepsProps) {
  const { t, i18n } = useTranslation();
  const { roles } = useUser();
  const opens = roles.includes('officer');
  const columns = useMemo<readonly Column<Step>[]>(
    () => [
      {
        id: 'urgency',
        accessorFn: ({ urgency }) => URGENCIES.indexOf(urgency),
        sortFn: 'basic',
        header: t('board.time'),
        cell: ({ row }) => (
          <Group gap={4}>
            <Badge tt="none" color={COLOURS[row.original.urgency]}>
              {t(`board.urgency.${row.original.urgency}`)}
            </Badge>
            <WorkingTimeLeft minutes={row.original.task.leftMinutes} />
          </Group>
        ),
      },
      {
        id: 'step',
        accessorFn: ({ task }) => task.name,
        sortFn: 'text',
        header: t('inbox.task'),
        cell: ({ row: { original } }) =>
          original.mine ? (
            <TextLink to="/officer/tasks/$taskId" params={{ taskId: original.task.taskId }} fw={600}>
              {original.task.name}
            </TextLink>
          ) : (
            original.task.name
          ),
      },
      {
        id: 'who',
        accessorFn: ({ task }) => task.assigneeName ?? '',
        sortFn: 'text',
        header: t('board.who'),
        cell: ({ row }) => <Holder task={row.original.task} />,
      },
      {
        id: 'dossier',
        accessorFn: ({ task }) => task.dossierCode ?? '',
        sortFn: 'alphanumeric',
        header: t('inbox.dossier'),
        cell: ({ row: { original } }) =>
          opens ? (
            <TextLink to="/officer/cases/$caseId" params={{ caseId: original.task.caseId }}>
              {original.task.dossierCode ?? t('statistics.noCode')}
            </TextLink>
          ) : (
            (original.task.dossierCode ?? t('statistics.noCode'))
          ),
      },
      {
        id: 'procedure',
        accessorFn: ({ task }) => localized(task.procedure.name),
        sortFn: 'text',
        header: t('inbox.procedure'),
      },
      {
        id: 'due',
        accessorFn: ({ task }) => task.dueAt ?? task.caseDueAt ?? '9999',
        sortFn: 'basic',
        header: t('inbox.due'),
        cell: ({ row }) => <Due dueAt={row.original.task.dueAt ?? row.original.task.caseDueAt} />,
      },
    ],
    [t, i18n.language, opens],
  );
  return (
    <DataTable
      caption={caption}
      columns={columns}
      data={steps}
      rowId={({ task }) => task.taskId}
      empty={empty}
      initialSort={{ id: 'urgency', desc: false }}
    />
  );
}

function Holder({ task }: { readonly task: Step['task'] }) {
  const { t } = useTranslation();
  const groups = task.candidateGroupNames.map((name) => localized(name)).join(', ');
  if (task.assignee === undefined) return <>{t('inbox.offeredTo', { groups })}</>;
  return (
    <>
      {task.assigneeName ?? t('board.someone')}
      {task.onBehalfOfName === undefined ? null : (
        <Text size="sm">{t('inbox.onBehalfOf', { name: task.onBehalfOfName })}</Text>
      )}
    </>
  );
}
