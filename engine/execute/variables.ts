import type { Json, JsonObject } from '../model/json.ts';
import type { FlowNode, Mapping } from '../model/process-graph.ts';
import { evaluate } from './expressions.ts';
import { emit, lookAgainAt, nameOf, type Game, type Outcome, type Problem } from './game.ts';
import type { CaseState, ElementInstance } from './state.ts';
import { find } from './table.ts';

/**
 * Variables live in scopes: process instances, sub-processes, loop bodies, and any element instance whose input mappings
 * make some local to it. What is set in a scope is seen by everything in it; a called process sees its own only.
 */

/** What an expression at this instance sees: the variables of its scopes, the innermost winning. */
export function contextAt(state: CaseState, key: number): JsonObject {
  return merged(state, key, variablesIn);
}

/** As `contextAt` without the counters of loops: what a called process is given to keep. */
export function variablesAt(state: CaseState, key: number): JsonObject {
  return merged(state, key, ownVariables);
}

function merged(
  state: CaseState,
  key: number,
  variablesOf: (state: CaseState, instance: ElementInstance) => JsonObject | undefined,
): JsonObject {
  let context: JsonObject | undefined;
  for (let at = key; at !== 0;) {
    const instance = find(state.elements, at);
    if (instance === undefined) break;
    const own = variablesOf(state, instance);
    // Inner variables win, so what is already there is laid over what lies further out. Nothing is copied in the common
    // case that only the process instance has variables.
    if (own !== undefined) context = context === undefined ? own : { ...own, ...context };
    if (instance.type === 'process') break;
    at = instance.scopeKey;
  }
  return context ?? {};
}

/** A scope's own variables; a loop body also shows its counters. @source BPMN 2.0.2 §13.3.7, Table 10.30 */
function variablesIn(state: CaseState, instance: ElementInstance): JsonObject | undefined {
  if (instance.loop === undefined) return ownVariables(state, instance);
  const { started, completed, terminated, numberOfInstances } = instance.loop;
  return {
    ...instance.variables,
    numberOfInstances: numberOfInstances ?? started,
    numberOfActiveInstances: started - completed - terminated,
    numberOfCompletedInstances: completed,
    numberOfTerminatedInstances: terminated,
  };
}

function ownVariables(state: CaseState, instance: ElementInstance): JsonObject | undefined {
  return instance.key === state.rootKey ? state.variables : instance.variables;
}

/** Sets variables in one scope; conditional events that wait in it look again. */
export function setVariables(game: Game, scopeKey: number, variables: JsonObject, source?: string): void {
  if (game.oracle !== undefined || isEmpty(variables)) return;
  emit(game, { type: 'VariablesSet', scopeKey, variables, ...(source === undefined ? {} : { source }) });
  lookAgainAt(game, scopeKey);
}

/**
 * Hands variables upwards from an instance: each goes to the nearest scope that has one of its name, else to the process
 * instance. @source Zeebe's variable propagation, whose dialect the models are written in
 */
export function propagate(game: Game, fromKey: number, variables: JsonObject, source?: string): void {
  if (game.oracle !== undefined || isEmpty(variables)) return;
  const targets = new Map<number, Record<string, Json>>();
  for (const [name, value] of Object.entries(variables)) {
    const scopeKey = ownerOf(game.draft.state, fromKey, name);
    const target = targets.get(scopeKey) ?? {};
    target[name] = value;
    targets.set(scopeKey, target);
  }
  for (const [scopeKey, values] of targets) setVariables(game, scopeKey, values, source);
}

/** The nearest scope that has a variable of this name, or the process instance. */
function ownerOf(state: CaseState, fromKey: number, name: string): number {
  let at = fromKey;
  for (;;) {
    const instance = find(state.elements, at);
    if (instance === undefined || instance.type === 'process') return at;
    if (instance.variables !== undefined && Object.hasOwn(instance.variables, name)) return at;
    at = instance.scopeKey;
  }
}

/** Evaluates a node's input mappings and makes the results local to its instance. */
export function mapInputs(game: Game, instance: ElementInstance, node: FlowNode): Problem | undefined {
  if (node.inputs.length === 0 || game.oracle !== undefined) return undefined;
  const context = contextAt(game.draft.state, instance.key);
  const mapped = mapAll(game, node.inputs, context, {}, `Input of ${nameOf(node)}`, 'enter');
  if (!mapped.ok) return mapped.problem;
  setVariables(game, instance.key, mapped.value, node.id);
  return undefined;
}

/**
 * Lets results leave an instance. With output mappings only their targets leave, and the results are local to the
 * instance while they are evaluated; without any, the results themselves propagate.
 */
export function mapOutputs(
  game: Game,
  instance: ElementInstance,
  node: FlowNode,
  results: JsonObject,
): Problem | undefined {
  if (game.oracle !== undefined) return undefined;
  if (node.outputs.length === 0) {
    propagate(game, instance.key, results, node.id);
    return undefined;
  }
  setVariables(game, instance.key, results, node.id);
  const context = contextAt(game.draft.state, instance.key);
  const outer = contextAt(game.draft.state, instance.scopeKey);
  const mapped = mapAll(game, node.outputs, context, outer, `Output of ${nameOf(node)}`, 'leave');
  if (!mapped.ok) return mapped.problem;
  propagate(game, instance.scopeKey, mapped.value, node.id);
  return undefined;
}

/** Mappings in order, each seeing what those before it made. A dotted target sets one entry of a context. */
function mapAll(
  game: Game,
  mappings: readonly Mapping[],
  context: JsonObject,
  existing: JsonObject,
  what: string,
  phase: 'enter' | 'leave',
): Outcome<JsonObject> {
  let seen = context;
  let made: JsonObject = {};
  for (const mapping of mappings) {
    const result = evaluate(game, mapping.source, seen, { what: `${what} into '${mapping.target}'`, phase });
    if (!result.ok) return result;
    const path = mapping.target.split('.');
    const [name] = path;
    if (name === undefined) continue;
    const base = Object.hasOwn(made, name) ? made : existing;
    const value = setAt(Object.hasOwn(base, name) ? base[name] : undefined, path.slice(1), result.value);
    made = { ...made, [name]: value };
    seen = { ...seen, [name]: value };
  }
  return { ok: true, value: made };
}

/** A copy of `value` in which the entry at `path` is `leaf`; what is no context on the way becomes one. */
export function setAt(value: Json | undefined, path: readonly string[], leaf: Json): Json {
  const [name, ...rest] = path;
  if (name === undefined) return leaf;
  const context = isContext(value) ? value : {};
  return { ...context, [name]: setAt(Object.hasOwn(context, name) ? context[name] : undefined, rest, leaf) };
}

export function isContext(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isEmpty(variables: JsonObject): boolean {
  for (const name in variables) if (Object.hasOwn(variables, name)) return false;
  return true;
}
