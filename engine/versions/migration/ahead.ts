import type { ElementInstance } from '../../execute/state.ts';
import { find } from '../../execute/table.ts';
import type { FlowNode, ProcessGraph } from '../../model/process-graph.ts';
import { readsOnEntry, readsOnLeaving } from '../../verify/read-variables.ts';
import { localsOf, unwritten, writtenVariables } from '../../verify/written-variables.ts';
import { drawn } from './finding.ts';
import { placeOf, type Live } from './live.ts';
import { waysOf } from './ways.ts';

/** Looks at what lies ahead of a case in the newer version: what it will read, and what it will no longer come to. */
export function lookAhead(live: Live): void {
  const { state, mapOf } = live;
  for (const run of state.elements) {
    const map = run.type === 'process' ? mapOf(run.processId) : undefined;
    if (map === undefined) continue;
    const stands = standsIn(live, run);
    if (stands.size === 0) continue;
    const ahead = reachable(live, run, map.target);
    warnOfMissing(live, map.target, stands, ahead);
    if (run.key === state.rootKey) warnOfSteps(live, map.source, map.target, ahead);
  }
}

/** Nodes of the newer version at which a process instance stands, and before which tokens of it rest. */
function standsIn(live: Live, run: ElementInstance): ReadonlyMap<string, FlowNode> {
  const { state, mapOf } = live;
  const stands = new Map<string, FlowNode>();
  for (const instance of state.elements) {
    const placed = processOf(live, instance)?.key === run.key ? placeOf(live, instance) : undefined;
    if (placed !== undefined) stands.set(placed.after.id, placed.after);
  }
  for (const token of state.tokens) {
    const scope = find(state.elements, token.scopeKey);
    const map = scope === undefined ? undefined : mapOf(scope.processId);
    if (scope === undefined || processOf(live, scope)?.key !== run.key) continue;
    const target = map?.target.nodes[map.flow(token.flowId)?.target ?? ''];
    if (target !== undefined) stands.set(target.id, target);
  }
  return stands;
}

function processOf({ state }: Live, instance: ElementInstance): ElementInstance | undefined {
  let at: ElementInstance | undefined = instance;
  while (at !== undefined && at.type !== 'process') at = find(state.elements, at.scopeKey);
  return at;
}

/** What can still be entered: ahead of every token, out of every scope that is open, and by the events that these wait for. */
function reachable(live: Live, run: ElementInstance, graph: ProcessGraph): ReadonlySet<string> {
  const { view } = waysOf(graph);
  const stands = standsIn(live, run);
  const holding = new Set([...stands.values()].map(({ scopeId }) => scopeId));
  const seen = new Set<string>();
  const open: FlowNode[] = [];
  const enter = (node: FlowNode | undefined): void => {
    if (node === undefined || seen.has(node.id)) return;
    seen.add(node.id);
    open.push(node);
  };
  for (const node of stands.values()) {
    if (!holding.has(node.id)) enter(node);
    else for (const next of view.successors(node)) if (next.scopeId !== node.id) enter(next);
  }
  for (const id of [...holding, graph.id]) {
    for (const start of graph.scopes[id]?.eventSubProcesses ?? []) enter(view.node(start));
  }
  for (let node = open.pop(); node !== undefined; node = open.pop())
    for (const next of view.successors(node)) enter(next);
  return seen;
}

/** Only what is new: a field that the older version writes too may lawfully be empty. */
function warnOfMissing(
  { state, source, target, findings }: Live,
  graph: ProcessGraph,
  stands: ReadonlyMap<string, FlowNode>,
  ahead: ReadonlySet<string>,
): void {
  const { view } = waysOf(graph);
  const has = new Set(Object.keys(state.variables));
  for (const { variables = {} } of state.elements) for (const name of Object.keys(variables)) has.add(name);
  const before = everWritten(source);
  const written = writtenVariables(view, target, new Map([...stands.keys()].map((id) => [id, has])));
  for (const node of view.nodes) {
    if (!ahead.has(node.id)) continue;
    const [entering, leaving] = [written.before.get(node.id), written.after.get(node.id)];
    const missing = new Set([
      ...unwritten(readsOnEntry(node, target), entering ?? 'everything', localsOf(node)),
      ...unwritten(readsOnLeaving(node, view), leaving ?? 'everything', localsOf(node)),
    ]);
    for (const name of missing) {
      if (before.has(name) || has.has(name)) continue;
      findings.warn(
        'VARIABLE_MISSING',
        `${drawn(node)} đọc “${name}”, mà hồ sơ này không có và không bước nào trên đường còn lại ghi. Kiểm tra trước khi chuyển.`,
        `${drawn(node)} reads “${name}”, which the case does not have and nothing on its way writes. Look before it is migrated.`,
        { targetId: node.id },
      );
    }
  }
}

function everWritten(source: Live['source']): ReadonlySet<string> {
  const names = new Set<string>();
  for (const graph of Object.values(source.processes)) {
    for (const written of writtenVariables(waysOf(graph).view, source).after.values()) {
      if (written !== 'everything') for (const name of written) names.add(name);
    }
  }
  return names;
}

/** A step of people that is new, and lies where the case does not come any more. */
function warnOfSteps(
  { mapOf, findings }: Live,
  before: ProcessGraph,
  after: ProcessGraph,
  ahead: ReadonlySet<string>,
): void {
  const map = mapOf(before.id);
  const known = new Set(Object.keys(before.nodes).map((id) => map?.node(id)?.id));
  // What no token ever comes to (a handler, a step behind an event that has passed) is not "before" the case.
  const { view } = waysOf(after);
  const begun = new Set<string>();
  const open = [...view.beginnings];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (begun.has(node.id)) continue;
    begun.add(node.id);
    open.push(...view.successors(node));
  }
  for (const node of Object.values(after.nodes)) {
    if (node.type !== 'userTask' || known.has(node.id) || ahead.has(node.id) || !begun.has(node.id)) continue;
    findings.warn(
      'STEP_NOT_DONE',
      `Bước mới ${drawn(node)} nằm trước chỗ hồ sơ đang đứng và sẽ không được làm ở hồ sơ này.`,
      `The new step ${drawn(node)} lies before where the case stands, and will not be done in it.`,
      { targetId: node.id },
    );
  }
}
