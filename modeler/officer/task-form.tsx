import { useMemo, useRef, useState } from 'react';
import { Alert, Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { JsonObject } from '../../engine/index.ts';
import { ApiProblem } from '../api-client.ts';
import type { TaskView } from '../contract.ts';
import { FindingList } from '../forms/finding-list.tsx';
import { FormView, type FormHandle } from '../forms/form-view.tsx';
import { queryClient } from '../query-client.ts';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { AssignButton } from './assign-button.tsx';
import { claimTask, completeTask, releaseTask } from './queries.ts';
import { useTaskDraft } from './use-task-draft.ts';

interface TaskFormProps {
  readonly view: TaskView;
  readonly onDone: () => void;
}

/**
 * The form of a task with the commands that its state allows now. What is typed is kept as a draft on the server while the
 * officer types; a refused completion leaves everything in place and shows each finding at its field.
 */
export function TaskForm({ view, onDone }: TaskFormProps) {
  const { t } = useTranslation();
  const form = useRef<FormHandle>(null);
  const { task, allowed } = view;
  const mayComplete = allowed.includes('complete');
  const mayKeepDraft = allowed.includes('draft');
  const draft = useTaskDraft(task.taskId, view.data);
  const start = useMemo<JsonObject>(() => ({ ...view.data, ...view.draft?.data }), [view]);
  const [findings, setFindings] = useState<FindingsOf>([]);

  const renew = () => queryClient.invalidateQueries({ queryKey: ['task', task.taskId] });
  const claim = useMutation({ mutationFn: () => claimTask(task.taskId), onSettled: renew });
  const release = useMutation({
    mutationFn: async () => {
      await draft.flush();
      await releaseTask(task.taskId);
    },
    onSettled: renew,
  });
  const complete = useMutation({
    mutationFn: (submission: JsonObject) => completeTask(task.taskId, submission),
    onSuccess: async (done) => {
      draft.forget();
      notifications.show({
        color: 'green.9',
        message: t(done.case.state === 'active' ? 'task.completed' : 'task.caseEnded'),
      });
      await queryClient.invalidateQueries();
      onDone();
    },
    onError: (error) => {
      const found = error instanceof ApiProblem ? (error.problem.findings ?? []) : [];
      setFindings(found);
      form.current?.showFindings(found);
    },
  });

  const submit = (): void => {
    setFindings([]);
    if (view.form === undefined) return complete.mutate({});
    const filled = form.current?.submit();
    if (filled?.valid === true) complete.mutate(filled.data);
  };

  return (
    <>
      <ProblemAlert error={claim.error ?? release.error ?? (findings.length > 0 ? null : complete.error)} />
      <FindingList findings={findings} />
      {mayComplete ? null : (
        <Alert mb="md" title={t(allowed.includes('claim') ? 'task.claimFirst' : 'task.readOnly')} />
      )}
      {view.form === undefined ? (
        <Text c="dimmed" mb="md">
          {t('task.noForm')}
        </Text>
      ) : (
        <FormView
          ref={form}
          schema={view.form}
          data={start}
          readOnly={!mayComplete}
          {...(mayKeepDraft ? { onChange: draft.change } : {})}
          label={task.name}
        />
      )}
      <Group mt="md" className="no-print">
        {allowed.includes('claim') ? (
          <Button onClick={() => claim.mutate()} loading={claim.isPending}>
            {t('task.claim')}
          </Button>
        ) : null}
        {mayComplete ? (
          <Button onClick={submit} loading={complete.isPending}>
            {t('task.complete')}
          </Button>
        ) : null}
        {allowed.includes('release') ? (
          <Button variant="default" onClick={() => release.mutate()} loading={release.isPending}>
            {t('task.release')}
          </Button>
        ) : null}
        {allowed.includes('assign') ? <AssignButton task={task} onHandOver={draft.flush} /> : null}
        {mayKeepDraft && view.form !== undefined ? (
          <Button variant="default" onClick={() => void draft.flush()}>
            {t('task.saveDraft')}
          </Button>
        ) : null}
        <Text size="sm" c="dimmed" role="status">
          {draft.status === 'idle' ? '' : t(`task.draft.${draft.status}`)}
        </Text>
      </Group>
    </>
  );
}

type FindingsOf = NonNullable<ApiProblem['problem']['findings']>;
