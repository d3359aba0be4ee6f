import { useEffect, useRef, useState } from 'react';
import { FormEditor } from '@bpmn-io/form-js-editor';
import '@bpmn-io/form-js-viewer/dist/assets/form-js.css';
import '@bpmn-io/form-js-editor/dist/assets/form-js-editor.css';
import '@bpmn-io/form-js-editor/dist/assets/properties-panel.css';
import '@bpmn-io/form-js-editor/dist/assets/dragula.css';
import './form-editor.css';
import { ProblemAlert } from '../shell/problem-alert.tsx';

interface FormEditorViewProps {
  /** JSON text of the form-js schema to start from; later changes of it are the editor's own. */
  readonly source: string;
  readonly label: string;
  readonly onChange: (text: string) => void;
}

/** The form-js editor on one form of the bundle. */
export function FormEditorView({ source, label, onChange }: FormEditorViewProps) {
  const container = useRef<HTMLDivElement>(null);
  const start = useRef(source);
  const report = useRef(onChange);
  report.current = onChange;
  const [failure, setFailure] = useState<unknown>(null);

  useEffect(() => {
    let schema: object;
    try {
      schema = JSON.parse(start.current) as object;
    } catch (error) {
      setFailure(error);
      return;
    }
    const editor = new FormEditor({ container: container.current });
    let alive = true;
    editor.importSchema(schema).then(
      () => {
        if (!alive) return;
        editor.on('changed', () => report.current(`${JSON.stringify(editor.saveSchema(), null, 2)}\n`));
      },
      (error: unknown) => setFailure(error),
    );
    return () => {
      alive = false;
      editor.destroy();
    };
  }, []);

  return (
    <>
      <ProblemAlert error={failure} />
      <div ref={container} className="form-editor bio-theme-parent" role="region" aria-label={label} />
    </>
  );
}
