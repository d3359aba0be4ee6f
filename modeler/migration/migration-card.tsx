import { useState } from 'react';
import { Badge, Button, Group, Loader, Paper, Text, Title } from '@mantine/core';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { citation } from '../../engine/index.ts';
import type { CaseMigration } from '../contract.ts';
import { localized } from '../i18n/language.ts';
import { queryClient } from '../query-client.ts';
import { useUser } from '../session.ts';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { QueryView } from '../shell/query-view.tsx';
import { formatInstant } from '../time.ts';
import { CaseOutcomes } from './case-outcomes.tsx';
import { approveMigration, resultsQuery, withdrawMigration } from './queries.ts';

const COLOURS = { proposed: 'orange.9', running: 'seal', finished: 'green.9', withdrawn: 'gray.8' } as const;

/** One migration: by whom and why, how far it has come, what a second person may decide, and the report case by case. */
export function MigrationCard({ migration }: { readonly migration: CaseMigration }) {
  const { t } = useTranslation();
  const { from, to, act, ground, status, preparedBy, preparedAt, approvedBy, approvedAt, finishedAt } = migration;
  const title = t('migration.fromTo', { from, to });
  const reached = migration.migrated + migration.refused + migration.alreadyThere;
  return (
    <Paper withBorder p="md" component="section" aria-label={title}>
      <Group justify="space-between" mb="xs">
        <Title order={3} size="h5">
          {title}{' '}
          <Badge component="span" tt="none" color={COLOURS[status]}>
            {t(`migration.status.${status}`)}
          </Badge>
        </Title>
        {status === 'running' ? <Loader size="sm" aria-hidden /> : null}
      </Group>
      <dl className="facts">
        <dt>{t('migration.byAct')}</dt>
        <dd>{localized(citation(act))}</dd>
        <dt>{t('migration.ground')}</dt>
        <dd>{ground}</dd>
        <dt>{t('migration.preparedBy')}</dt>
        <dd>
          {preparedBy.name}, {formatInstant(preparedAt)}
        </dd>
        {approvedBy === undefined ? null : (
          <>
            <dt>{t('migration.approvedBy')}</dt>
            <dd>
              {approvedBy.name}, {formatInstant(approvedAt)}
            </dd>
          </>
        )}
        {finishedAt === undefined ? null : (
          <>
            <dt>{t(status === 'withdrawn' ? 'migration.withdrawnAt' : 'migration.finishedAt')}</dt>
            <dd>{formatInstant(finishedAt)}</dd>
          </>
        )}
      </dl>
      {status === 'proposed' || status === 'withdrawn' ? null : <Progress migration={migration} />}
      {status === 'proposed' ? <Decision migration={migration} /> : null}
      {reached === 0 ? null : <Report migration={migration} />}
    </Paper>
  );
}

function Progress({ migration: { migrated, refused, alreadyThere } }: { readonly migration: CaseMigration }) {
  const { t } = useTranslation();
  return (
    <Text role="status" size="sm" mb="xs">
      {t('migration.progress', { migrated, refused, alreadyThere })}
    </Text>
  );
}

/** What an analyst may do while it waits: another one lets it run or turns it down, the one who prepared it takes it back. */
function Decision({ migration: { id, preparedBy } }: { readonly migration: CaseMigration }) {
  const { t } = useTranslation();
  const user = useUser();
  const onSuccess = () => queryClient.invalidateQueries({ queryKey: ['migrations'] });
  const approve = useMutation({ mutationFn: () => approveMigration(id), onSuccess });
  const withdraw = useMutation({ mutationFn: () => withdrawMigration(id), onSuccess });
  if (!user.roles.includes('analyst')) return null;
  const isOwn = preparedBy.id === user.id;
  return (
    <>
      <Text size="sm" mb="xs">
        {t(isOwn ? 'migration.waiting' : 'migration.decide')}
      </Text>
      <ProblemAlert error={approve.error ?? withdraw.error} />
      <Group>
        {isOwn ? null : (
          <Button loading={approve.isPending} onClick={() => approve.mutate()}>
            {t('migration.approve')}
          </Button>
        )}
        <Button variant="default" loading={withdraw.isPending} onClick={() => withdraw.mutate()}>
          {t(isOwn ? 'migration.takeBack' : 'migration.turnDown')}
        </Button>
      </Group>
    </>
  );
}

/** Read only when it is asked for: it may hold thousands of cases. */
function Report({ migration }: { readonly migration: CaseMigration }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <details className="explanation" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('migration.report')}</summary>
      {open ? <Results migration={migration} /> : null}
    </details>
  );
}

function Results({ migration }: { readonly migration: CaseMigration }) {
  const { t } = useTranslation();
  const results = useInfiniteQuery(resultsQuery(migration));
  return (
    <QueryView query={results}>
      {({ pages }) => (
        <>
          <CaseOutcomes caption={t('migration.report')} cases={pages.flatMap(({ items }) => items)} />
          {results.hasNextPage ? (
            <Button
              variant="default"
              mt="xs"
              loading={results.isFetchingNextPage}
              onClick={() => void results.fetchNextPage()}
            >
              {t('migration.more')}
            </Button>
          ) : null}
        </>
      )}
    </QueryView>
  );
}
