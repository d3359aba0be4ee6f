import { is } from 'bpmn-js/lib/util/ModelUtil';
import type Canvas from 'diagram-js/lib/core/Canvas';
import type ElementRegistry from 'diagram-js/lib/core/ElementRegistry';
import type EventBus from 'diagram-js/lib/core/EventBus';
import type Overlays from 'diagram-js/lib/features/overlays/Overlays';
import { getMid } from 'diagram-js/lib/layout/LayoutUtil';
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

/**
 * Does something as soon as the place of a drawing has an area: at once where it has, else when it comes into sight. A drawing
 * in a hidden tab has none, and every scale that is counted from it is no number. The answer calls it off.
 */
export function whenShown(place: HTMLElement, act: () => void): () => void {
  const hasArea = (): boolean => place.clientWidth > 0 && place.clientHeight > 0;
  if (hasArea()) {
    act();
    return () => undefined;
  }
  const observer = new ResizeObserver(() => {
    if (!hasArea()) return;
    observer.disconnect();
    act();
  });
  observer.observe(place);
  return () => observer.disconnect();
}

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

/** Zoom at which the names in a drawing (12 px) can be read without effort. */
export const READABLE_SCALE = 0.9;

/**
 * Shows the whole drawing where it can be read as a whole; else as much of it as can be read, around the element, or from
 * where the process begins.
 */
export function openReadably(services: CanvasServices, elementId?: string): void {
  const { canvas, elementRegistry } = services;
  canvas.zoom('fit-viewport');
  const { inner, outer } = canvas.viewbox();
  if (outer.width === 0 || canvas.zoom() >= READABLE_SCALE) return;
  if (elementId !== undefined && centreOn(services, elementId)) return;
  const [width, height] = [outer.width / READABLE_SCALE, outer.height / READABLE_SCALE];
  const begin = elementRegistry.find((element) => is(element, 'bpmn:StartEvent'));
  const middle = begin === undefined ? inner.y : getMid(begin).y - height / 2;
  canvas.viewbox({
    x: inner.x - MARGIN_PX,
    y: Math.max(inner.y - MARGIN_PX, Math.min(middle, inner.y + inner.height - height + MARGIN_PX)),
    width,
    height,
  });
}

/** Shows the plane that holds an element and puts it into the middle, large enough to be read. */
export function centreOn({ canvas, elementRegistry }: CanvasServices, elementId: string): boolean {
  const element = elementRegistry.get(elementId);
  if (element === undefined) return false;
  const root = canvas.findRoot(element);
  if (root !== null && root !== undefined && canvas.getRootElement() !== root) canvas.setRootElement(root);
  const { outer, scale } = canvas.viewbox();
  const readable = Math.max(scale, READABLE_SCALE);
  const [width, height] = [outer.width / readable, outer.height / readable];
  const { x, y } = getMid(element);
  canvas.viewbox({ x: x - width / 2, y: y - height / 2, width, height });
  return true;
}
