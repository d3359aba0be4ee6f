import { useState } from 'react';
import { Badge, Button, Group, Paper, Stack, Table, Text, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ProcedureSummary } from '../contract.ts';
import { localized } from '../i18n/language.ts';
import { WaitingMigrations } from '../migration/waiting-migrations.tsx';
import { queryClient } from '../query-client.ts';
import { PageHeading } from '../shell/page-heading.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { QueryView } from '../shell/query-view.tsx';
import { TextLink } from '../shell/text-link.tsx';
import { formatInstant } from '../time.ts';
import { DraftList } from './draft-list.tsx';
import { intervalWords } from './interval-words.ts';
import { NewDraftDialog } from './new-draft-dialog.tsx';
import { createDraft, proceduresQuery } from './queries.ts';

/** Every procedure with its versions in force and out of force, and the drafts that are being drawn. */
export function ProceduresPage() {
  const { t } = useTranslation();
  const procedures = useQuery(proceduresQuery);
  const [adding, setAdding] = useState(false);
  return (
    <div className="page">
      <PageHeading title={t('procedures.title')}>
        <Button onClick={() => setAdding(true)}>{t('procedures.newDraft')}</Button>
      </PageHeading>
      <DraftList />
      <QueryView query={procedures}>
        {({ items }) => (
          <Stack>
            {items.length === 0 ? <Text c="dimmed">{t('procedures.empty')}</Text> : null}
            {items.map((procedure) => (
              <ProcedureCard key={procedure.code} procedure={procedure} />
            ))}
          </Stack>
        )}
      </QueryView>
      {adding ? <NewDraftDialog onClose={() => setAdding(false)} /> : null}
    </div>
  );
}

function ProcedureCard({ procedure }: { readonly procedure: ProcedureSummary }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const name = localized(procedure.name);
  const copy = useMutation({
    mutationFn: (version: string) =>
      createDraft({ name: `${name} (${version})`, from: { code: procedure.code, version } }),
    onSuccess: async (draft) => {
      await queryClient.invalidateQueries({ queryKey: ['drafts'] });
      await navigate({ to: '/analyst/drafts/$draftId', params: { draftId: draft.id } });
    },
  });
  return (
    <Paper withBorder p="md" component="section" aria-label={name}>
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h4">
          {procedure.code} — {name}
        </Title>
        <Group gap="md">
          <TextLink to="/procedures/$code/versions" params={{ code: procedure.code }}>
            {t('versions.link')}
          </TextLink>
          {procedure.versions.length < 2 ? null : (
            <TextLink to="/procedures/$code/compare" params={{ code: procedure.code }}>
              {t('compare.versions')}
            </TextLink>
          )}
          <Text size="sm" c="dimmed">
            {localized(procedure.field)}
          </Text>
        </Group>
      </Group>
      {procedure.versions.length < 2 ? null : <WaitingMigrations code={procedure.code} />}
      <ProblemAlert error={copy.error} />
      <Table.ScrollContainer minWidth={620} type="native">
        <Table verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('procedures.version')}</Table.Th>
              <Table.Th scope="col">{t('procedures.status')}</Table.Th>
              <Table.Th scope="col">{t('procedures.effective')}</Table.Th>
              <Table.Th scope="col">{t('procedures.publishedAt')}</Table.Th>
              <Table.Th scope="col">{t('operator.actions')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {procedure.versions.map((version) => (
              <Table.Tr key={version.version}>
                <Table.Td>
                  <TextLink
                    to="/analyst/procedures/$code/versions/$version"
                    params={{ code: procedure.code, version: version.version }}
                    fw={600}
                  >
                    {version.version}
                  </TextLink>
                </Table.Td>
                <Table.Td>
                  <Badge tt="none">
                    {t(`versionStatus.${version.status}` as 'versionStatus.published', {
                      defaultValue: version.status,
                    })}
                  </Badge>
                </Table.Td>
                <Table.Td>{intervalWords(version.effective, t('procedures.open'))}</Table.Td>
                <Table.Td>{formatInstant(version.publishedAt)}</Table.Td>
                <Table.Td>
                  <Button
                    size="compact-sm"
                    variant="default"
                    loading={copy.isPending}
                    onClick={() => copy.mutate(version.version)}
                  >
                    {t('procedures.draftFrom')}
                  </Button>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Paper>
  );
}
