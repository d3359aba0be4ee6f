import { useState } from 'react';
import { Button, Group, Modal, Select, Stack, Text, TextInput, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ProcedureSummary } from '../contract.ts';
import { queryClient } from '../query-client.ts';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { enterVersionAct, type ActKind } from './queries.ts';

type Status = ProcedureSummary['versions'][number]['status'];

/** What an act can do to a version in each status; the server has the last word. */
const POSSIBLE: Readonly<Record<Status, readonly ActKind[]>> = {
  published: ['SUSPEND', 'REPEAL'],
  suspended: ['REINSTATE', 'REPEAL'],
  repealed: [],
};

interface ActDialogProps {
  readonly code: string;
  readonly version: string;
  readonly status: Status;
  readonly onClose: () => void;
}

/** Enters a legal act that suspends a version, brings it back, or ends it, from the day that the act names. */
export function ActDialog({ code, version, status, onClose }: ActDialogProps) {
  const { t } = useTranslation();
  const kinds = POSSIBLE[status];
  const [kind, setKind] = useState<ActKind>(kinds[0] ?? 'REPEAL');
  const [from, setFrom] = useState('');
  const [act, setAct] = useState('');
  const [note, setNote] = useState('');
  const enter = useMutation({
    mutationFn: () => enterVersionAct(code, version, { kind, from, act: act.trim(), note: note.trim() }),
    onSuccess: async () => {
      onClose();
      await queryClient.invalidateQueries();
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('versions.enterActOn', { version })}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <ProblemAlert error={enter.error} />
      <Stack gap="sm">
        <Text size="sm">{t('versions.actAdvice')}</Text>
        <Select
          label={t('versions.what')}
          data={kinds.map((value) => ({ value, label: t(`versions.kind.${value}`) }))}
          value={kind}
          allowDeselect={false}
          onChange={(value) => setKind(kinds.find((each) => each === value) ?? kind)}
          data-autofocus
        />
        <TextInput
          label={t('versions.from')}
          type="date"
          required
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextInput
          label={t('versions.byAct')}
          description={t('publish.openedByHint')}
          required
          maxLength={200}
          value={act}
          onChange={(event) => setAct(event.currentTarget.value)}
        />
        <Textarea
          label={t('versions.note')}
          autosize
          minRows={2}
          maxLength={2000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      </Stack>
      <Group mt="md" justify="end">
        <Button variant="default" onClick={onClose}>
          {t('shell.cancel')}
        </Button>
        <Button disabled={from === '' || act.trim() === ''} loading={enter.isPending} onClick={() => enter.mutate()}>
          {t('versions.enterAct')}
        </Button>
      </Group>
    </Modal>
  );
}
