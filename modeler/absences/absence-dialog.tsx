import { Button, Group, Modal, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { colleaguesQuery } from '../officer/queries.ts';
import { queryClient } from '../query-client.ts';
import { useUser } from '../session.ts';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { instantInVietnam } from '../time.ts';
import { officersQuery, recordAbsence } from './queries.ts';

/** Officers record their own absence, operators anybody's; the server decides who may stand in. */
export function AbsenceDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { id, roles } = useUser();
  const forOthers = roles.includes('operator');
  const colleagues = useQuery({ ...colleaguesQuery, enabled: !forOthers });
  const officers = useQuery({ ...officersQuery, enabled: forOthers });
  const people = forOthers ? (officers.data ?? []) : (colleagues.data?.items ?? []);
  const form = useForm({ initialValues: { person: '', deputy: '', from: '', until: '' } });
  const record = useMutation({
    mutationFn: recordAbsence,
    onSuccess: async () => {
      await queryClient.invalidateQueries();
      onClose();
    },
  });
  const away = forOthers ? form.values.person : id;
  const submit = form.onSubmit(({ deputy, from, until }) =>
    record.mutate({
      from: instantInVietnam(from),
      until: instantInVietnam(until),
      ...(forOthers ? { person: away } : {}),
      ...(deputy === '' ? {} : { deputy }),
    }),
  );
  return (
    <Modal opened onClose={onClose} title={t('absences.record')} closeButtonProps={{ 'aria-label': t('shell.close') }}>
      <ProblemAlert error={record.error ?? colleagues.error ?? officers.error} />
      <form onSubmit={submit}>
        <Stack>
          {forOthers ? (
            <NativeSelect
              label={t('absences.person')}
              required
              data-autofocus
              data={[
                { value: '', label: t('absences.choose') },
                ...people.map(({ id: value, name }) => ({ value, label: name })),
              ]}
              {...form.getInputProps('person')}
            />
          ) : null}
          <TextInput type="datetime-local" label={t('absences.from')} required {...form.getInputProps('from')} />
          <TextInput type="datetime-local" label={t('absences.until')} required {...form.getInputProps('until')} />
          <NativeSelect
            label={t('absences.deputy')}
            description={t('absences.deputyHint')}
            data={[
              { value: '', label: t('absences.noDeputy') },
              ...people.filter((each) => each.id !== away).map(({ id: value, name }) => ({ value, label: name })),
            ]}
            {...form.getInputProps('deputy')}
          />
          <Group justify="end">
            <Button variant="default" onClick={onClose}>
              {t('shell.cancel')}
            </Button>
            <Button type="submit" loading={record.isPending}>
              {t('absences.submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
