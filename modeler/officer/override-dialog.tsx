import { useMemo, useState } from 'react';
import { Button, Group, Modal, Select, Stack, Text, Textarea } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { citation, type Deviation } from '../../engine/index.ts';
import { elementNames } from '../cases/element-names.ts';
import { moveTargets, stepsAtWork } from '../cases/move-targets.ts';
import { timeline } from '../cases/replay.ts';
import type { CaseDiagram, CaseView, Overrides, SealedCommit } from '../contract.ts';
import { localized } from '../i18n/language.ts';
import { queryClient } from '../query-client.ts';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { colleaguesQuery, requestOverride } from './queries.ts';

type Kind = Deviation['kind'];

interface OverrideDialogProps {
  readonly caseId: string;
  readonly view: CaseView;
  readonly commits: readonly SealedCommit[];
  readonly diagram: CaseDiagram;
  readonly overrides: Overrides;
  readonly onClose: () => void;
}

/** Asks for a departure from the rules: which one, on which published ground, and why. A second person lets it happen. */
export function OverrideDialog({ caseId, view, commits, diagram, overrides, onClose }: OverrideDialogProps) {
  const { t } = useTranslation();
  const isActive = view.case.state === 'active';
  const kinds: readonly Kind[] = isActive ? ['MOVE_TOKEN', 'SECOND_SUPPLEMENT', 'REASSIGN'] : ['REOPEN'];
  const [kind, setKind] = useState<Kind>(kinds[0] ?? 'REOPEN');
  const [step, setStep] = useState<string | null>(null);
  const [target, setTarget] = useState<string | null>(null);
  const [assignee, setAssignee] = useState<string | null>(null);
  const [ground, setGround] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const steps = useSteps(view, commits, diagram);
  const colleagues = useQuery({ ...colleaguesQuery, enabled: kind === 'REASSIGN' });
  const deviation = deviationOf(kind, { step, target, assignee });
  const targets = kind === 'REOPEN' ? steps.reopening : steps.targetsFrom(step);
  const ask = useMutation({
    mutationFn: async () => {
      if (deviation !== undefined && ground !== null)
        await requestOverride(caseId, { deviation, ground, reason: reason.trim() });
    },
    onSuccess: async () => {
      onClose();
      await queryClient.invalidateQueries();
    },
  });
  const deciders = overrides.deciders.map(({ name }) => localized(name)).join(', ');
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('override.ask')}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <ProblemAlert error={ask.error} />
      <Stack gap="sm">
        <Text size="sm">{t('override.advice', { deciders })}</Text>
        <Select
          label={t('override.what')}
          data={kinds.map((value) => ({ value, label: t(`override.kind.${value}`) }))}
          value={kind}
          allowDeselect={false}
          onChange={(value) => setKind(kinds.find((each) => each === value) ?? kind)}
          data-autofocus
        />
        {kind === 'MOVE_TOKEN' ? (
          <Select
            label={t('override.from')}
            data={steps.atWork}
            value={step}
            onChange={(value) => {
              setStep(value);
              setTarget(null);
            }}
            required
          />
        ) : null}
        {kind === 'MOVE_TOKEN' || kind === 'REOPEN' ? (
          <Select
            label={t('override.to')}
            data={targets}
            value={target}
            onChange={setTarget}
            searchable
            disabled={targets.length === 0}
            required
          />
        ) : null}
        {kind === 'REASSIGN' ? (
          <>
            <Select label={t('override.task')} data={steps.tasks} value={step} onChange={setStep} required />
            <Select
              label={t('task.assignTo')}
              data={(colleagues.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
              value={assignee}
              onChange={setAssignee}
              searchable
              required
            />
          </>
        ) : null}
        <Select
          label={t('override.ground')}
          data={overrides.grounds.map(({ code, text, basis }) => ({
            value: code,
            label: `${localized(text)} (${localized(citation(basis))})`,
          }))}
          value={ground}
          onChange={setGround}
          required
        />
        <Textarea
          label={t('override.reason')}
          description={t('override.reasonHint')}
          required
          autosize
          minRows={3}
          maxLength={2000}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </Stack>
      <Group mt="md" justify="end">
        <Button variant="default" onClick={onClose}>
          {t('shell.cancel')}
        </Button>
        <Button
          disabled={deviation === undefined || ground === null || reason.trim() === ''}
          loading={ask.isPending}
          onClick={() => ask.mutate()}
        >
          {t('override.send')}
        </Button>
      </Group>
    </Modal>
  );
}

interface Choice {
  readonly step: string | null;
  readonly target: string | null;
  readonly assignee: string | null;
}

/** The departure that was chosen; undefined while something of it is missing. */
function deviationOf(kind: Kind, { step, target, assignee }: Choice): Deviation | undefined {
  switch (kind) {
    case 'SECOND_SUPPLEMENT':
      return { kind };
    case 'REOPEN':
      return target === null ? undefined : { kind, targetId: target };
    case 'MOVE_TOKEN':
      return step === null || target === null ? undefined : { kind, elementKey: Number(step), targetId: target };
    case 'REASSIGN':
      return step === null || assignee === null ? undefined : { kind, taskKey: Number(step), assignee };
    default:
      return kind satisfies never;
  }
}

/** What can be chosen, under the names that the drawing gives; the value of a step is its key. */
function useSteps({ tasks }: CaseView, commits: readonly SealedCommit[], { bpmn, processes }: CaseDiagram) {
  return useMemo(() => {
    const events = timeline(commits).map(({ event }) => event);
    const nameOf = elementNames(bpmn);
    const atWork = stepsAtWork(events);
    const named = (ids: readonly string[]) => ids.map((id) => ({ value: id, label: nameOf(id) }));
    const [main] = processes;
    return {
      atWork: atWork.map(({ key, elementId }) => ({ value: String(key), label: nameOf(elementId) })),
      tasks: tasks
        .filter(({ state }) => state === 'offered' || state === 'claimed')
        .map(({ taskId, name }) => ({ value: taskId.slice(taskId.lastIndexOf(':') + 1), label: name })),
      reopening: main === undefined ? [] : named(moveTargets(bpmn, main)),
      targetsFrom: (key: string | null) => {
        const from = atWork.find((step) => String(step.key) === key)?.elementId;
        return from === undefined ? [] : named(moveTargets(bpmn, from));
      },
    };
  }, [tasks, commits, bpmn, processes]);
}
