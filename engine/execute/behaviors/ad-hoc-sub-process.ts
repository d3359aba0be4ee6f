import type { Json } from '../../model/json.ts';
import type { SubProcess } from '../../model/process-graph.ts';
import { evaluate, kindOf } from '../expressions.ts';
import {
  emit,
  enqueue,
  graphOf,
  nameOf,
  nodeById,
  openInstance,
  type Behavior,
  type Game,
  type Outcome,
  type Problem,
} from '../game.ts';
import { activate, leave } from '../moves.ts';
import type { ElementInstance } from '../state.ts';
import { terminateContent } from '../termination.ts';
import { contextAt } from '../variables.ts';
import { eventSubProcessWaits, openWaits } from '../waits.ts';

/**
 * Offers its inner activities: those that the model's collection names, or every one without incoming flow. In parallel
 * ordering all begin at once, in sequential ordering one after another. After each one that completes the completion
 * condition is asked: where it holds the sub-process is done, and what still runs is ended, or, if the model says not to,
 * awaited. Without a condition it is done when nothing is left; where a condition does not hold yet by then, the
 * activities are offered again, since they may be performed any number of times until it does.
 *
 * @source BPMN 2.0.2 §13.3.5 (Ad-Hoc Sub-Process), §10.3.5, Table 10.22
 */
export const adHocSubProcess: Behavior = {
  execute(game, instance, node) {
    if (node.type !== 'adHocSubProcess') return undefined;
    // What may fail comes first: tried again, nothing is opened twice.
    const chosen = chosenElements(game, instance, node, 'enter');
    if (!chosen.ok) return chosen.problem;
    const problem = openWaits(game, instance, eventSubProcessWaits(game, instance));
    return problem ?? offer(game, openInstance(game, instance.key), node, chosen.value);
  },
  settle(game, instance, node) {
    if (node.type !== 'adHocSubProcess') return undefined;
    const done = isDone(game, instance, node);
    if (!done.ok) return done.problem;
    if (done.value && (node.adHoc?.cancelRemainingInstances ?? true)) {
      terminateContent(game, instance);
      return leave(game, openInstance(game, instance.key));
    }
    const { active, offered = [] } = openInstance(game, instance.key);
    if (active > 0) return undefined;
    if (done.value) return leave(game, instance);
    if (offered.length > 0) return startNext(game, instance, node);
    if (node.adHoc?.completionCondition === undefined) return leave(game, instance);
    const again = chosenElements(game, instance, node, 'settle');
    return again.ok ? offer(game, instance, node, again.value) : again.problem;
  },
};

function offer(
  game: Game,
  instance: ElementInstance,
  node: SubProcess,
  elementIds: readonly string[],
): Problem | undefined {
  emit(game, { type: 'AdHocOffered', key: instance.key, elementIds });
  if (elementIds.length === 0) return leave(game, openInstance(game, instance.key));
  return startNext(game, openInstance(game, instance.key), node);
}

/** The next of what is offered, or all of it. */
function startNext(game: Game, instance: ElementInstance, node: SubProcess): undefined {
  const { offered = [] } = openInstance(game, instance.key);
  const now = node.adHoc?.ordering === 'Sequential' ? offered.slice(0, 1) : offered;
  for (const id of now) {
    const key = activate(game, nodeById(game, instance.processId, id), instance.key, []);
    enqueue(game, { kind: 'enter', key });
  }
}

function chosenElements(
  game: Game,
  instance: ElementInstance,
  node: SubProcess,
  phase: 'enter' | 'settle',
): Outcome<readonly string[]> {
  const graph = graphOf(game, instance.processId);
  const entry = (graph.scopes[node.id]?.nodes ?? []).filter((id) => {
    const inner = graph.nodes[id];
    return (
      inner !== undefined &&
      inner.incoming.length === 0 &&
      'isForCompensation' in inner &&
      !inner.isForCompensation &&
      !('triggeredByEvent' in inner && inner.triggeredByEvent)
    );
  });
  if (game.oracle !== undefined) {
    const { oracle } = game;
    if (node.adHoc?.activeElements === undefined) return { ok: true, value: entry };
    const question = { kind: 'ad-hoc-choice', elementId: node.id, elementKey: instance.key } as const;
    return { ok: true, value: entry.filter((id) => oracle.truth({ ...question, about: id })) };
  }
  const expression = node.adHoc?.activeElements;
  if (expression === undefined) return { ok: true, value: entry };
  const place = { what: `Active elements of ${nameOf(node)}`, phase } as const;
  const result = evaluate(game, expression, contextAt(game.draft.state, instance.key), place);
  if (!result.ok) return result;
  const wrong = (why: string): Outcome<readonly string[]> => ({
    ok: false,
    problem: {
      code: 'COLLECTION_INVALID',
      phase,
      message: `${place.what} ${why}. Set the variables it reads and resolve the incident.`,
    },
  });
  if (!Array.isArray(result.value)) return wrong(`must give a list of element ids but gave ${kindOf(result.value)}`);
  const ids: string[] = [];
  for (const id of result.value as readonly Json[]) {
    if (typeof id !== 'string' || graph.nodes[id]?.scopeId !== node.id)
      return wrong('name something that is not in it');
    ids.push(id);
  }
  return { ok: true, value: ids };
}

function isDone(game: Game, instance: ElementInstance, node: SubProcess): Outcome<boolean> {
  const condition = node.adHoc?.completionCondition;
  if (condition === undefined) return { ok: true, value: false };
  if (game.oracle !== undefined) {
    const question = { kind: 'ad-hoc-done', elementId: node.id, elementKey: instance.key } as const;
    return { ok: true, value: game.oracle.truth(question) };
  }
  const place = { what: `Completion condition of ${nameOf(node)}`, phase: 'settle' } as const;
  const result = evaluate(game, condition, contextAt(game.draft.state, instance.key), place);
  if (!result.ok) return result;
  if (typeof result.value === 'boolean' || result.value === null) return { ok: true, value: result.value === true };
  return {
    ok: false,
    problem: {
      code: 'CONDITION_NOT_BOOLEAN',
      phase: 'settle',
      message: `${place.what} must give true or false but gave ${kindOf(result.value)}; set the variables it reads, or correct the model, then resolve the incident.`,
    },
  };
}
