import type { ProcessGraph } from '../../model/process-graph.ts';
import type { Matches } from '../match-elements.ts';
import type { Difference } from './difference.ts';

/**
 * Steps (activities) that stand in another order. Both orders are those in which a walk along the flows from the start first
 * meets the steps; the fewest steps that explain the change are told as moved (all that are not on a longest common
 * subsequence).
 */
export function movedSteps(before: ProcessGraph, after: ProcessGraph, { nodes }: Matches): readonly Difference[] {
  const is = walk(after).filter((id) => isStep(after, id));
  const was = walk(before)
    .filter((id) => isStep(before, id))
    .flatMap((id) => nodes.get(id) ?? [])
    .filter((id) => is.includes(id));
  const oldIds = new Map([...nodes].map(([oldId, id]) => [id, oldId]));
  const common = is.filter((id) => was.includes(id));
  const kept = new Set(longestCommon(was, common));
  return common
    .filter((id) => !kept.has(id))
    .map((id) => {
      const name = nameOf(after, id);
      const oldElementId = oldIds.get(id);
      const [old, now] = [previous(was, id), previous(common, id)].map((other) =>
        other === undefined ? { vi: 'ở đầu', en: 'at the beginning' } : behind(nameOf(after, other)),
      );
      return {
        area: 'process',
        kind: 'moved',
        subject: id,
        elementId: id,
        ...(oldElementId === undefined ? {} : { oldElementId }),
        ...(old === undefined ? {} : { old }),
        ...(now === undefined ? {} : { new: now }),
        text: {
          vi: `Bước “${name}” đổi thứ tự: trước đây ${old?.vi ?? '?'}, nay ${now?.vi ?? '?'}`,
          en: `Step “${name}” has moved: it was ${old?.en ?? '?'}, and is ${now?.en ?? '?'}`,
        },
      };
    });
}

/** Elements in the order in which a breadth-first walk from the entries of the scopes meets them. */
function walk(graph: ProcessGraph): readonly string[] {
  const seen = new Set<string>();
  for (const scope of Object.values(graph.scopes)) {
    const queue = [...scope.entry, ...scope.nodes.filter((id) => graph.nodes[id]?.type === 'startEvent')];
    for (const id of queue) {
      const node = graph.nodes[id];
      if (node === undefined || seen.has(id)) continue;
      seen.add(id);
      queue.push(...node.outgoing.flatMap((flowId) => graph.flows[flowId]?.target ?? []));
      if ('boundaryEvents' in node) queue.push(...node.boundaryEvents);
    }
  }
  return [...seen];
}

function isStep(graph: ProcessGraph, id: string): boolean {
  const node = graph.nodes[id];
  return node !== undefined && 'boundaryEvents' in node;
}

function longestCommon(a: readonly string[], b: readonly string[]): readonly string[] {
  const best: string[][][] = Array.from({ length: a.length + 1 }, () => Array.from({ length: b.length + 1 }, () => []));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const [down, right, diagonal] = [best[i + 1]?.[j] ?? [], best[i]?.[j + 1] ?? [], best[i + 1]?.[j + 1] ?? []];
      const row = best[i];
      const id = a[i];
      if (row === undefined || id === undefined) continue;
      row[j] = id === b[j] ? [id, ...diagonal] : down.length >= right.length ? down : right;
    }
  }
  return best[0]?.[0] ?? [];
}

function previous(order: readonly string[], id: string): string | undefined {
  return order[order.indexOf(id) - 1];
}

function behind(name: string) {
  return { vi: `sau “${name}”`, en: `behind “${name}”` };
}

function nameOf(graph: ProcessGraph, id: string): string {
  return graph.nodes[id]?.name ?? id;
}
