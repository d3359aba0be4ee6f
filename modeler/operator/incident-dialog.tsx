import { useState } from 'react';
import { Button, Group, Modal, NumberInput, Text, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Incident } from '../contract.ts';
import { queryClient } from '../query-client.ts';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { cancelCase, resolveIncident } from './queries.ts';

export type IncidentAction = 'resolve' | 'cancel';

interface IncidentDialogProps {
  readonly incident: Incident;
  readonly action: IncidentAction;
  readonly onClose: () => void;
}

/** Asks for what history keeps with the operator's decision: the reason, and for a job how often it may be tried again. */
export function IncidentDialog({ incident, action, onClose }: IncidentDialogProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const [retries, setRetries] = useState<number | string>(3);
  const isJob = incident.code === 'JOB_RETRIES_EXHAUSTED';
  const decide = useMutation({
    mutationFn: () =>
      action === 'cancel'
        ? cancelCase(incident.caseId, reason.trim())
        : resolveIncident(incident.incidentId, {
            ...(isJob ? { retries: Number(retries) } : {}),
            ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
          }),
    onSuccess: async () => {
      await queryClient.invalidateQueries();
      onClose();
    },
  });
  const title = t(action === 'cancel' ? 'operator.cancelCase' : 'operator.resolve');
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('shell.close') }}>
      <ProblemAlert error={decide.error} />
      <Text size="sm" mb="sm">
        {incident.message}
      </Text>
      {action === 'resolve' && isJob ? (
        <NumberInput
          label={t('operator.retries')}
          min={1}
          max={100}
          allowDecimal={false}
          value={retries}
          onChange={setRetries}
          mb="sm"
        />
      ) : null}
      <Textarea
        label={t('operator.reason')}
        required={action === 'cancel'}
        data-autofocus
        autosize
        minRows={2}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Group mt="md" justify="end">
        <Button variant="default" onClick={onClose}>
          {t('shell.cancel')}
        </Button>
        <Button
          {...(action === 'cancel' ? { color: 'red.9' } : {})}
          disabled={action === 'cancel' && reason.trim() === ''}
          loading={decide.isPending}
          onClick={() => decide.mutate()}
        >
          {title}
        </Button>
      </Group>
    </Modal>
  );
}
