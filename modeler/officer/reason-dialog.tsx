import { useState, type ReactNode } from 'react';
import { Button, Group, Modal, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { queryClient } from '../query-client.ts';
import { ProblemAlert } from '../shell/problem-alert.tsx';

interface ReasonDialogProps {
  readonly title: string;
  readonly label: string;
  /** What happens then. */
  readonly children?: ReactNode;
  /** A note may stay empty, a reason may not. */
  readonly optional?: boolean;
  readonly onSubmit: (words: string) => Promise<unknown>;
  readonly onClose: () => void;
}

/** Asks for the words that go into history with a command; a refusal leaves them in place. */
export function ReasonDialog({ title, label, children, optional = false, onSubmit, onClose }: ReasonDialogProps) {
  const { t } = useTranslation();
  const [words, setWords] = useState('');
  const send = useMutation({
    mutationFn: () => onSubmit(words.trim()),
    onSuccess: async () => {
      onClose();
      await queryClient.invalidateQueries();
    },
  });
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('shell.close') }}>
      <ProblemAlert error={send.error} />
      {children}
      <Textarea
        label={label}
        required={!optional}
        data-autofocus
        autosize
        minRows={3}
        maxLength={2000}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      <Group mt="md" justify="end">
        <Button variant="default" onClick={onClose}>
          {t('shell.cancel')}
        </Button>
        <Button disabled={!optional && words.trim() === ''} loading={send.isPending} onClick={() => send.mutate()}>
          {title}
        </Button>
      </Group>
    </Modal>
  );
}
