import { getMid } from 'diagram-js/lib/layout/LayoutUtil';
import type { ConnectionLike, ElementLike } from 'diagram-js/lib/model/Types';
import { isConnection } from 'diagram-js/lib/util/ModelUtil';
import type { CanvasServices } from './services.ts';
import { markChanges, NO_MARKS, type Marks, type Sign } from './marks.ts';

/** Puts marks, token counts and signs on a canvas; called again, it changes only what differs. */
export function markPainter({ canvas, elementRegistry, overlays }: CanvasServices): (marks: Marks) => void {
  let shown: Marks = NO_MARKS;
  return (marks) => {
    for (const { elementId, mark, present } of markChanges(shown.elements, marks.elements)) {
      if (elementRegistry.get(elementId) === undefined) continue;
      if (present) canvas.addMarker(elementId, `mark-${mark}`);
      else canvas.removeMarker(elementId, `mark-${mark}`);
    }
    overlays.remove({ type: 'tokens' });
    for (const [elementId, count] of marks.tokens) {
      if (elementRegistry.get(elementId) === undefined) continue;
      overlays.add(elementId, 'tokens', {
        position: { top: -12, left: -12 },
        html: tokenBadge(count),
        show: { minZoom: 0.15 },
      });
    }
    overlays.remove({ type: 'signs' });
    for (const [elementId, sign] of marks.signs ?? []) {
      const element = elementRegistry.get(elementId);
      // A process or a pool as a whole has no corner to put it on: what is said of it stands in the list.
      if (element === undefined || canvas.getRootElements().some((root) => root === element)) continue;
      overlays.add(elementId, 'signs', {
        position: isFlow(element) ? middleOf(element) : { top: -14, right: 14 },
        html: signBadge(sign),
        show: { minZoom: 0.15 },
      });
    }
    shown = marks;
  };
}

function tokenBadge(count: number): HTMLElement {
  const badge = document.createElement('span');
  badge.className = 'token-badge';
  badge.textContent = String(count);
  return badge;
}

function signBadge({ symbol, words, mark }: Sign): HTMLElement {
  const badge = document.createElement('span');
  badge.className = 'sign-badge';
  badge.dataset['mark'] = mark;
  badge.title = words;
  badge.setAttribute('role', 'img');
  badge.setAttribute('aria-label', words);
  badge.textContent = symbol;
  return badge;
}

const isFlow = (element: ElementLike): element is ConnectionLike => isConnection(element);

/** Where the sign of a flow goes: its middle, counted from the corner of the box around it. */
function middleOf(flow: ConnectionLike): { readonly left: number; readonly top: number } {
  const { x, y } = getMid(flow);
  const left = Math.min(...flow.waypoints.map((point) => point.x));
  const top = Math.min(...flow.waypoints.map((point) => point.y));
  return { left: x - left - 12, top: y - top - 12 };
}
