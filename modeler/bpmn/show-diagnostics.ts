import type { Diagnostic } from '../../engine/index.ts';
import { advised, said } from '../i18n/said.ts';
import type { CanvasServices } from './services.ts';
import { MarkMap, markChanges, type Marks } from './marks.ts';

const RANK: Readonly<Record<Diagnostic['severity'], number>> = { error: 0, warning: 1, info: 2 };

/** Puts findings on the elements that they are about: a mark by severity and a badge that tells all of them. */
export function diagnosticPainter({
  canvas,
  elementRegistry,
  overlays,
}: CanvasServices): (diagnostics: readonly Diagnostic[]) => void {
  let shown: Marks['elements'] = new Map();
  return (diagnostics) => {
    const byElement = groupByElement(diagnostics);
    const marks = new MarkMap();
    for (const [elementId, findings] of byElement)
      marks.add(elementId, worst(findings) === 'error' ? 'error' : 'warning');
    for (const { elementId, mark, present } of markChanges(shown, marks.elements)) {
      if (elementRegistry.get(elementId) === undefined) continue;
      if (present) canvas.addMarker(elementId, `mark-${mark}`);
      else canvas.removeMarker(elementId, `mark-${mark}`);
    }
    shown = marks.elements;
    overlays.remove({ type: 'diagnostics' });
    for (const [elementId, findings] of byElement) {
      const element = elementRegistry.get(elementId);
      // The process itself has no shape: what is said of it stands in the list.
      if (element === undefined || canvas.getRootElements().some((root) => root === element)) continue;
      overlays.add(elementId, 'diagnostics', { position: { top: -11, right: 11 }, html: badge(findings) });
    }
  };
}

function groupByElement(diagnostics: readonly Diagnostic[]): ReadonlyMap<string, readonly Diagnostic[]> {
  const groups = new Map<string, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    if (diagnostic.elementId === undefined) continue;
    const group = groups.get(diagnostic.elementId);
    if (group === undefined) groups.set(diagnostic.elementId, [diagnostic]);
    else group.push(diagnostic);
  }
  return groups;
}

const worst = (findings: readonly Diagnostic[]): Diagnostic['severity'] =>
  findings.reduce<Diagnostic['severity']>(
    (found, { severity }) => (RANK[severity] < RANK[found] ? severity : found),
    'info',
  );

function badge(findings: readonly Diagnostic[]): HTMLElement {
  const element = document.createElement('span');
  const words = findings.map((finding) => `${said(finding)} ${advised(finding)}`.trim()).join('\n');
  element.className = 'diagnostic-badge';
  element.dataset['severity'] = worst(findings);
  element.title = words;
  element.setAttribute('role', 'img');
  element.setAttribute('aria-label', words);
  element.textContent = findings.length > 1 ? String(findings.length) : '!';
  return element;
}
