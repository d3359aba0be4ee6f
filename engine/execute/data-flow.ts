import type { Json, JsonObject } from '../model/json.ts';
import type { DataAssociation, FlowNode } from '../model/process-graph.ts';
import { evaluate } from './expressions.ts';
import { nameOf, type Game, type Outcome, type Problem } from './game.ts';
import type { ElementInstance } from './state.ts';
import { contextAt, propagate, setAt, setVariables } from './variables.ts';

/**
 * BPMN data associations: an input copies what it reads into a variable local to the activity, an output copies back into
 * the data object, which is a variable of its scope. Transformations and assignments are FEEL over the same variables.
 *
 * @source BPMN 2.0.2 §10.4.2 (Execution Semantics for DataAssociation)
 */
export function moveDataIn(game: Game, instance: ElementInstance, node: FlowNode): Problem | undefined {
  const associations = node.data?.inputs ?? [];
  if (associations.length === 0 || game.oracle !== undefined) return undefined;
  const moved = moveAll(game, associations, contextAt(game.draft.state, instance.key), node, 'enter');
  if (!moved.ok) return moved.problem;
  setVariables(game, instance.key, moved.value, node.id);
  return undefined;
}

export function moveDataOut(game: Game, instance: ElementInstance, node: FlowNode): Problem | undefined {
  const associations = node.data?.outputs ?? [];
  if (associations.length === 0 || game.oracle !== undefined) return undefined;
  const moved = moveAll(game, associations, contextAt(game.draft.state, instance.key), node, 'leave');
  if (!moved.ok) return moved.problem;
  propagate(game, instance.scopeKey, moved.value, node.id);
  return undefined;
}

function moveAll(
  game: Game,
  associations: readonly DataAssociation[],
  context: JsonObject,
  node: FlowNode,
  phase: 'enter' | 'leave',
): Outcome<JsonObject> {
  let moved: JsonObject = {};
  for (const association of associations) {
    const seen = { ...context, ...moved };
    const value = move(game, association, seen, node, phase);
    if (!value.ok) return value;
    if (value.value !== undefined) moved = { ...moved, [association.target]: value.value };
  }
  return { ok: true, value: moved };
}

/** Undefined when there is nothing to copy: the source has no value yet, and a copy of nothing overwrites nothing. */
function move(
  game: Game,
  association: DataAssociation,
  context: JsonObject,
  node: FlowNode,
  phase: 'enter' | 'leave',
): Outcome<Json | undefined> {
  const what = `Data association of ${nameOf(node)} into '${association.target}'`;
  const { transformation, assignments, sources } = association;
  if (transformation !== undefined) return evaluate(game, transformation, context, { what, phase });
  const [source] = sources;
  const copied = source !== undefined && Object.hasOwn(context, source) ? context[source] : undefined;
  if (assignments.length === 0) return { ok: true, value: copied };
  let target: Json | undefined = Object.hasOwn(context, association.target) ? context[association.target] : undefined;
  for (const assignment of assignments) {
    const result = evaluate(game, assignment.from, context, { what, phase });
    if (!result.ok) return result;
    const path = assignment.to.split('.').filter((part) => part !== '');
    // `to` names the target, or an entry below it.
    if (path[0] === association.target) path.shift();
    target = setAt(target, path, result.value);
  }
  return { ok: true, value: target };
}
