import { useMemo, useState } from 'react';
import { Badge, Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Account } from '../contract.ts';
import { queryClient } from '../query-client.ts';
import { DataTable, type Column } from '../shell/data-table.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { QueryView } from '../shell/query-view.tsx';
import { setDisabled, usersQuery } from './queries.ts';
import { UserDialog } from './user-dialog.tsx';

/** Local accounts: who may sign in, with which roles, in which unit and groups. */
export function UsersPanel() {
  const { t } = useTranslation();
  const users = useQuery(usersQuery);
  const [adding, setAdding] = useState(false);
  const change = useMutation({
    mutationFn: (account: Account) => setDisabled(account, !account.disabled),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['operator', 'users'] }),
  });
  const { mutate } = change;
  const columns = useMemo<readonly Column<Account>[]>(
    () => [
      { id: 'username', accessorFn: (each) => each.username, sortFn: 'text', header: t('signIn.username') },
      { id: 'name', accessorFn: (each) => each.name, sortFn: 'text', header: t('operator.name') },
      {
        id: 'roles',
        accessorFn: (each) => each.roles.map((role) => t(`role.${role}`)).join(', '),
        sortFn: 'text',
        header: t('operator.roles'),
      },
      { id: 'unit', accessorFn: (each) => each.unit ?? '', sortFn: 'text', header: t('operator.unit') },
      { id: 'groups', accessorFn: (each) => each.groups.join(', '), sortFn: 'text', header: t('operator.groups') },
      {
        id: 'state',
        header: t('cases.state'),
        cell: ({ row }) => (
          <Badge tt="none" color={row.original.disabled ? 'gray.8' : 'green.9'}>
            {t(row.original.disabled ? 'operator.disabled' : 'operator.enabled')}
          </Badge>
        ),
      },
      {
        id: 'actions',
        header: t('operator.actions'),
        cell: ({ row }) => (
          <Button size="compact-sm" variant="default" onClick={() => mutate(row.original)}>
            {t(row.original.disabled ? 'operator.enable' : 'operator.disable')}
          </Button>
        ),
      },
    ],
    [t, mutate],
  );
  return (
    <>
      <ProblemAlert error={change.error} />
      <Button mb="md" onClick={() => setAdding(true)}>
        {t('operator.addUser')}
      </Button>
      <QueryView query={users}>
        {(page) => (
          <DataTable
            caption={t('operator.users')}
            columns={columns}
            data={page.items}
            rowId={(each) => each.id}
            empty={t('operator.noUsers')}
          />
        )}
      </QueryView>
      {adding ? <UserDialog onClose={() => setAdding(false)} /> : null}
    </>
  );
}
