import { useEffect, useRef, useState } from 'react';
import { SegmentedControl } from '@mantine/core';
import DmnModeler, { type DmnView } from 'dmn-js/lib/Modeler';
import 'dmn-js/dist/assets/diagram-js.css';
import 'dmn-js/dist/assets/dmn-js-shared.css';
import 'dmn-js/dist/assets/dmn-js-drd.css';
import 'dmn-js/dist/assets/dmn-js-decision-table.css';
import 'dmn-js/dist/assets/dmn-js-decision-table-controls.css';
import 'dmn-js/dist/assets/dmn-js-literal-expression.css';
import 'dmn-js/dist/assets/dmn-js-boxed-expression.css';
import 'dmn-js/dist/assets/dmn-js-boxed-expression-controls.css';
import 'dmn-js/dist/assets/dmn-font/css/dmn.css';
import { useTranslation } from 'react-i18next';
import dmnTexts from '../i18n/vi-dmn.json' with { type: 'json' };
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { translateModule } from '../widgets/translate.ts';

interface DecisionEditorProps {
  /** DMN XML to start from; later changes of it are the editor's own. */
  readonly source: string;
  readonly label: string;
  readonly onChange: (text: string) => void;
}

/** dmn-js on one file: its requirement graph and each of its tables. */
export function DecisionEditor({ source, label, onChange }: DecisionEditorProps) {
  const { t, i18n } = useTranslation();
  const container = useRef<HTMLDivElement>(null);
  const text = useRef(source);
  const report = useRef(onChange);
  report.current = onChange;
  const modeler = useRef<DmnModeler | null>(null);
  const [views, setViews] = useState<readonly DmnView[]>([]);
  const [active, setActive] = useState<string>('');
  const [failure, setFailure] = useState<unknown>(null);

  useEffect(() => {
    if (container.current === null) return;
    const editor = new DmnModeler({
      container: container.current,
      common: { additionalModules: [translateModule({ vi: dmnTexts })] },
    });
    modeler.current = editor;
    let alive = true;
    const watched = new WeakSet<object>();
    const save = (): void =>
      void editor.saveXML({ format: true }).then(({ xml }) => {
        if (!alive) return;
        text.current = xml;
        report.current(xml);
      }, setFailure);
    editor.on('views.changed', (event) => {
      setViews([...event.views]);
      setActive(event.activeView?.id ?? '');
      const viewer = editor.getActiveViewer();
      if (viewer === undefined || watched.has(viewer)) return;
      watched.add(viewer);
      viewer.on('commandStack.changed', save);
      viewer.on('elements.changed', save);
    });
    editor.importXML(text.current).catch((error: unknown) => setFailure(error));
    return () => {
      alive = false;
      editor.destroy();
    };
  }, [i18n.language]);

  const openView = (id: string): void => {
    const view = modeler.current?.getViews().find((each) => each.id === id);
    if (view !== undefined) modeler.current?.open(view).catch((error: unknown) => setFailure(error));
  };

  return (
    <div>
      <ProblemAlert error={failure} />
      <SegmentedControl
        mb="sm"
        aria-label={t('decisions.views')}
        value={active}
        onChange={openView}
        data={views.map((view) => ({
          value: view.id,
          label: view.type === 'drd' ? t('decisions.graph') : (view.name ?? view.id),
        }))}
      />
      <div ref={container} className="decision-editor" role="region" aria-label={label} tabIndex={0} />
    </div>
  );
}
