import type { Json, JsonObject } from '../model/json.ts';
import type { Activity, EventDefinition, FlowNode, LoopCharacteristics } from '../model/process-graph.ts';
import { evaluate, kindOf, unexpected } from './expressions.ts';
import { raiseIncident } from './incidents.ts';
import { emit, enqueue, lookAgainAt, nameOf, openInstance, type Game, type Outcome, type Problem } from './game.ts';
import type { ElementInstance, LoopState } from './state.ts';
import { terminateContent } from './termination.ts';
import { contextAt, propagate, setVariables } from './variables.ts';

/**
 * Loops: an activity that runs several times is one outer instance, the body, which holds the inner ones. The body has the
 * incoming and outgoing tokens, the boundary events and the counters; each inner instance has its mappings and its record.
 *
 * @source BPMN 2.0.2 §13.3.6 (loop), §13.3.7 (multi-instance)
 */

type Looping = Activity & { readonly loop: LoopCharacteristics };
type MultiInstance = Extract<LoopCharacteristics, { kind: 'multiInstance' }>;

export function isLooping(node: FlowNode): node is Looping {
  return 'loop' in node && node.loop !== undefined;
}

/** The body begins: how many instances, and the first of them. */
export function startLoop(game: Game, body: ElementInstance, node: Looping): Problem | undefined {
  const { loop } = node;
  if (loop.kind === 'standard') {
    emit(game, { type: 'LoopStarted', key: body.key, numberOfInstances: 0 });
    return loop.testBefore ? nextIteration(game, body, node) : begin(game, body, node, 1, {});
  }
  const size = instancesOf(game, body, node, loop);
  if (!size.ok) return size.problem;
  const { numberOfInstances, items } = size.value;
  emit(game, {
    type: 'LoopStarted',
    key: body.key,
    numberOfInstances,
    ...(items === undefined ? {} : { items }),
  });
  if (numberOfInstances === 0) return endLoop(game, openInstance(game, body.key), node);
  const together = loop.isSequential ? 1 : numberOfInstances;
  for (let counter = 1; counter <= together; counter += 1)
    begin(game, body, node, counter, itemOf(loop, items, counter));
  return undefined;
}

/** One inner instance has ended: the body completes, goes on, or waits for the others. A problem is the body's. */
export function nextInLoop(game: Game, body: ElementInstance, node: FlowNode): void {
  const problem = isLooping(node) ? goOn(game, body, node) : undefined;
  if (problem !== undefined) raiseIncident(game, body, problem);
}

function goOn(game: Game, body: ElementInstance, node: Looping): Problem | undefined {
  const { loop } = node;
  if (loop.kind === 'standard') return nextIteration(game, body, node);
  const state = stateOf(body);
  const thrown = loopEvents(game, body, node, loop, state);
  if (!thrown.ok) return thrown.problem;
  for (const which of thrown.value) enqueue(game, { kind: 'loop-event', key: body.key, which });
  const done = isDone(game, body, node, loop);
  if (!done.ok) return done.problem;
  const ended = state.completed + state.terminated;
  if (done.value || ended === (state.numberOfInstances ?? 0)) return endLoop(game, body, node);
  // The counters of the loop are seen by its boundary events.
  lookAgainAt(game, body.key);
  if (loop.isSequential && state.started === ended) {
    const counter = state.started + 1;
    return begin(game, body, node, counter, itemOf(loop, state.items, counter));
  }
  return undefined;
}

/**
 * Which events a multi-instance activity throws now that one more instance has completed: none (`All`), one with the
 * first (`One`), one with each (`None`), or those whose condition holds (`Complex`).
 *
 * @source BPMN 2.0.2 §10.3.8, Table 10.30 (behavior), §13.3.7
 */
function loopEvents(
  game: Game,
  body: ElementInstance,
  node: Looping,
  loop: MultiInstance,
  { completed }: LoopState,
): Outcome<readonly ('one' | 'none' | number)[]> {
  switch (loop.behavior) {
    case 'All':
      return { ok: true, value: [] };
    case 'One':
      return { ok: true, value: completed === 1 && loop.oneBehaviorEvent !== undefined ? ['one'] : [] };
    case 'None':
      return { ok: true, value: loop.noneBehaviorEvent === undefined ? [] : ['none'] };
    case 'Complex': {
      if (game.oracle !== undefined) return { ok: true, value: [] };
      const holding: number[] = [];
      const context = contextAt(game.draft.state, body.key);
      for (const [index, { condition }] of loop.complexBehavior.entries()) {
        const place = { what: `Behavior condition of ${nameOf(node)}`, phase: 'loop' } as const;
        const result = evaluate(game, condition, context, place);
        if (!result.ok) return result;
        if (result.value === true) holding.push(index);
        else if (result.value !== false && result.value !== null) return notBoolean(place, result.value);
      }
      return { ok: true, value: holding };
    }
  }
}

