import { Button, Checkbox, Group, Modal, PasswordInput, Select, Stack, TagsInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Role } from '../contract.ts';
import { localized } from '../i18n/language.ts';
import { queryClient } from '../query-client.ts';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { addAccount, unitsQuery } from './queries.ts';

const ROLES: readonly Role[] = ['officer', 'analyst', 'auditor', 'operator', 'worker'];

/** Adds a local account. */
export function UserDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const units = useQuery(unitsQuery);
  const form = useForm({
    initialValues: {
      username: '',
      name: '',
      password: '',
      roles: [] as Role[],
      unit: null as string | null,
      groups: [] as string[],
    },
    validate: { roles: (roles) => (roles.length === 0 ? t('operator.roleRequired') : null) },
  });
  const add = useMutation({
    mutationFn: addAccount,
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['operator', 'users'] });
      onClose();
    },
  });
  const submit = form.onSubmit(({ unit, ...values }) => add.mutate({ ...values, ...(unit === null ? {} : { unit }) }));
  return (
    <Modal opened onClose={onClose} title={t('operator.addUser')} closeButtonProps={{ 'aria-label': t('shell.close') }}>
      <ProblemAlert error={add.error} />
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            label={t('signIn.username')}
            required
            autoCapitalize="none"
            data-autofocus
            {...form.getInputProps('username')}
          />
          <TextInput label={t('operator.name')} required {...form.getInputProps('name')} />
          <PasswordInput
            label={t('signIn.password')}
            required
            autoComplete="new-password"
            visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
            {...form.getInputProps('password')}
          />
          <Checkbox.Group label={t('operator.roles')} required {...form.getInputProps('roles')}>
            <Group gap="md" mt={4}>
              {ROLES.map((role) => (
                <Checkbox key={role} value={role} label={t(`role.${role}`)} />
              ))}
            </Group>
          </Checkbox.Group>
          <Select
            label={t('operator.unit')}
            clearable
            clearButtonProps={{ 'aria-label': t('shell.clear') }}
            data={(units.data?.items ?? []).map((unit) => ({
              value: unit.id,
              label: localized(unit.name),
            }))}
            {...form.getInputProps('unit')}
          />
          <TagsInput
            label={t('operator.groups')}
            description={t('operator.groupsHint')}
            {...form.getInputProps('groups')}
          />
          <Group justify="end">
            <Button variant="default" onClick={onClose}>
              {t('shell.cancel')}
            </Button>
            <Button type="submit" loading={add.isPending}>
              {t('operator.addUser')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
