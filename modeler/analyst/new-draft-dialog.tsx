import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { newBundle } from './new-bundle.ts';
import { createDraft } from './queries.ts';

/** Starts a draft of a procedure that is not there yet. */
export function NewDraftDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const form = useForm({
    initialValues: { code: '', name: '' },
    validate: {
      code: (code) => (/^\d+(\.\d+)+$/.test(code.trim()) ? null : t('procedures.codePattern')),
      name: (name) => (name.trim() === '' ? t('procedures.nameRequired') : null),
    },
  });
  const create = useMutation({
    mutationFn: ({ code, name }: { readonly code: string; readonly name: string }) =>
      createDraft({ name: name.trim(), files: newBundle(code.trim(), name.trim()) }),
    onSuccess: (draft) => navigate({ to: '/analyst/drafts/$draftId', params: { draftId: draft.id } }),
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('procedures.newDraft')}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <ProblemAlert error={create.error} />
      <form onSubmit={form.onSubmit((values) => create.mutate(values))} noValidate>
        <Stack>
          <TextInput
            label={t('procedures.code')}
            description={t('procedures.codeHint')}
            required
            data-autofocus
            {...form.getInputProps('code')}
          />
          <TextInput label={t('procedures.name')} required {...form.getInputProps('name')} />
          <Group justify="end">
            <Button variant="default" onClick={onClose}>
              {t('shell.cancel')}
            </Button>
            <Button type="submit" loading={create.isPending}>
              {t('procedures.newDraft')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
