import { useState } from 'react';
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { decisionPaths } from './bundle.ts';
import { DecisionEditor } from './decision-editor.tsx';
import type { DraftWork } from './use-draft.ts';

/** The decision tables of a draft. */
export function DecisionsPanel({ draft }: { readonly draft: DraftWork }) {
  const { t } = useTranslation();
  const paths = decisionPaths(draft.files);
  const [chosen, setChosen] = useState<string | null>(null);
  const path = paths.find((each) => each === chosen) ?? paths[0];
  if (path === undefined) return <Text c="dimmed">{t('decisions.empty')}</Text>;
  return (
    <div className="two-panes">
      <ul className="file-list" aria-label={t('decisions.list')}>
        {paths.map((each) => (
          <li key={each}>
            <button type="button" aria-current={each === path ? 'true' : undefined} onClick={() => setChosen(each)}>
              {each}
            </button>
          </li>
        ))}
      </ul>
      <DecisionEditor
        key={`${path}-${draft.generation}`}
        source={draft.files[path] ?? ''}
        label={t('decisions.editorOf', { path })}
        onChange={(text) => draft.change((files) => ({ ...files, [path]: text }))}
      />
    </div>
  );
}
