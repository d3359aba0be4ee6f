import { useState } from 'react';
import { Button, Group, Modal, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { queryClient } from '../query-client.ts';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { withdrawCase } from './queries.ts';

/** Ends a case at the applicant's request, with their reason. */
export function WithdrawButton({ caseId }: { readonly caseId: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const withdraw = useMutation({
    mutationFn: () => withdrawCase(caseId, reason.trim()),
    onSuccess: async () => {
      setOpen(false);
      await queryClient.invalidateQueries();
    },
  });
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {t('case.withdraw')}
      </Button>
      <Modal
        opened={open}
        onClose={() => setOpen(false)}
        title={t('case.withdraw')}
        closeButtonProps={{ 'aria-label': t('shell.close') }}
      >
        <ProblemAlert error={withdraw.error} />
        <Textarea
          label={t('case.withdrawReason')}
          required
          data-autofocus
          autosize
          minRows={3}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Group mt="md" justify="end">
          <Button variant="default" onClick={() => setOpen(false)}>
            {t('shell.cancel')}
          </Button>
          <Button disabled={reason.trim() === ''} loading={withdraw.isPending} onClick={() => withdraw.mutate()}>
            {t('case.withdraw')}
          </Button>
        </Group>
      </Modal>
    </>
  );
}
