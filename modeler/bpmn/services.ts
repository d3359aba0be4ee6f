import type Canvas from 'diagram-js/lib/core/Canvas';
import type ElementRegistry from 'diagram-js/lib/core/ElementRegistry';
import type EventBus from 'diagram-js/lib/core/EventBus';
import type Overlays from 'diagram-js/lib/features/overlays/Overlays';
import type Selection from 'diagram-js/lib/features/selection/Selection';

/** The services of a bpmn-js canvas that the workspace uses, by the names under which bpmn-js registers them. */
export interface CanvasServices {
  readonly canvas: Canvas;
  readonly elementRegistry: ElementRegistry;
  readonly overlays: Overlays;
  readonly eventBus: EventBus;
}

interface Container {
  get<T>(name: string): T;
}

export const canvasServices = (diagram: Container): CanvasServices => ({
  canvas: diagram.get<Canvas>('canvas'),
  elementRegistry: diagram.get<ElementRegistry>('elementRegistry'),
  overlays: diagram.get<Overlays>('overlays'),
  eventBus: diagram.get<EventBus>('eventBus'),
});

export const selectionService = (diagram: Container): Selection => diagram.get<Selection>('selection');

/** Width of the palette, which lies on the canvas. */
const PALETTE_PX = 130;
const MARGIN_PX = 16;

/** Shows the whole drawing in what the palette leaves free. */
export function fitBesidePalette({ canvas }: CanvasServices): void {
  canvas.zoom('fit-viewport');
  const { inner, outer } = canvas.viewbox();
  if (inner.width === 0 || outer.width <= PALETTE_PX) return;
  const scale = Math.min(
    1,
    (outer.width - PALETTE_PX - MARGIN_PX) / inner.width,
    (outer.height - 2 * MARGIN_PX) / inner.height,
  );
  canvas.viewbox({
    x: inner.x - PALETTE_PX / scale,
    y: inner.y - (outer.height / scale - inner.height) / 2,
    width: outer.width / scale,
    height: outer.height / scale,
  });
}

/** Shows the plane that holds an element and moves it to the middle. */
export function scrollTo({ canvas, elementRegistry }: CanvasServices, elementId: string): boolean {
  const element = elementRegistry.get(elementId);
  if (element === undefined) return false;
  const root = canvas.findRoot(element);
  if (root !== null && root !== undefined && canvas.getRootElement() !== root) canvas.setRootElement(root);
  canvas.scrollToElement(element, { top: 24, bottom: 24, left: 24, right: 24 });
  return true;
}
