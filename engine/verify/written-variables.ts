import type { CompiledForm } from '../forms/compiled-form.ts';
import type { FlowNode } from '../model/process-graph.ts';
import type { Procedure } from '../model/procedure.ts';
import { definitionsOf, hasDefinition, isActivity, isSubProcess, type GraphView } from './graph-view.ts';

/** Names, or `everything`: somebody outside the model writes there, and may write any name. */
export type Written = ReadonlySet<string> | 'everything';

/** What is certainly written when a node is entered, and when it is left. */
export interface WrittenAt {
  readonly before: ReadonlyMap<string, Written>;
  readonly after: ReadonlyMap<string, Written>;
}

/**
 * For every node the variables that every way from the start has written: a forward data-flow analysis to the greatest
 * fixpoint. Ways meet in an intersection, except at a parallel join, which all branches have reached: there in a union.
 *
 * Errs on the side of silence: a worker, a message, a task without form or a start without form may write anything.
 *
 * @param begun of a case under way: the nodes at which it stands, each with what it has; then nothing begins anywhere else
 */
export function writtenVariables(
  view: GraphView,
  procedure: Procedure,
  begun: ReadonlyMap<string, ReadonlySet<string>> = beginningsOf(view),
): WrittenAt {
  const sources = predecessors(view);
  const before = new Map<string, Written>();
  const after = new Map<string, Written>();
  // Top of the lattice is `everything`: a circle does not spoil what is known before it.
  for (const node of view.nodes) after.set(node.id, 'everything');
  for (let changed = true; changed;) {
    changed = false;
    for (const node of view.nodes) {
      const incoming = (sources.get(node.id) ?? []).map(
        (source) => (source.boundary ? before.get(source.from) : after.get(source.from)) ?? 'everything',
      );
      const had = begun.get(node.id);
      if (had !== undefined) incoming.push(had);
      const entering = union(
        node.type === 'parallelGateway' && had === undefined ? incoming.reduce(union, NOTHING) : intersection(incoming),
        scopeLocals(node, view, before),
      );
      const leaving = leave(node, entering, view, after, procedure);
      if (!same(before.get(node.id), entering) || !same(after.get(node.id), leaving)) changed = true;
      before.set(node.id, entering);
      after.set(node.id, leaving);
    }
  }
  return { before, after };
}

const NOTHING: ReadonlySet<string> = new Set<string>();

function beginningsOf(view: GraphView): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(view.beginnings.map((node) => [node.id, NOTHING]));
}

interface Source {
  readonly from: string;
  /** Control comes while the source is still at work: from an activity to its boundary event or into its inside. */
  readonly boundary: boolean;
}

function predecessors(view: GraphView): ReadonlyMap<string, readonly Source[]> {
  const sources = new Map<string, Source[]>();
  for (const from of view.nodes) {
    for (const to of view.successors(from)) {
      const inside = to.scopeId === from.id || to.type === 'boundaryEvent';
      sources.set(to.id, [...(sources.get(to.id) ?? []), { from: from.id, boundary: inside }]);
    }
  }
  return sources;
}

/** Inside a sub-process its local variables are visible: input mappings and what its loop provides. */
function scopeLocals(node: FlowNode, view: GraphView, before: ReadonlyMap<string, Written>): Written {
  const outer = view.enclosing(node);
  if (outer === undefined || node.incoming.length > 0) return NOTHING;
  return union(before.get(outer.id) ?? NOTHING, localsOf(outer));
}

/** Variables that an activity makes for itself: visible to its own expressions and inside it. */
export function localsOf(node: FlowNode): Written {
  const names = new Set(node.inputs.map((mapping) => firstSegment(mapping.target)));
  if (isActivity(node) && node.loop !== undefined) {
    for (const name of [
      'loopCounter',
      'numberOfInstances',
      'numberOfActiveInstances',
      'numberOfCompletedInstances',
      'numberOfTerminatedInstances',
    ])
      names.add(name);
    if (node.loop.kind === 'multiInstance' && node.loop.inputElement !== undefined) names.add(node.loop.inputElement);
  }
  for (const association of node.data?.inputs ?? []) names.add(association.target);
  return names;
}

