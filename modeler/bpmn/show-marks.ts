import type { CanvasServices } from './services.ts';
import { markChanges, NO_MARKS, type Marks } from './marks.ts';

/** Puts marks and token counts on a canvas; called again, it changes only what differs. */
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
    shown = marks;
  };
}

function tokenBadge(count: number): HTMLElement {
  const badge = document.createElement('span');
  badge.className = 'token-badge';
  badge.textContent = String(count);
  return badge;
}
