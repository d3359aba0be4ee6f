import { useState } from 'react';
import { Button, Group, Modal, Select, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { TaskSummary } from '../contract.ts';
import { queryClient } from '../query-client.ts';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { QueryView } from '../shell/query-view.tsx';
import { assignTask, colleaguesQuery } from './queries.ts';

interface AssignButtonProps {
  readonly task: TaskSummary;
  /** Called before the task changes hands: what was typed goes with it. */
  readonly onHandOver: () => Promise<void>;
}

/** Gives a task to a colleague. The list offers those whom the model names; the server has the last word. */
export function AssignButton({ task, onHandOver }: AssignButtonProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [assignee, setAssignee] = useState<string | null>(null);
  const colleagues = useQuery({ ...colleaguesQuery, enabled: open });
  const assign = useMutation({
    mutationFn: async (to: string) => {
      await onHandOver();
      await assignTask(task.taskId, to);
    },
    onSuccess: async () => {
      setOpen(false);
      await queryClient.invalidateQueries();
    },
  });
  const isCandidate = ({ id, groups }: { readonly id: string; readonly groups: readonly string[] }): boolean =>
    id !== task.assignee &&
    (task.candidateGroups.length === 0 || task.candidateGroups.some((group) => groups.includes(group)));

  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {t('task.assign')}
      </Button>
      <Modal
        opened={open}
        onClose={() => setOpen(false)}
        title={t('task.assign')}
        closeButtonProps={{ 'aria-label': t('shell.close') }}
      >
        <ProblemAlert error={assign.error} />
        <QueryView query={colleagues}>
          {({ items }) => {
            const candidates = items.filter(isCandidate);
            if (candidates.length === 0) return <Text>{t('task.noColleague')}</Text>;
            return (
              <Select
                label={t('task.assignTo')}
                data={candidates.map(({ id, name }) => ({ value: id, label: name }))}
                value={assignee}
                onChange={setAssignee}
                searchable
                required
                data-autofocus
              />
            );
          }}
        </QueryView>
        <Group mt="md" justify="end">
          <Button variant="default" onClick={() => setOpen(false)}>
            {t('shell.cancel')}
          </Button>
          <Button
            disabled={assignee === null}
            loading={assign.isPending}
            onClick={() => {
              if (assignee !== null) assign.mutate(assignee);
            }}
          >
            {t('task.assignSubmit')}
          </Button>
        </Group>
      </Modal>
    </>
  );
}