function leave(
  node: FlowNode,
  entering: Written,
  view: GraphView,
  after: ReadonlyMap<string, Written>,
  procedure: Procedure,
): Written {
  const outputs = new Set([
    ...node.outputs.map((mapping) => firstSegment(mapping.target)),
    ...(node.data?.outputs ?? []).map((association) => association.target),
  ]);
  const loop = isActivity(node) ? node.loop : undefined;
  if (loop?.kind === 'multiInstance' && loop.outputCollection !== undefined) outputs.add(loop.outputCollection);
  if (node.outputs.length > 0) return union(entering, outputs);
  if (isSubProcess(node)) {
    const ends = view
      .inScope(node.id)
      .filter(
        (inner) =>
          inner.outgoing.length === 0 &&
          !(isSubProcess(inner) && inner.triggeredByEvent) &&
          inner.type !== 'boundaryEvent',
      );
    return union(union(entering, outputs), intersection(ends.map((end) => after.get(end.id) ?? 'everything')));
  }
  return union(union(entering, outputs), writes(node, procedure));
}

function writes(node: FlowNode, procedure: Procedure): Written {
  const form = (id: string | undefined): Written => {
    const compiled = id === undefined ? undefined : procedure.forms[id];
    return compiled === undefined ? 'everything' : fieldNames(compiled);
  };
  switch (node.type) {
    case 'startEvent': {
      if (node.eventDefinitions.length > 0)
        return hasDefinition(node, 'timer') && node.eventDefinitions.length === 1 ? NOTHING : 'everything';
      return form(node.formId ?? procedure.manifest?.startForm);
    }
    case 'userTask':
      return form(node.formId);
    case 'scriptTask':
      if (node.script === undefined) return node.job === undefined ? NOTHING : 'everything';
      return node.script.resultVariable === undefined
        ? 'everything'
        : new Set([firstSegment(node.script.resultVariable)]);
    case 'businessRuleTask':
      return node.decision === undefined ? 'everything' : new Set([firstSegment(node.decision.resultVariable)]);
    case 'serviceTask':
    case 'receiveTask':
      return 'everything';
    case 'sendTask':
    case 'intermediateThrowEvent':
    case 'endEvent':
      return node.job === undefined ? NOTHING : 'everything';
    case 'callActivity':
      return node.propagateAllChildVariables ? 'everything' : NOTHING;
    case 'intermediateCatchEvent':
    case 'boundaryEvent':
      return definitionsOf(node).every(
        (definition) => definition.type === 'timer' || definition.type === 'conditional' || definition.type === 'link',
      )
        ? NOTHING
        : 'everything';
    default:
      return NOTHING;
  }
}

function fieldNames(form: CompiledForm): Written {
  return new Set(form.fields.flatMap((field) => field.path[0] ?? []));
}

/** Of the names read, those that are not known for certain to have been written. */
export function unwritten(names: readonly string[], known: Written, locals: Written): readonly string[] {
  if (known === 'everything' || locals === 'everything') return [];
  return names.filter((name) => !known.has(name) && !locals.has(name));
}

export function firstSegment(path: string): string {
  return path.split('.')[0] ?? path;
}

function union(a: Written, b: Written): Written {
  if (a === 'everything' || b === 'everything') return 'everything';
  return new Set([...a, ...b]);
}

function intersection(sets: readonly Written[]): Written {
  const known = sets.filter((set) => set !== 'everything');
  const [first, ...rest] = known;
  if (first === undefined) return 'everything';
  return new Set([...first].filter((name) => rest.every((set) => set.has(name))));
}

function same(a: Written | undefined, b: Written): boolean {
  if (a === undefined || a === 'everything' || b === 'everything') return a === b;
  return a.size === b.size && [...a].every((name) => b.has(name));
}
