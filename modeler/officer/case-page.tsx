import { lazy, Suspense } from 'react';
import { List, Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { CaseStateBadge } from '../cases/case-state-badge.tsx';
import { EventList } from '../cases/event-list.tsx';
import { historyQuery } from '../cases/queries.ts';
import type { CaseView } from '../contract.ts';
import { localized } from '../i18n/language.ts';
import { Due } from '../shell/due.tsx';
import { Explanation } from '../shell/explanation.tsx';
import { PageHeading } from '../shell/page-heading.tsx';
import { QueryView } from '../shell/query-view.tsx';
import { TextLink } from '../shell/text-link.tsx';
import { formatInstant } from '../time.ts';
import { CaseGoverning } from '../versions/case-governing.tsx';
import { ConflictButton } from './conflict-button.tsx';
import { OverrideSection } from './override-section.tsx';
import { PapersSection } from './papers-section.tsx';
import { caseQuery } from './queries.ts';
import { WithdrawButton } from './withdraw-button.tsx';

const CaseProgress = lazy(() =>
  import('../cases/case-progress.tsx').then((module) => ({ default: module.CaseProgress })),
);

/** One case: where it stands on the diagram, its open tasks, its due date, and what happened in words. */
export function CasePage() {
  const { caseId } = useParams({ from: '/officer/cases/$caseId' });
  const query = useQuery(caseQuery(caseId));
  return <QueryView query={query}>{(view) => <Case caseId={caseId} view={view} />}</QueryView>;
}

function Case({ caseId, view }: { readonly caseId: string; readonly view: CaseView }) {
  const { t } = useTranslation();
  const history = useQuery(historyQuery(caseId));
  const open = view.tasks.filter(({ state }) => state === 'offered' || state === 'claimed');
  const dueAt = view.dueAt ?? view.case.dueAt;
  return (
    <div className="page">
      <PageHeading title={view.case.dossierCode ?? caseId}>
        {view.case.state === 'active' ? <ConflictButton caseId={caseId} /> : null}
        {view.allowed.includes('withdraw') ? <WithdrawButton caseId={caseId} /> : null}
      </PageHeading>
      <dl className="facts">
        <dt>{t('cases.procedure')}</dt>
        <dd>{localized(view.case.procedure?.name)}</dd>
        <dt>{t('cases.applicant')}</dt>
        <dd>{view.case.applicant?.name ?? '—'}</dd>
        <dt>{t('cases.state')}</dt>
        <dd>
          <CaseStateBadge state={view.case.state} publicStatus={view.publicStatus ?? view.case.publicStatus} />
        </dd>
        <dt>{t('cases.received')}</dt>
        <dd>{formatInstant(view.case.receivedAt ?? view.case.startedAt)}</dd>
        <dt>{t('cases.due')}</dt>
        <dd>
          <Due dueAt={dueAt} ended={view.case.state !== 'active'} />
        </dd>
      </dl>
      <details className="explanation">
        <summary>{t('due.explain')}</summary>
        <Explanation lines={view.explanation} caption={t('due.explain')} />
      </details>
      <CaseGoverning caseId={caseId} />
      <Stack>
        {view.incidents.length === 0 ? null : (
          <Paper withBorder p="md" component="section" aria-label={t('case.incidents')}>
            <Title order={2} size="h4">
              {t('case.incidents')}
            </Title>
            <List>
              {view.incidents.map((incident) => (
                <List.Item key={incident.incidentId}>{incident.message}</List.Item>
              ))}
            </List>
          </Paper>
        )}
        <section aria-label={t('case.tasks')}>
          <Title order={2} size="h4" mb="xs">
            {t('case.tasks')}
          </Title>
          {open.length === 0 ? <Text c="dimmed">{t('case.noTasks')}</Text> : null}
          <List>
            {open.map((task) => (
              <List.Item key={task.taskId}>
                <TextLink to="/officer/tasks/$taskId" params={{ taskId: task.taskId }}>
                  {task.name}
                </TextLink>{' '}
                <Due dueAt={task.dueAt} />
              </List.Item>
            ))}
          </List>
        </section>
        <OverrideSection caseId={caseId} view={view} />
        <PapersSection caseId={caseId} />
        <section aria-label={t('case.progress')}>
          <Title order={2} size="h4" mb="xs">
            {t('case.progress')}
          </Title>
          <QueryView query={history}>
            {(commits) => (
              <Suspense fallback={<Text role="status">{t('shell.loading')}</Text>}>
                <CaseProgress caseId={caseId} commits={commits} />
              </Suspense>
            )}
          </QueryView>
        </section>
        <section aria-label={t('case.history')}>
          <Title order={2} size="h4" mb="xs">
            {t('case.history')}
          </Title>
          <QueryView query={history}>{(commits) => <EventList caseId={caseId} commits={commits} />}</QueryView>
        </section>
      </Stack>
    </div>
  );
}
