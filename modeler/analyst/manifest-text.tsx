import { Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { MANIFEST_PATH, readManifest } from './bundle.ts';
import type { DraftWork } from './use-draft.ts';

/** `procedure.json` as text; a slip of the pen is said beneath it and keeps nothing from being typed. */
export function ManifestText({ draft }: { readonly draft: DraftWork }) {
  const { t } = useTranslation();
  const reading = readManifest(draft.files);
  return (
    <Textarea
      label={MANIFEST_PATH}
      value={draft.files[MANIFEST_PATH] ?? ''}
      error={reading.ok ? null : t('manifest.unreadable', { reason: reading.reason })}
      onChange={(event) => {
        const text = event.currentTarget.value;
        draft.change((files) => ({ ...files, [MANIFEST_PATH]: text }));
      }}
      autosize
      minRows={20}
      maxRows={40}
      spellCheck={false}
      styles={{ input: { fontFamily: 'monospace', fontSize: '0.85rem' } }}
    />
  );
}
