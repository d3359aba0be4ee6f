import { useState } from 'react';
import { Alert, SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { readManifest } from './bundle.ts';
import { ManifestForm } from './manifest-form.tsx';
import { ManifestText } from './manifest-text.tsx';
import type { DraftWork } from './use-draft.ts';

/** What the law says of the procedure as a whole: the main fields as a form, all of it as text for experts. */
export function ManifestPanel({ draft }: { readonly draft: DraftWork }) {
  const { t } = useTranslation();
  const [mode, setMode] = useState<'form' | 'text'>('form');
  const reading = readManifest(draft.files);
  return (
    <>
      <SegmentedControl
        mb="md"
        aria-label={t('manifest.mode')}
        value={mode}
        onChange={(value) => setMode(value === 'text' ? 'text' : 'form')}
        data={[
          { value: 'form', label: t('manifest.form') },
          { value: 'text', label: t('manifest.text') },
        ]}
      />
      {mode === 'text' ? <ManifestText draft={draft} /> : null}
      {mode === 'form' && reading.ok ? <ManifestForm draft={draft} manifest={reading.manifest} /> : null}
      {mode === 'form' && !reading.ok ? (
        <Alert color="red" title={t('manifest.unreadable', { reason: reading.reason })} />
      ) : null}
    </>
  );
}