/** The definition of such an event. */
export function loopEventDefinition(node: FlowNode, which: 'one' | 'none' | number): EventDefinition | undefined {
  if (!isLooping(node) || node.loop.kind !== 'multiInstance') return undefined;
  if (which === 'one') return node.loop.oneBehaviorEvent;
  return which === 'none' ? node.loop.noneBehaviorEvent : node.loop.complexBehavior[which]?.event;
}

/** What an inner instance adds to the output collection. */
export function outputElement(game: Game, instance: ElementInstance, node: FlowNode): Outcome<Json | undefined> {
  if (game.oracle !== undefined || !isLooping(node) || node.loop.kind !== 'multiInstance')
    return { ok: true, value: undefined };
  const { outputElement: expression, outputCollection } = node.loop;
  if (expression === undefined || outputCollection === undefined) return { ok: true, value: undefined };
  const context = contextAt(game.draft.state, instance.key);
  return evaluate(game, expression, context, { what: `Output element of ${nameOf(node)}`, phase: 'flows' });
}

/** Another turn of a standard loop, unless its maximum is reached or its condition does not hold. */
function nextIteration(game: Game, body: ElementInstance, node: Looping): Problem | undefined {
  const { loop } = node;
  if (loop.kind !== 'standard') return undefined;
  const { started } = stateOf(openInstance(game, body.key));
  if (game.oracle === undefined && loop.maximum !== undefined) {
    const place = { what: `Loop maximum of ${nameOf(node)}`, phase: 'loop' } as const;
    const maximum = evaluate(game, loop.maximum, contextAt(game.draft.state, body.key), place);
    if (!maximum.ok) return maximum.problem;
    const limit = typeof maximum.value === 'string' ? Number(maximum.value) : maximum.value;
    if (typeof limit !== 'number' || !Number.isInteger(limit)) {
      return unexpected(loop.maximum, maximum.value, 'a whole number', place).problem;
    }
    if (started >= limit) return endLoop(game, body, node);
  }
  const again = goesOn(game, body, node, loop, started);
  if (!again.ok) return again.problem;
  return again.value ? begin(game, body, node, started + 1, {}) : endLoop(game, body, node);
}

function goesOn(
  game: Game,
  body: ElementInstance,
  node: Looping,
  loop: Extract<LoopCharacteristics, { kind: 'standard' }>,
  started: number,
): Outcome<boolean> {
  if (game.oracle !== undefined) {
    const question = { kind: 'loop-again', elementId: node.id, elementKey: body.key } as const;
    return { ok: true, value: game.oracle.truth(question) };
  }
  // Without condition only the maximum ends the loop; the compiler refuses a loop without both.
  if (loop.condition === undefined) return { ok: true, value: true };
  const context = { ...contextAt(game.draft.state, body.key), loopCounter: started };
  const place = { what: `Loop condition of ${nameOf(node)}`, phase: 'loop' } as const;
  const result = evaluate(game, loop.condition, context, place);
  if (!result.ok) return result;
  if (typeof result.value === 'boolean' || result.value === null) return { ok: true, value: result.value === true };
  return notBoolean(place, result.value);
}

function isDone(game: Game, body: ElementInstance, node: Looping, loop: MultiInstance): Outcome<boolean> {
  if (loop.completionCondition === undefined) return { ok: true, value: false };
  if (game.oracle !== undefined) {
    const question = { kind: 'loop-done', elementId: node.id, elementKey: body.key } as const;
    return { ok: true, value: game.oracle.truth(question) };
  }
  const collected: JsonObject =
    loop.outputCollection === undefined ? {} : { [loop.outputCollection]: outputsOf(stateOf(body)) };
  const context = { ...contextAt(game.draft.state, body.key), ...collected };
  const place = { what: `Completion condition of ${nameOf(node)}`, phase: 'loop' } as const;
  const result = evaluate(game, loop.completionCondition, context, place);
  if (!result.ok) return result;
  if (typeof result.value === 'boolean' || result.value === null) return { ok: true, value: result.value === true };
  return notBoolean(place, result.value);
}

