import { useMemo } from 'react';
import { Button, Group, Text, Title } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ProcedureVersion } from '../contract.ts';
import { QueryView } from '../shell/query-view.tsx';
import { CaseOutcomes } from './case-outcomes.tsx';
import { readDrawing } from './drawn-elements.ts';
import { MappingTable } from './mapping-table.tsx';
import { neededMapping } from './needed-mapping.ts';
import { foreseenQuery, type MigrationOrder } from './queries.ts';

interface DryRunProps {
  readonly source: ProcedureVersion;
  readonly target: ProcedureVersion;
  /** What is tried. */
  readonly order: MigrationOrder;
  /** What the mapping says by now. */
  readonly mapping: MigrationOrder['mapping'];
  readonly onMap: (mapping: MigrationOrder['mapping']) => void;
}

/** What would become of each running case, decided by the server and forgotten; and the lines that the mapping needs. */
export function DryRun({ source, target, order, mapping, onMap }: DryRunProps) {
  const { t, i18n } = useTranslation();
  const foreseen = useInfiniteQuery({ ...foreseenQuery(target.code, order), placeholderData: keepPreviousData });
  const cases = useMemo(() => foreseen.data?.pages.flatMap(({ items }) => items) ?? [], [foreseen.data]);
  const [before, after] = useMemo(() => {
    const path = (from: string, to: string): string => t('migration.path', { from, to });
    return [readDrawing(drawingOf(source), path), readDrawing(drawingOf(target), path)];
  }, [source, target, i18n.language]);
  const lines = useMemo(() => neededMapping(cases, mapping, before, after), [cases, mapping, before, after]);
  return (
    <QueryView query={foreseen}>
      {() => (
        <>
          {lines.length === 0 ? null : (
            <MappingTable lines={lines} before={before} after={after} mapping={mapping} onMap={onMap} />
          )}
          <Title order={3} size="h5" mt="md" mb="xs">
            {t('migration.foreseen')}
          </Title>
          {cases.length === 0 ? (
            <Text role="status">{t('migration.noCases', { version: order.from })}</Text>
          ) : (
            <>
              <Counts cases={cases} isAll={!foreseen.hasNextPage} />
              <CaseOutcomes caption={t('migration.foreseen')} cases={cases} foreseen />
            </>
          )}
          {foreseen.hasNextPage ? (
            <Button
              variant="default"
              mt="xs"
              loading={foreseen.isFetchingNextPage}
              onClick={() => void foreseen.fetchNextPage()}
            >
              {t('migration.more')}
            </Button>
          ) : null}
        </>
      )}
    </QueryView>
  );
}

interface CountsProps {
  readonly cases: readonly { readonly outcome: 'migrated' | 'refused' | 'already-there' }[];
  readonly isAll: boolean;
}

function Counts({ cases, isAll }: CountsProps) {
  const { t } = useTranslation();
  const count = (outcome: string): number => cases.filter((each) => each.outcome === outcome).length;
  return (
    <Group gap="md" mb="xs" role="status">
      <Text fw={600}>{t('migration.wouldMove', { count: count('migrated') })}</Text>
      <Text fw={600}>{t('migration.wouldStay', { count: count('refused') })}</Text>
      {isAll ? null : <Text c="dimmed">{t('migration.firstOnly', { count: cases.length })}</Text>}
    </Group>
  );
}

/** The drawing of a published version. */
function drawingOf({ files, manifest }: ProcedureVersion): string {
  const path = manifest?.process ?? Object.keys(files).find((name) => name.endsWith('.bpmn')) ?? '';
  return files[path] ?? '';
}
