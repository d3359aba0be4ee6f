import { useState } from 'react';
import { Badge, Button, Group, List, Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { intervalWords } from '../analyst/interval-words.ts';
import { proceduresQuery, versionQuery } from '../analyst/queries.ts';
import type { ProcedureSummary, VersionAct } from '../contract.ts';
import { localized } from '../i18n/language.ts';
import { WaitingMigrations } from '../migration/waiting-migrations.tsx';
import { useUser } from '../session.ts';
import { NotFound } from '../shell/not-found.tsx';
import { PageHeading } from '../shell/page-heading.tsx';
import { QueryView } from '../shell/query-view.tsx';
import { TextLink } from '../shell/text-link.tsx';
import { formatDate, formatInstant } from '../time.ts';
import { ActDialog } from './act-dialog.tsx';
import { GoverningForm } from './governing-form.tsx';

/** The versions of a procedure: when each governs, by which acts, and which one governs an application of a given day. */
export function VersionsPage() {
  const { code } = useParams({ from: '/procedures/$code/versions' });
  const procedures = useQuery(proceduresQuery);
  return (
    <QueryView query={procedures}>
      {({ items }) => {
        const procedure = items.find((each) => each.code === code);
        return procedure === undefined ? <NotFound /> : <Versions procedure={procedure} />;
      }}
    </QueryView>
  );
}

function Versions({ procedure }: { readonly procedure: ProcedureSummary }) {
  const { t } = useTranslation();
  const { code, versions } = procedure;
  return (
    <div className="page">
      <PageHeading title={t('versions.title', { name: localized(procedure.name) })}>
        {versions.length < 2 ? null : (
          <>
            <TextLink to="/procedures/$code/compare" params={{ code }}>
              {t('compare.versions')}
            </TextLink>
            <TextLink to="/procedures/$code/migrations" params={{ code }}>
              {t('migration.link')}
            </TextLink>
          </>
        )}
      </PageHeading>
      {versions.length < 2 ? null : <WaitingMigrations code={code} />}
      <Stack>
        {versions.toReversed().map((version) => (
          <VersionCard key={version.version} code={code} summary={version} />
        ))}
        <GoverningForm code={code} />
      </Stack>
    </div>
  );
}

interface VersionCardProps {
  readonly code: string;
  readonly summary: ProcedureSummary['versions'][number];
}

/** One version: its intervals, the acts that opened and closed them, and the acts that an analyst may enter now. */
function VersionCard({ code, summary }: VersionCardProps) {
  const { t } = useTranslation();
  const { version, status, effective } = summary;
  const isAnalyst = useUser().roles.includes('analyst');
  const published = useQuery(versionQuery(code, version));
  const [entering, setEntering] = useState(false);
  const title = t('compare.version', { version });
  return (
    <Paper withBorder p="md" component="section" aria-label={title}>
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h4">
          {isAnalyst ? (
            <TextLink to="/analyst/procedures/$code/versions/$version" params={{ code, version }}>
              {title}
            </TextLink>
          ) : (
            title
          )}{' '}
          <Badge component="span" tt="none" color={status === 'published' ? 'green.9' : 'red.9'}>
            {t(`versionStatus.${status}`)}
          </Badge>
        </Title>
        {isAnalyst && status !== 'repealed' ? (
          <Button variant="default" onClick={() => setEntering(true)}>
            {t('versions.enterAct')}
          </Button>
        ) : null}
      </Group>
      <dl className="facts">
        <dt>{t('procedures.effective')}</dt>
        <dd>{intervalWords(effective, t('procedures.open'))}</dd>
        {effective.map(({ from, to, openedBy, closedBy }) => (
          <IntervalActs key={from} from={from} to={to} openedBy={openedBy} closedBy={closedBy} />
        ))}
        <dt>{t('procedures.publishedAt')}</dt>
        <dd>{formatInstant(summary.publishedAt)}</dd>
      </dl>
      <QueryView query={published}>{({ acts }) => <Acts acts={acts} />}</QueryView>
      {entering ? <ActDialog code={code} version={version} status={status} onClose={() => setEntering(false)} /> : null}
    </Paper>
  );
}

interface IntervalActsProps {
  readonly from: string;
  readonly to: string | undefined;
  readonly openedBy: string;
  readonly closedBy: string | undefined;
}

function IntervalActs({ from, to, openedBy, closedBy }: IntervalActsProps) {
  const { t } = useTranslation();
  return (
    <>
      <dt>{t('versions.openedOn', { date: formatDate(from) })}</dt>
      <dd>{openedBy}</dd>
      {closedBy === undefined ? null : (
        <>
          <dt>{t('versions.closedOn', { date: formatDate(to) })}</dt>
          <dd>{closedBy}</dd>
        </>
      )}
    </>
  );
}

function Acts({ acts }: { readonly acts: readonly VersionAct[] }) {
  const { t } = useTranslation();
  if (acts.length === 0) return null;
  return (
    <>
      <Title order={3} size="h6">
        {t('versions.acts')}
      </Title>
      <List size="sm">
        {acts.map(({ kind, from, act, by, note, recordedBy, recordedAt }) => (
          <List.Item key={`${kind} ${recordedAt}`}>
            {t(`versions.act.${kind}`, { act, from: formatDate(from), by: by ?? '' })}
            {note === undefined ? '' : ` ${note}`}{' '}
            <Text span size="xs" c="dimmed">
              {t('versions.recorded', { name: recordedBy.name, at: formatInstant(recordedAt) })}
            </Text>
          </List.Item>
        ))}
      </List>
    </>
  );
}
