import { List, Paper, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { NameOf, PersonOf } from '../cases/event-sentence.ts';
import { outcomeWords } from '../cases/event-sentence.ts';
import { PublicStatus } from '../cases/case-state-badge.tsx';
import type { ReplayFrame, TimelineEntry } from '../cases/replay.ts';
import type { CaseDiagram } from '../contract.ts';
import { Explanation } from '../shell/explanation.tsx';
import { formatInstant } from '../time.ts';
import { VariablesTable } from './variables-table.tsx';

interface FramePanelProps {
  readonly frame: ReplayFrame;
  readonly entry: TimelineEntry | undefined;
  readonly nameOf: NameOf;
  readonly personOf: PersonOf;
  /** Of the version that governs the case: its forms name the variables. */
  readonly diagram: CaseDiagram;
}

/** What else held at this event: who did it, open tasks and timers, the clock, the variables, and the seal of the commit. */
export function FramePanel({ frame, entry, nameOf, personOf, diagram }: FramePanelProps) {
  const { t } = useTranslation();
  const event = entry?.event;
  return (
    <Stack component="aside" aria-label={t('audit.panel')} gap="sm">
      {entry === undefined ? null : (
        <Paper withBorder p="sm">
          <Title order={2} size="h6">
            {t('audit.commit')}
          </Title>
          <Text size="sm">
            {t(`command.${entry.commit.commandType}` as 'command.StartCase', {
              defaultValue: entry.commit.commandType,
            })}{' '}
            · {entry.commit.by.name ?? entry.commit.by.id}
          </Text>
          <Text size="xs" c="dimmed" className="hash">
            {entry.commit.hash}
          </Text>
        </Paper>
      )}
      {event !== undefined && 'explanation' in event && event.explanation !== undefined ? (
        <Paper withBorder p="sm">
          <Title order={2} size="h6">
            {t('due.explain')}
          </Title>
          <Explanation lines={event.explanation} caption={t('due.explain')} />
        </Paper>
      ) : null}
      <Paper withBorder p="sm">
        <Title order={2} size="h6">
          {t('audit.clock')}
        </Title>
        <Text size="sm">
          {frame.dueAt === undefined ? t('due.none') : t('audit.dueThen', { due: formatInstant(frame.dueAt) })}
        </Text>
        {frame.publicStatus === undefined ? null : <PublicStatus status={frame.publicStatus} />}
        {frame.outcome === undefined ? null : (
          <Text size="sm">{t('audit.outcome', { outcome: outcomeWords(frame.outcome, t) })}</Text>
        )}
      </Paper>
      <Paper withBorder p="sm">
        <Title order={2} size="h6">
          {t('audit.waiting')}
        </Title>
        {frame.tasks.length + frame.timers.length === 0 ? (
          <Text size="sm" c="dimmed">
            {t('audit.nothingWaits')}
          </Text>
        ) : null}
        <List size="sm">
          {frame.tasks.map((task) => (
            <List.Item key={task.key}>
              {nameOf(task.elementId)} {task.assignee === undefined ? '' : `· ${personOf(task.assignee)}`}{' '}
              {task.dueAt === undefined ? '' : `· ${formatInstant(task.dueAt)}`}
            </List.Item>
          ))}
          {frame.timers.map((timer) => (
            <List.Item key={timer.key}>
              ⏲ {nameOf(timer.elementId)} · {formatInstant(timer.dueAt)}
            </List.Item>
          ))}
        </List>
      </Paper>
      <Paper withBorder p="sm">
        <Title order={2} size="h6">
          {t('audit.variables')}
        </Title>
        {frame.variables.map((scope) => (
          <details key={scope.key} open={scope.elementId === undefined}>
            <summary>{scope.elementId === undefined ? t('audit.caseScope') : nameOf(scope.elementId)}</summary>
            <VariablesTable
              variables={scope.variables}
              caption={scope.elementId === undefined ? t('audit.caseScope') : nameOf(scope.elementId)}
              code={diagram.code}
              version={diagram.version}
            />
          </details>
        ))}
      </Paper>
    </Stack>
  );
}
