import { Badge, Button, Group, List, Paper, Text, Title } from '@mantine/core';
import { modals } from '@mantine/modals';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { DraftSummary } from '../contract.ts';
import { queryClient } from '../query-client.ts';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { QueryView } from '../shell/query-view.tsx';
import { TextLink } from '../shell/text-link.tsx';
import { formatInstant } from '../time.ts';
import { deleteDraft, draftsQuery } from './queries.ts';

/** The drafts that are being drawn, by any analyst. */
export function DraftList() {
  const { t } = useTranslation();
  const drafts = useQuery(draftsQuery);
  const remove = useMutation({
    mutationFn: deleteDraft,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['drafts'] }),
  });
  const confirm = (draft: DraftSummary): string =>
    modals.openConfirmModal({
      title: t('procedures.deleteDraft'),
      children: <Text size="sm">{t('procedures.deleteDraftSure', { name: draft.name })}</Text>,
      labels: { confirm: t('procedures.deleteDraft'), cancel: t('shell.cancel') },
      closeButtonProps: { 'aria-label': t('shell.close') },
      confirmProps: { color: 'red.9' },
      onConfirm: () => remove.mutate(draft.id),
    });
  return (
    <Paper withBorder p="md" mb="md" component="section" aria-label={t('procedures.drafts')}>
      <Title order={2} size="h4" mb="xs">
        {t('procedures.drafts')}
      </Title>
      <ProblemAlert error={remove.error} />
      <QueryView query={drafts}>
        {({ items }) =>
          items.length === 0 ? (
            <Text c="dimmed">{t('procedures.noDrafts')}</Text>
          ) : (
            <List listStyleType="none" spacing="xs">
              {items.map((draft) => (
                <List.Item key={draft.id}>
                  <Group gap="sm">
                    <TextLink to="/analyst/drafts/$draftId" params={{ draftId: draft.id }} fw={600}>
                      {draft.name}
                    </TextLink>
                    {draft.status === 'proposed' ? <Badge>{t('proposal.pending')}</Badge> : null}
                    <Text size="sm" c="dimmed">
                      {t('procedures.revision', { revision: draft.revision, at: formatInstant(draft.updatedAt) })}
                    </Text>
                    <Button
                      size="compact-xs"
                      variant="default"
                      aria-label={`${t('procedures.deleteDraft')}: ${draft.name}`}
                      onClick={() => confirm(draft)}
                    >
                      {t('procedures.delete')}
                    </Button>
                  </Group>
                </List.Item>
              ))}
            </List>
          )
        }
      </QueryView>
    </Paper>
  );
}
