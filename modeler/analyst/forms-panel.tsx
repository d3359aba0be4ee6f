import { useMemo, useState } from 'react';
import { Button, Group, Modal, SegmentedControl, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { JsonObject } from '../../engine/index.ts';
import { FormView } from '../forms/form-view.tsx';
import { addForm, formFiles, removeForm, renameForm, type FormFile } from './bundle.ts';
import { FormEditorView } from './form-editor.tsx';
import type { DraftWork } from './use-draft.ts';

type Mode = 'edit' | 'preview';
const NO_DATA: JsonObject = {};

/** The forms of a draft: a list, the form-js editor, and the form as officers and applicants will see it. */
export function FormsPanel({ draft }: { readonly draft: DraftWork }) {
  const { t } = useTranslation();
  const forms = formFiles(draft.files);
  const [chosen, setChosen] = useState<string | null>(null);
  const [mode, setMode] = useState<Mode>('edit');
  const [naming, setNaming] = useState<'add' | 'rename' | null>(null);
  const form = forms.find(({ id }) => id === chosen) ?? forms[0];

  return (
    <div className="two-panes">
      <div>
        <ul className="file-list" aria-label={t('forms.list')}>
          {forms.map(({ id }) => (
            <li key={id}>
              <button type="button" aria-current={id === form?.id ? 'true' : undefined} onClick={() => setChosen(id)}>
                {id}
              </button>
            </li>
          ))}
        </ul>
        {forms.length === 0 ? <Text c="dimmed">{t('forms.empty')}</Text> : null}
        <Group gap={4} mt="sm">
          <Button size="compact-sm" onClick={() => setNaming('add')}>
            {t('forms.add')}
          </Button>
          {form === undefined ? null : (
            <>
              <Button size="compact-sm" variant="default" onClick={() => setNaming('rename')}>
                {t('forms.rename')}
              </Button>
              <Button
                size="compact-sm"
                variant="default"
                onClick={() => draft.change((files) => removeForm(files, form))}
              >
                {t('procedures.delete')}
              </Button>
            </>
          )}
        </Group>
      </div>
      <div>
        {form === undefined ? null : (
          <>
            <SegmentedControl
              mb="sm"
              aria-label={t('forms.mode')}
              value={mode}
              onChange={(value) => setMode(value === 'preview' ? 'preview' : 'edit')}
              data={[
                { value: 'edit', label: t('forms.edit') },
                { value: 'preview', label: t('forms.preview') },
              ]}
            />
            {mode === 'edit' ? (
              <FormEditorView
                key={`${form.path}-${draft.generation}`}
                source={draft.files[form.path] ?? '{}'}
                label={t('forms.editorOf', { id: form.id })}
                onChange={(text) => draft.change((files) => ({ ...files, [form.path]: text }))}
              />
            ) : (
              <Preview form={form} source={draft.files[form.path] ?? '{}'} />
            )}
          </>
        )}
      </div>
      {naming === null ? null : (
        <NameDialog
          title={t(naming === 'add' ? 'forms.add' : 'forms.rename')}
          initial={naming === 'rename' ? (form?.id ?? '') : ''}
          taken={forms.map(({ id }) => id)}
          onClose={() => setNaming(null)}
          onName={(id) => {
            if (naming === 'add') draft.change((files) => addForm(files, id));
            else if (form !== undefined) draft.change((files) => renameForm(files, form, id), { redraw: true });
            setChosen(id);
            setNaming(null);
          }}
        />
      )}
    </div>
  );
}

function Preview({ form, source }: { readonly form: FormFile; readonly source: string }) {
  const { t } = useTranslation();
  const schema = useMemo(() => JSON.parse(source) as JsonObject, [source]);
  return <FormView schema={schema} data={NO_DATA} label={t('forms.previewOf', { id: form.id })} />;
}

interface NameDialogProps {
  readonly title: string;
  readonly initial: string;
  readonly taken: readonly string[];
  readonly onName: (id: string) => void;
  readonly onClose: () => void;
}

function NameDialog({ title, initial, taken, onName, onClose }: NameDialogProps) {
  const { t } = useTranslation();
  const [id, setId] = useState(initial);
  const fault = !/^[A-Za-z_][\w-]*$/.test(id) ? t('forms.idPattern') : taken.includes(id) ? t('forms.idTaken') : null;
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('shell.close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (fault === null) onName(id);
        }}
      >
        <TextInput
          label={t('forms.id')}
          description={t('forms.idHint')}
          data-autofocus
          value={id}
          error={id === initial ? null : fault}
          onChange={(event) => setId(event.currentTarget.value.trim())}
        />
        <Group mt="md" justify="end">
          <Button variant="default" onClick={onClose}>
            {t('shell.cancel')}
          </Button>
          <Button type="submit" disabled={fault !== null}>
            {title}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
