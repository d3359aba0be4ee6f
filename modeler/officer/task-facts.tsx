import { List, Paper, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { TaskView } from '../contract.ts';
import { localized } from '../i18n/language.ts';
import { CitationText } from '../shell/citation-text.tsx';
import { Due } from '../shell/due.tsx';
import { Explanation } from '../shell/explanation.tsx';

/** What the law says of a task: by when, reckoned how, and on which article it rests. */
export function TaskFacts({ view }: { readonly view: TaskView }) {
  const { t } = useTranslation();
  const { task } = view;
  return (
    <Stack component="aside" aria-label={t('task.facts')}>
      <Paper withBorder p="md">
        <Title order={2} size="h5" mb="xs">
          {t('task.due')}
        </Title>
        <Due dueAt={task.dueAt} />
        {task.caseDueAt === undefined ? null : (
          <>
            <Text size="sm" mt="xs" fw={600}>
              {t('task.caseDue')}
            </Text>
            <Due dueAt={task.caseDueAt} />
          </>
        )}
        <details className="explanation">
          <summary>{t('due.explain')}</summary>
          <Explanation lines={view.explanation} caption={t('due.explain')} />
        </details>
      </Paper>
      <Paper withBorder p="md">
        <Title order={2} size="h5" mb="xs">
          {t('task.legalBasis')}
        </Title>
        {view.legalBasis.length === 0 ? <Text c="dimmed">{t('task.noLegalBasis')}</Text> : null}
        <List size="sm">
          {view.legalBasis.map((basis, index) => (
            <List.Item key={index}>
              <CitationText citation={basis} />
            </List.Item>
          ))}
        </List>
      </Paper>
      <Paper withBorder p="md">
        <Title order={2} size="h5" mb="xs">
          {t('task.who')}
        </Title>
        <Text size="sm">
          {task.assignee === undefined
            ? t('inbox.offeredTo', { groups: task.candidateGroupNames.map((name) => localized(name)).join(', ') })
            : t('inbox.held', { name: task.assigneeName ?? task.assignee })}
        </Text>
      </Paper>
    </Stack>
  );
}
