import type { BundleFiles, Procedure } from '../../model/procedure.ts';
import { matchProcess } from '../match-elements.ts';
import { compareDecisions } from './compare-decisions.ts';
import { compareForms } from './compare-forms.ts';
import { compareManifests } from './compare-manifests.ts';
import { compareProcesses } from './compare-processes.ts';
import { added, AREAS, changed, removed, type Difference, type Subject } from './difference.ts';

/** A version, compiled, with the files that it was compiled from. */
export interface ComparedVersion {
  readonly procedure: Procedure;
  readonly files: BundleFiles;
}

export interface Comparison {
  /** By area, in the order of `AREAS`. Empty: the two decide alike and look alike. */
  readonly differences: readonly Difference[];
  /** Nothing that decides a case is otherwise; the drawing or a note is. */
  readonly layoutOnly: boolean;
}

/**
 * What is otherwise in `after`, element by element and in words. Pure. The calendar is no part of a version: it belongs to the
 * place, and its decisions have their own history.
 */
export function compareVersions(before: ComparedVersion, after: ComparedVersion): Comparison {
  const [old, next] = [before.procedure, after.procedure];
  const decisive: Difference[] = [
    ...(old.manifest !== undefined && next.manifest !== undefined ? compareManifests(old.manifest, next.manifest) : []),
    ...compareAllProcesses(old, next),
    ...compareForms(old.forms, next.forms),
    ...compareDecisions(old.decisions, next.decisions),
    ...compareLetterFiles(before, after),
  ];
  const drawing = decisive.some(({ area }) => area === 'process') ? [] : compareDrawings(before, after);
  const differences = [...decisive, ...drawing].sort((a, b) => AREAS.indexOf(a.area) - AREAS.indexOf(b.area));
  return { differences, layoutOnly: decisive.length === 0 && drawing.length > 0 };
}

function compareAllProcesses(old: Procedure, next: Procedure): readonly Difference[] {
  const differences: Difference[] = [];
  const matched = new Set<string>();
  for (const graph of Object.values(old.processes)) {
    const other = matchProcess(graph.id, old, next);
    if (other === undefined) {
      differences.push(removed(processSubject(graph.id, graph.name)));
      continue;
    }
    matched.add(other.id);
    differences.push(...compareProcesses(graph, other));
  }
  for (const graph of Object.values(next.processes)) {
    if (!matched.has(graph.id)) differences.push(added(processSubject(graph.id, graph.name)));
  }
  return differences;
}

function processSubject(id: string, name: string | undefined): Subject {
  return { area: 'process', id, name: { vi: `quy trình “${name ?? id}”`, en: `process “${name ?? id}”` } };
}

/** Letters are templates: that they are otherwise is said, not how. */
function compareLetterFiles(before: ComparedVersion, after: ComparedVersion): readonly Difference[] {
  const letters = after.procedure.manifest?.letters ?? {};
  return Object.entries(letters).flatMap(([id, path]) => {
    const oldPath = before.procedure.manifest?.letters[id];
    if (oldPath === undefined || before.files[oldPath] === after.files[path]) return [];
    const subject: Subject = { area: 'letter', id, name: { vi: `mẫu ${id}`, en: `form ${id}` } };
    return changed(
      subject,
      { id: 'content', name: { vi: 'nội dung', en: 'content' } },
      { vi: 'như cũ', en: 'as before' },
      { vi: 'đã đổi', en: 'changed' },
    );
  });
}

function compareDrawings(before: ComparedVersion, after: ComparedVersion): readonly Difference[] {
  if (drawingOf(before) === drawingOf(after)) return [];
  return [
    {
      area: 'drawing',
      kind: 'changed',
      subject: 'drawing',
      text: {
        vi: 'Sơ đồ chỉ thay đổi cách vẽ hoặc ghi chú, không thay đổi quy trình',
        en: 'Only the layout or the notes of the diagram have changed, not the process',
      },
    },
  ];
}

function drawingOf({ procedure, files }: ComparedVersion): string {
  const path = procedure.manifest?.process;
  if (path !== undefined) return files[path] ?? '';
  return Object.entries(files)
    .filter(([name]) => name.endsWith('.bpmn'))
    .map(([, text]) => text)
    .join('\n');
}
