import { workingMinutesIn } from '../../calendar/reckon.ts';
import { describeVi } from '../../compile/describe-vi.ts';
import { describe } from '../../compile/findings.ts';
import type { FlowNode } from '../../model/process-graph.ts';
import type { Duration } from '../../model/statute.ts';
import { isActivity, isSubProcess, type GraphView } from '../graph-view.ts';
import type { ProcedureRule } from '../rule.ts';

/**
 * The time limits of the steps on the longest way add up to no more than the limit of the procedure.
 *
 * Steps count while the clock runs: what follows a step that stops it (return of the result) does not, nor does a step that
 * pauses it. A circle counts once: a supplement restarts or pauses the clock. Working days are 8 hours; a limit in calendar
 * days or months is compared with steps in calendar days only, since how many working hours they hold depends on the date.
 *
 * @source Circular 01/2018/TT-VPCP Art. 8 (internal process; "8 working hours = 1 day")
 */
export const stepHours: ProcedureRule = {
  id: 'step-hours',
  check({ manifest, main, views }, report) {
    const view = views[main.id];
    const limit = hours(manifest.clock.limit);
    if (view === undefined || limit === undefined) return;
    checkWays(
      longest(view, (node) => limitChangeOf(node) === undefined),
      limit,
    );
    const changed = view.nodes.flatMap((node) => hours(limitChangeOf(node)) ?? []);
    if (changed.length > 0) checkWays(longest(view), Math.max(limit, ...changed));

    function checkWays({ total, path }: Longest, limit: number): void {
      if (total <= limit + 1e-9) return;
      const steps = path.map((node) => `${node.name ?? node.id} ${String(hours(limitOf(node)) ?? 0)} h`).join(' + ');
      const stepsVi = path
        .map((node) => `${node.name ?? node.id} ${hoursVi(hours(limitOf(node)) ?? 0)} giờ`)
        .join(' + ');
      report(
        'error',
        path.at(-1),
        {
          en: `The steps on the longest way take ${total} working hours (${steps}); the procedure has ${limit}.`,
          vi: `Các bước trên đường đi dài nhất mất ${hoursVi(total)} giờ làm việc (${stepsVi}); thời hạn giải quyết của thủ tục là ${hoursVi(limit)} giờ.`,
        },
        {
          en: `Shorten steps by ${total - limit} hours, e.g. ${path[0] === undefined ? 'the first' : describe(path[0])}.`,
          vi: `Rút ngắn các bước ${hoursVi(total - limit)} giờ, ví dụ ${path[0] === undefined ? 'bước đầu' : describeVi(path[0])}.`,
        },
      );
    }
  },
};

/** Vietnamese writes a comma before the decimals. */
function hoursVi(value: number): string {
  return String(value).replace('.', ',');
}

interface Longest {
  readonly total: number;
  readonly path: readonly FlowNode[];
}

/** Longest way over the graph without its back edges, from any beginning, through nodes that may be passed. Parallel
 *  branches are ways of their own. */
function longest(view: GraphView, mayPass: (node: FlowNode) => boolean = () => true): Longest {
  const memo = new Map<string, Longest>();
  const active = new Set<string>();
  const from = (node: FlowNode): Longest => {
    const known = memo.get(node.id);
    if (known !== undefined) return known;
    active.add(node.id);
    const own = weight(node);
    let best: Longest = { total: 0, path: [] };
    if (node.type !== 'boundaryEvent' && stopsClock(node)) best = { total: 0, path: [] };
    else {
      for (const next of forward(node, view)) {
        if (active.has(next.id) || !mayPass(next)) continue;
        const candidate = from(next);
        if (candidate.total > best.total) best = candidate;
      }
    }
    active.delete(node.id);
    const result: Longest = own > 0 ? { total: own + best.total, path: [node, ...best.path] } : best;
    memo.set(node.id, result);
    return result;
  };
  return view.beginnings
    .map(from)
    .reduce<Longest>((best, candidate) => (candidate.total > best.total ? candidate : best), { total: 0, path: [] });
}

/** Where control goes, a sub-process counted by its own limit where it has one and else by its inside. */
function forward(node: FlowNode, view: GraphView): readonly FlowNode[] {
  const next = view.successors(node);
  const inside = next.filter((successor) => successor.scopeId === node.id);
  if (isSubProcess(node) && limitOf(node) !== undefined)
    return next.filter((successor) => successor.scopeId !== node.id);
  if (node.outgoing.length === 0 && node.type !== 'intermediateThrowEvent') {
    const outer = view.enclosing(node);
    if (outer !== undefined)
      return [...inside, ...view.outgoing(outer).flatMap((flow) => view.node(flow.target) ?? [])];
  }
  return next;
}

function weight(node: FlowNode): number {
  if (pausesClock(node)) return 0;
  return hours(limitOf(node)) ?? 0;
}

function limitOf(node: FlowNode): Duration | undefined {
  return isActivity(node) ? node.statute?.timeLimit : undefined;
}

/** A step that changes the case's limit: the ways through it are measured against the changed one. */
function limitChangeOf(node: FlowNode): Duration | undefined {
  return 'statute' in node ? node.statute?.limitChange : undefined;
}

function stopsClock(node: FlowNode): boolean {
  return 'statute' in node && (node.statute?.onLeave === 'STOP' || node.statute?.onEnter === 'STOP');
}

function pausesClock(node: FlowNode): boolean {
  return 'statute' in node && (node.statute?.onEnter === 'PAUSE' || node.statute?.onEnter === 'STOP');
}

function hours(limit: Duration | undefined): number | undefined {
  const minutes = limit === undefined ? undefined : workingMinutesIn(limit);
  return minutes === undefined ? undefined : minutes / 60;
}
