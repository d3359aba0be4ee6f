import { useEffect, useRef, useState } from 'react';
import { Button, Group } from '@mantine/core';
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import 'bpmn-js/dist/assets/bpmn-font/css/bpmn.css';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { NO_MARKS, type Marks } from './marks.ts';
import { canvasServices, centreOn, openReadably, scrollTo, whenShown, type CanvasServices } from './services.ts';
import { markPainter } from './show-marks.ts';
import { bpmnTextsModule } from './texts.ts';
import './canvas.css';

interface DiagramViewProps {
  readonly xml: string;
  readonly marks?: Marks;
  /** Element to bring into sight; a new object asks again. */
  readonly focus?: { readonly elementId: string } | undefined;
  /** What the drawing shows, for readers who do not see it. */
  readonly label: string;
  readonly height: string;
}

interface OpenDiagram {
  /** What was drawn, and in which language: what differs from what is asked for now is already destroyed. */
  readonly xml: string;
  readonly language: string;
  readonly services: CanvasServices;
  readonly paint: (marks: Marks) => void;
}

/**
 * A published diagram to look at, move about in and mark; never to change. It opens as large as it can be read, at `focus`; who
 * asks for the whole drawing keeps it while the focus moves on.
 */
export function DiagramView({ xml, marks = NO_MARKS, focus, label, height }: DiagramViewProps) {
  const { t, i18n } = useTranslation();
  const { language } = i18n;
  const container = useRef<HTMLDivElement>(null);
  const [drawn, setDrawn] = useState<OpenDiagram | null>(null);
  const open = drawn?.xml === xml && drawn.language === language ? drawn : null;
  const [failure, setFailure] = useState<unknown>(null);
  const first = useRef(focus);
  first.current = focus;
  const whole = useRef(false);

  useEffect(() => {
    const place = container.current;
    if (place === null) return;
    const viewer = new NavigatedViewer({ container: place, additionalModules: [bpmnTextsModule] });
    let alive = true;
    let callOff = (): void => undefined;
    viewer.importXML(xml).then(
      () => {
        if (!alive) return;
        const services = canvasServices(viewer);
        callOff = whenShown(place, () => {
          services.canvas.resized();
          openReadably(services, first.current?.elementId);
          setDrawn({ xml, language, services, paint: markPainter(services) });
        });
      },
      (error: unknown) => setFailure(error),
    );
    return () => {
      alive = false;
      callOff();
      setDrawn(null);
      viewer.destroy();
    };
  }, [xml, language]);

  useEffect(() => open?.paint(marks), [open, marks]);
  useEffect(() => {
    if (open === null || focus === undefined) return;
    if (whole.current) scrollTo(open.services, focus.elementId);
    else centreOn(open.services, focus.elementId);
  }, [open, focus]);

  const showWhole = (): void => {
    whole.current = true;
    open?.services.canvas.zoom('fit-viewport');
  };
  const zoom = (factor: number): void => {
    whole.current = false;
    zoomBy(open, factor);
  };

  return (
    <div className="diagram">
      <ProblemAlert error={failure} />
      <div ref={container} className="canvas" style={{ height }} role="figure" aria-label={label} />
      <Group gap={4} className="diagram-zoom no-print">
        <Button size="compact-sm" variant="default" onClick={() => zoom(1.25)} aria-label={t('canvas.zoomIn')}>
          +
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => zoom(0.8)} aria-label={t('canvas.zoomOut')}>
          −
        </Button>
        <Button size="compact-sm" variant="default" onClick={showWhole}>
          {t('canvas.fit')}
        </Button>
      </Group>
    </div>
  );
}

function zoomBy(open: OpenDiagram | null, factor: number): void {
  if (open === null) return;
  const { canvas } = open.services;
  canvas.zoom(canvas.zoom() * factor);
}
