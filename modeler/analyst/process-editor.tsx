import { useEffect, useMemo, useRef, useState } from 'react';
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import 'bpmn-js/dist/assets/bpmn-font/css/bpmn.css';
import '@bpmn-io/properties-panel/dist/assets/properties-panel.css';
import 'diagram-js-minimap/assets/diagram-js-minimap.css';
import { useTranslation } from 'react-i18next';
import type { Diagnostic } from '../../engine/index.ts';
import { createModeler, type ProcessModeler } from '../bpmn/create-modeler.ts';
import { diagnosticPainter } from '../bpmn/show-diagnostics.ts';
import { MarkMap } from '../bpmn/marks.ts';
import { canvasServices, fitBesidePalette, scrollTo, selectionService, whenShown } from '../bpmn/services.ts';
import { markPainter } from '../bpmn/show-marks.ts';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import '../bpmn/canvas.css';
import { formFiles, manifestOf, processPath } from './bundle.ts';
import { CounterExampleBar } from './counter-example-bar.tsx';
import type { CounterExamplePlayer } from './use-counter-example.ts';
import type { DraftWork } from './use-draft.ts';

interface ProcessEditorProps {
  readonly draft: DraftWork;
  readonly diagnostics: readonly Diagnostic[];
  /** Element to select and bring into sight; a new object asks again. */
  readonly focus: { readonly elementId: string } | null;
  readonly counterExample: CounterExamplePlayer;
}

interface OpenEditor {
  /** The language that it speaks: an editor of another language is already destroyed. */
  readonly language: string;
  readonly modeler: ProcessModeler;
  readonly paintDiagnostics: ReturnType<typeof diagnosticPainter>;
  readonly paintMarks: ReturnType<typeof markPainter>;
}

/** The drawing of a procedure: palette, properties with what the law says of a step, findings on the elements. */
export function ProcessEditor({ draft, diagnostics, focus, counterExample }: ProcessEditorProps) {
  const { t, i18n } = useTranslation();
  const { language } = i18n;
  const canvas = useRef<HTMLDivElement>(null);
  const properties = useRef<HTMLDivElement>(null);
  const [opened, setOpened] = useState<OpenEditor | null>(null);
  const editor = opened?.language === language ? opened : null;
  const [failure, setFailure] = useState<unknown>(null);
  const files = useRef(draft.files);
  files.current = draft.files;
  const { change } = draft;

  useEffect(() => {
    const path = processPath(files.current);
    const xml = path === undefined ? undefined : files.current[path];
    const place = canvas.current;
    if (place === null || properties.current === null || path === undefined || xml === undefined) return;
    const modeler = createModeler(place, properties.current, {
      forms: () => formFiles(files.current).map(({ id }) => id),
      legalActs: () => (manifestOf(files.current).legalActs ?? []).map(({ id }) => id),
      groups: () => (manifestOf(files.current).groups ?? []).map(({ id }) => id),
    });
    let alive = true;
    let callOff = (): void => undefined;
    modeler.importXML(xml).then(
      () => {
        if (!alive) return;
        const services = canvasServices(modeler);
        services.eventBus.on('commandStack.changed', () => {
          void modeler.saveXML({ format: true }).then(({ xml: drawn }) => {
            if (alive && drawn !== undefined) change((before) => ({ ...before, [path]: drawn }));
          }, setFailure);
        });
        callOff = whenShown(place, () => {
          services.canvas.resized();
          fitBesidePalette(services);
          setOpened({
            language,
            modeler,
            paintDiagnostics: diagnosticPainter(services),
            paintMarks: markPainter(services),
          });
        });
      },
      (error: unknown) => setFailure(error),
    );
    return () => {
      alive = false;
      callOff();
      setOpened(null);
      modeler.destroy();
    };
  }, [change, language]);

  useEffect(() => editor?.paintDiagnostics(diagnostics), [editor, diagnostics]);
  useEffect(() => {
    if (editor === null || focus === null) return;
    const services = canvasServices(editor.modeler);
    const element = services.elementRegistry.get(focus.elementId);
    if (element === undefined || !scrollTo(services, focus.elementId)) return;
    selectionService(editor.modeler).select(element);
  }, [editor, focus]);

  const step = counterExample.steps[counterExample.at];
  const marks = useMemo(() => {
    const map = new MarkMap();
    if (step !== undefined) {
      for (const taken of counterExample.steps.slice(0, counterExample.at))
        if (taken.flowId !== undefined) map.add(taken.flowId, 'flow');
      map.add(step.flowId ?? step.elementId, 'step');
    }
    return { elements: map.elements, tokens: new Map<string, number>() };
  }, [counterExample.steps, counterExample.at, step]);
  useEffect(() => {
    if (editor === null) return;
    editor.paintMarks(marks);
    if (step !== undefined) scrollTo(canvasServices(editor.modeler), step.flowId ?? step.elementId);
  }, [editor, marks, step]);

  return (
    <>
      <ProblemAlert error={failure} />
      <div className="process-editor">
        <div className="process-canvas">
          <div ref={canvas} style={{ height: '100%' }} role="application" aria-label={t('workspace.canvas')} />
          <CounterExampleBar player={counterExample} />
        </div>
        <div
          ref={properties}
          className="process-properties"
          role="region"
          aria-label={t('workspace.properties')}
          tabIndex={0}
        />
      </div>
    </>
  );
}
