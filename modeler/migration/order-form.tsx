import { useState } from 'react';
import { Button, Group, Paper, Select, SimpleGrid, Text, Textarea, TextInput, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { citation } from '../../engine/index.ts';
import { versionQuery } from '../analyst/queries.ts';
import type { ProcedureSummary, ProcedureVersion } from '../contract.ts';
import { localized } from '../i18n/language.ts';
import { queryClient } from '../query-client.ts';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { QueryView } from '../shell/query-view.tsx';
import { DryRun } from './dry-run.tsx';
import { orderMigration, type MigrationOrder } from './queries.ts';

interface OrderFormProps {
  readonly code: string;
  readonly versions: ProcedureSummary['versions'];
  readonly onOrdered: () => void;
}

/** Prepares a migration: which versions, by which article and why, tried on every case before it can be ordered. */
export function OrderForm({ code, versions, onOrdered }: OrderFormProps) {
  const { t } = useTranslation();
  const labels = versions.map(({ version }) => version);
  const [from, setFrom] = useState(labels.at(-2) ?? '');
  const [to, setTo] = useState(labels.at(-1) ?? '');
  const [older, newer] = [useQuery(versionQuery(code, from)), useQuery(versionQuery(code, to))];
  return (
    <Paper withBorder p="md" component="section" aria-label={t('migration.prepare')}>
      <Title order={2} size="h4" mb="sm">
        {t('migration.prepare')}
      </Title>
      <SimpleGrid cols={{ base: 1, sm: 2 }} mb="sm">
        <Select
          label={t('migration.from')}
          data={labels}
          value={from}
          allowDeselect={false}
          onChange={(value) => setFrom(value ?? from)}
        />
        <Select
          label={t('migration.to')}
          data={labels}
          value={to}
          allowDeselect={false}
          onChange={(value) => setTo(value ?? to)}
        />
      </SimpleGrid>
      {from === to ? (
        <Text c="dimmed">{t('migration.sameVersion')}</Text>
      ) : (
        <QueryView query={older}>
          {(source) => (
            <QueryView query={newer}>
              {(target) => <Order key={`${from} ${to}`} source={source} target={target} onOrdered={onOrdered} />}
            </QueryView>
          )}
        </QueryView>
      )}
    </Paper>
  );
}

interface OrderProps {
  readonly source: ProcedureVersion;
  readonly target: ProcedureVersion;
  readonly onOrdered: () => void;
}

function Order({ source, target, onOrdered }: OrderProps) {
  const { t } = useTranslation();
  const acts = target.manifest?.legalActs ?? [];
  const [act, setAct] = useState<string | null>(null);
  const [article, setArticle] = useState('');
  const [ground, setGround] = useState('');
  const [mapping, setMapping] = useState<MigrationOrder['mapping']>({});
  const [tried, setTried] = useState<MigrationOrder>();
  const cited = `${act ?? ''}#${article.trim()}`;
  const order = { from: source.version, to: target.version, act: cited, ground: ground.trim(), mapping };
  const isWhole = act !== null && article.trim() !== '' && ground.trim() !== '';
  // What is ordered is what was tried: a word that is changed asks for another dry run.
  const isTried = tried !== undefined && JSON.stringify(tried) === JSON.stringify(order);
  const start = useMutation({
    mutationFn: () => orderMigration(target.code, order),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['migrations'] });
      onOrdered();
    },
  });
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 2 }} mb="sm">
        <Select
          label={t('migration.act')}
          description={t('migration.actHint')}
          data={acts.map(({ id, title }) => ({ value: id, label: `${id} — ${localized(title)}` }))}
          value={act}
          required
          searchable
          onChange={setAct}
        />
        <TextInput
          label={t('migration.article')}
          description={act === null || article.trim() === '' ? t('migration.articleHint') : localized(citation(cited))}
          value={article}
          required
          maxLength={100}
          onChange={(event) => setArticle(event.currentTarget.value)}
        />
      </SimpleGrid>
      <Textarea
        label={t('migration.ground')}
        description={t('migration.groundHint')}
        required
        autosize
        minRows={2}
        maxLength={2000}
        mb="sm"
        value={ground}
        onChange={(event) => setGround(event.currentTarget.value)}
      />
      <Button variant="default" disabled={!isWhole || isTried} onClick={() => setTried(order)}>
        {t(tried === undefined ? 'migration.try' : 'migration.tryAgain')}
      </Button>
      {tried === undefined ? null : (
        <>
          {isTried ? null : (
            <Text size="sm" mt="xs" role="status">
              {t('migration.changed')}
            </Text>
          )}
          <DryRun source={source} target={target} order={tried} mapping={mapping} onMap={setMapping} />
          <ProblemAlert error={start.error} />
          <Group justify="end" mt="md">
            <Button disabled={!isTried} loading={start.isPending} onClick={() => start.mutate()}>
              {t('migration.order')}
            </Button>
          </Group>
        </>
      )}
    </>
  );
}
