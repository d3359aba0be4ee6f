import { useMemo, useState } from 'react';
import { Badge, Button, NativeSelect, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Notification } from '../contract.ts';
import { queryClient } from '../query-client.ts';
import { DataTable, type Column } from '../shell/data-table.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { QueryView } from '../shell/query-view.tsx';
import { formatInstant } from '../time.ts';
import { NOTIFICATION_STATES, notificationsQuery, retryNotification, type NotificationState } from './queries.ts';

const COLOURS = { failed: 'red.9', waiting: 'orange.9', sending: 'seal.8', delivered: 'green.9' };

/** What applicants and other systems were told, what is tried again and when, and the dead letters, which wait for a person. */
export function NotificationsPanel() {
  const { t } = useTranslation();
  const [state, setState] = useState<NotificationState>('any');
  const notifications = useQuery(notificationsQuery(state));
  const retry = useMutation({
    mutationFn: ({ notificationId }: Notification) => retryNotification(notificationId),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['operator', 'notifications'] }),
  });
  const columns = useColumns(retry.mutate);
  return (
    <>
      <Text size="sm" mb="sm">
        {t('operator.notificationsAdvice')}
      </Text>
      <NativeSelect
        label={t('cases.state')}
        value={state}
        onChange={(event) => setState(NOTIFICATION_STATES.find((each) => each === event.currentTarget.value) ?? 'any')}
        data={NOTIFICATION_STATES.map((value) => ({ value, label: t(`notificationState.${value}`) }))}
        maw="16rem"
        mb="md"
      />
      <ProblemAlert error={retry.error} />
      <QueryView query={notifications}>
        {({ items }) => (
          <DataTable
            caption={t('operator.notifications')}
            columns={columns}
            data={items}
            rowId={({ notificationId }) => notificationId}
            empty={t(state === 'any' ? 'operator.noNotificationsYet' : 'operator.noNotifications')}
          />
        )}
      </QueryView>
    </>
  );
}

function useColumns(onRetry: (notification: Notification) => void): readonly Column<Notification>[] {
  const { t } = useTranslation();
  return useMemo<readonly Column<Notification>[]>(
    () => [
      {
        id: 'case',
        accessorFn: ({ dossierCode }) => dossierCode ?? t('statistics.noCode'),
        sortFn: 'alphanumeric',
        header: t('cases.dossier'),
      },
      {
        id: 'channel',
        accessorFn: ({ channel }) => t(`operator.channel.${channel}`),
        sortFn: 'text',
        header: t('operator.channelOf'),
      },
      {
        id: 'recipient',
        accessorFn: ({ recipient }) => recipient ?? '—',
        sortFn: 'text',
        header: t('operator.recipient'),
      },
      {
        id: 'state',
        accessorFn: ({ state }) => state,
        sortFn: 'text',
        header: t('cases.state'),
        cell: ({ row: { original } }) => (
          <>
            <Badge tt="none" color={COLOURS[original.state]}>
              {t(`notificationState.${original.state}`)}
            </Badge>
            {original.failure === undefined ? null : (
              <Text size="sm">{t('operator.failure', { reason: original.failure })}</Text>
            )}
          </>
        ),
      },
      {
        id: 'when',
        accessorFn: ({ deliveredAt, nextAttemptAt, createdAt }) => deliveredAt ?? nextAttemptAt ?? createdAt,
        sortFn: 'basic',
        header: t('operator.when'),
        cell: ({ row: { original } }) => whenWords(t, original),
      },
      { id: 'attempts', accessorFn: ({ attempts }) => attempts, sortFn: 'basic', header: t('operator.attempts') },
      {
        id: 'actions',
        header: t('operator.actions'),
        cell: ({ row: { original } }) =>
          original.state === 'failed' ? (
            <Button size="compact-sm" onClick={() => onRetry(original)}>
              {t('operator.sendAgain')}
            </Button>
          ) : null,
      },
    ],
    [t, onRetry],
  );
}

function whenWords(t: TFunction, notification: Notification): string {
  const { deliveredAt, nextAttemptAt, createdAt } = notification;
  if (deliveredAt !== undefined) return t('operator.sentAt', { at: formatInstant(deliveredAt) });
  if (nextAttemptAt !== undefined) return t('operator.nextAt', { at: formatInstant(nextAttemptAt) });
  return t('operator.writtenAt', { at: formatInstant(createdAt) });
}
