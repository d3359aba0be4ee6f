import { Alert, Autocomplete, Button, Group, Modal, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api-client.ts';
import type { EffectiveInterval } from '../contract.ts';
import { queryClient } from '../query-client.ts';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { TextLink } from '../shell/text-link.tsx';
import { changeManifest, manifestOf } from './bundle.ts';
import { DiagnosticList } from './diagnostics-panel.tsx';
import { proposeDraft, publishDraft } from './queries.ts';
import type { DraftWork } from './use-draft.ts';

interface PublishDialogProps {
  readonly draft: DraftWork;
  readonly draftId: string;
  readonly onShow: (elementId: string) => void;
  readonly onClose: () => void;
}

interface PublishValues {
  readonly version: string;
  readonly from: string;
  readonly openedBy: string;
  readonly note: string;
}

/**
 * Publishes the draft as a version that nobody can change, or puts it before a second person who does: its label, from which
 * day it governs new cases, and by which act. The three are written into the manifest and saved first, so that what is
 * published is what stands in the draft.
 */
export function PublishDialog({ draft, draftId, onShow, onClose }: PublishDialogProps) {
  const { t } = useTranslation();
  const manifest = manifestOf(draft.files);
  const opening = manifest.effective?.at(-1);
  const form = useForm<PublishValues>({
    initialValues: {
      version: manifest.version ?? '',
      from: opening?.from ?? '',
      openedBy: opening?.openedBy ?? '',
      note: '',
    },
    validate: {
      version: (version) => (version.trim() === '' ? t('publish.versionRequired') : null),
      from: (from) => (/^\d{4}-\d{2}-\d{2}$/.test(from) ? null : t('publish.fromRequired')),
      openedBy: (act) => (act.trim() === '' ? t('publish.actRequired') : null),
    },
  });
  const save = ({ version, from, openedBy }: PublishValues): Promise<boolean> => {
    const effective = opened(manifest.effective ?? [], from, openedBy.trim());
    return draft.save(changeManifest(draft.files, { version: version.trim(), effective }));
  };
  const publish = useMutation({
    mutationFn: async (values: PublishValues) =>
      (await save(values)) ? publishDraft(draftId, values.version.trim()) : null,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['procedures'] }),
  });
  const propose = useMutation({
    mutationFn: async (values: PublishValues) =>
      (await save(values)) ? proposeDraft(draftId, values.version.trim(), values.note.trim()) : null,
    onSuccess: async (proposed) => {
      if (proposed === null) return;
      onClose();
      await queryClient.invalidateQueries({ queryKey: ['drafts'] });
      await queryClient.invalidateQueries({ queryKey: ['draft', draftId] });
    },
  });
  const error = propose.error ?? publish.error;
  const isUnsaved = publish.data === null || propose.data === null;
  const refused = error instanceof ApiProblem ? (error.problem.diagnostics ?? []) : [];

  return (
    <Modal
      opened
      onClose={onClose}
      title={t('publish.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      {publish.data === undefined || publish.data === null ? (
        <form
          onSubmit={form.onSubmit((values) => {
            propose.reset();
            publish.mutate(values);
          })}
          noValidate
        >
          <Stack>
            <Text size="sm">{t('publish.advice')}</Text>
            <ProblemAlert error={refused.length > 0 ? null : (error ?? (isUnsaved ? draft.error : null))} />
            {refused.length === 0 ? null : (
              <Alert color="red" role="alert" title={t('problem.MODEL_REFUSED')}>
                <DiagnosticList
                  diagnostics={refused}
                  onShow={(elementId) => {
                    onShow(elementId);
                    onClose();
                  }}
                />
              </Alert>
            )}
            <TextInput label={t('publish.version')} required data-autofocus {...form.getInputProps('version')} />
            <TextInput label={t('publish.from')} type="date" required {...form.getInputProps('from')} />
            <Autocomplete
              label={t('publish.openedBy')}
              description={t('publish.openedByHint')}
              required
              data={(manifest.legalActs ?? []).map(({ id }) => id)}
              {...form.getInputProps('openedBy')}
            />
            <Textarea label={t('publish.note')} autosize minRows={1} maxLength={2000} {...form.getInputProps('note')} />
            <Group justify="end">
              <Button variant="default" onClick={onClose}>
                {t('shell.cancel')}
              </Button>
              <Button
                variant="default"
                loading={propose.isPending}
                onClick={() => {
                  publish.reset();
                  form.onSubmit((values) => propose.mutate(values))();
                }}
              >
                {t('publish.propose')}
              </Button>
              <Button type="submit" loading={publish.isPending}>
                {t('publish.submit')}
              </Button>
            </Group>
          </Stack>
        </form>
      ) : (
        <Stack role="status">
          <Text>{t('publish.done', { code: publish.data.code, version: publish.data.version })}</Text>
          <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {publish.data.digest}
          </Text>
          <TextLink
            to="/analyst/procedures/$code/versions/$version"
            params={{ code: publish.data.code, version: publish.data.version }}
          >
            {t('publish.open')}
          </TextLink>
        </Stack>
      )}
    </Modal>
  );
}

/** The last interval of effect with its opening changed; earlier ones stay. */
function opened(
  intervals: readonly (EffectiveInterval & { readonly openedBy: string })[],
  from: string,
  openedBy: string,
): readonly (EffectiveInterval & { readonly openedBy: string })[] {
  return [...intervals.slice(0, -1), { ...intervals.at(-1), from, openedBy }];
}