/** The loop is over: what still runs in it is terminated, and the body leaves when its turn comes. */
function endLoop(game: Game, body: ElementInstance, node: Looping): undefined {
  terminateContent(game, body);
  const { loop } = node;
  if (loop.kind === 'multiInstance' && loop.outputCollection !== undefined) {
    const outputs = outputsOf(stateOf(openInstance(game, body.key)));
    propagate(game, body.scopeKey, { [loop.outputCollection]: outputs }, node.id);
  }
  enqueue(game, { kind: 'leave', key: body.key });
}

/** Activates one inner instance; it begins when its turn comes. */
function begin(game: Game, body: ElementInstance, node: Looping, loopCounter: number, item: JsonObject): undefined {
  const key = emit(game, {
    type: 'ElementActivated',
    elementId: node.id,
    elementType: node.type,
    scopeKey: body.key,
    loopCounter,
  });
  setVariables(game, key, { ...localOutput(node.loop), ...item, loopCounter }, node.id);
  enqueue(game, { kind: 'enter', key });
}

function instancesOf(
  game: Game,
  body: ElementInstance,
  node: Looping,
  loop: MultiInstance,
): Outcome<{ readonly numberOfInstances: number; readonly items?: readonly Json[] }> {
  if (game.oracle !== undefined) {
    const question = { kind: 'instances', elementId: node.id, elementKey: body.key } as const;
    return { ok: true, value: { numberOfInstances: game.oracle.count(question) } };
  }
  const expression = loop.collection ?? loop.cardinality;
  if (expression === undefined) return invalidCollection(node, 'has neither a collection nor a cardinality');
  const context = contextAt(game.draft.state, body.key);
  const what = `${loop.collection === undefined ? 'Cardinality' : 'Collection'} of ${nameOf(node)}`;
  const result = evaluate(game, expression, context, { what, phase: 'enter' });
  if (!result.ok) return result;
  if (loop.collection !== undefined) {
    if (Array.isArray(result.value)) {
      const items: readonly Json[] = result.value;
      return { ok: true, value: { numberOfInstances: items.length, items } };
    }
    return invalidCollection(node, `needs a list but got ${kindOf(result.value)}`);
  }
  const count = typeof result.value === 'string' ? Number(result.value) : result.value;
  if (typeof count === 'number' && Number.isInteger(count) && count >= 0)
    return { ok: true, value: { numberOfInstances: count } };
  return invalidCollection(node, 'needs a whole number of instances, 0 or more');
}

function itemOf(loop: MultiInstance, items: readonly Json[] | undefined, counter: number): JsonObject {
  if (loop.inputElement === undefined || items === undefined) return {};
  return { [loop.inputElement]: items[counter - 1] ?? null };
}

/** An output element that is a plain variable is local to each instance from the start, so that instances running side by
 *  side do not overwrite each other's. @source Zeebe, multi-instance output element */
function localOutput(loop: LoopCharacteristics): JsonObject {
  if (loop.kind !== 'multiInstance' || loop.outputElement?.kind !== 'feel') return {};
  const path = /^([\p{L}_][\p{L}\p{N}_]*)(\.[\p{L}_][\p{L}\p{N}_]*)*$/u;
  const variable = path.exec(loop.outputElement.source.trim())?.[1];
  return variable === undefined || KEYWORDS.has(variable) ? {} : { [variable]: null };
}
const KEYWORDS = new Set(['true', 'false', 'null']);

function stateOf(body: ElementInstance): LoopState {
  return body.loop ?? { started: 0, completed: 0, terminated: 0, outputs: [] };
}

/** The output collection with a place for every instance. */
function outputsOf(state: LoopState): readonly Json[] {
  return Array.from({ length: state.numberOfInstances ?? state.started }, (_, index) => state.outputs[index] ?? null);
}

function notBoolean(place: { readonly what: string }, value: Json): { readonly ok: false; readonly problem: Problem } {
  return {
    ok: false,
    problem: {
      code: 'CONDITION_NOT_BOOLEAN',
      phase: 'loop',
      message: `${place.what} must give true or false but gave ${kindOf(value)}; set the variables it reads, or correct the model, then resolve the incident.`,
    },
  };
}

function invalidCollection(node: FlowNode, why: string): { readonly ok: false; readonly problem: Problem } {
  return {
    ok: false,
    problem: {
      code: 'COLLECTION_INVALID',
      phase: 'enter',
      message: `Multi-instance activity ${nameOf(node)} ${why}. Set the variables it reads and resolve the incident.`,
    },
  };
}
