import { useState } from 'react';
import { Alert, Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Draft } from '../contract.ts';
import { queryClient } from '../query-client.ts';
import { useUser } from '../session.ts';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { TextLink } from '../shell/text-link.tsx';
import { formatInstant } from '../time.ts';
import { CompareDraftLink } from './compare-draft-link.tsx';
import { approveDraft, returnDraft } from './queries.ts';

/**
 * A proposed draft waits for a second person: who proposed it, with which words, and the answers to it. Its authors are
 * offered to take it back only. Of a draft that was returned: by whom, and why.
 */
export function ProposalBar({ draft }: { readonly draft: Draft }) {
  const { t } = useTranslation();
  const { proposal, returned } = draft;
  if (proposal !== undefined) return <Proposed draft={draft} proposal={proposal} />;
  if (returned === undefined) return null;
  return (
    <Alert mb="md" title={t('proposal.returned', { name: returned.by.name, at: formatInstant(returned.at) })}>
      {returned.reason}
    </Alert>
  );
}

interface ProposedProps {
  readonly draft: Draft;
  readonly proposal: NonNullable<Draft['proposal']>;
}

function Proposed({ draft, proposal }: ProposedProps) {
  const { t } = useTranslation();
  const user = useUser();
  const { id, authors } = draft;
  const [reason, setReason] = useState('');
  const renewLists = async (): Promise<void> => {
    await queryClient.invalidateQueries({ queryKey: ['drafts'] });
    await queryClient.invalidateQueries({ queryKey: ['procedures'] });
  };
  const approve = useMutation({ mutationFn: () => approveDraft(id), onSuccess: renewLists });
  const giveBack = useMutation({
    mutationFn: () => returnDraft(id, reason.trim()),
    onSuccess: async () => {
      await renewLists();
      await queryClient.invalidateQueries({ queryKey: ['draft', id] });
    },
  });
  if (approve.data !== undefined) {
    const { code, version } = approve.data;
    return (
      <Alert role="status" mb="md" title={t('publish.done', { code, version })}>
        <TextLink to="/analyst/procedures/$code/versions/$version" params={{ code, version }}>
          {t('publish.open')}
        </TextLink>
      </Alert>
    );
  }
  const isAuthor = proposal.by.id === user.id || authors.some((author) => author.id === user.id);
  return (
    <Alert mb="md" title={t('proposal.title', { name: proposal.by.name, at: formatInstant(proposal.at) })}>
      <Stack gap="xs">
        {proposal.note === undefined ? null : <Text size="sm">{proposal.note}</Text>}
        <Text size="sm">{t(isAuthor ? 'proposal.waiting' : 'proposal.decide')}</Text>
        <CompareDraftLink draft={draft} />
        <ProblemAlert error={approve.error ?? giveBack.error} />
        <Group align="end">
          {isAuthor ? null : (
            <Button onClick={() => approve.mutate()} loading={approve.isPending}>
              {t('proposal.approve')}
            </Button>
          )}
          <Textarea
            label={t('proposal.reason')}
            autosize
            minRows={1}
            maxLength={2000}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Button
            variant="default"
            disabled={reason.trim() === ''}
            loading={giveBack.isPending}
            onClick={() => giveBack.mutate()}
          >
            {t(isAuthor ? 'proposal.takeBack' : 'proposal.return')}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
