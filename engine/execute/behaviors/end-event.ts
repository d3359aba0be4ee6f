import type { EndEvent, EventDefinition } from '../../model/process-graph.ts';
import { failCase, throwError, throwEscalation } from '../faults.ts';
import { evaluateText } from '../expressions.ts';
import { emit, enqueue, instanceOf, nameOf, openInstance, type Behavior, type Game, type Problem } from '../game.ts';
import { createJob } from '../jobs.ts';
import { publishMessage, throwSignal } from '../messages.ts';
import { leave } from '../moves.ts';
import { finishProcess } from '../processes.ts';
import type { ElementInstance } from '../state.ts';
import { leaveStep } from '../step-statute.ts';
import { terminateContent } from '../termination.ts';
import { contextAt } from '../variables.ts';

/**
 * Ends its token, having thrown what it names. An error, cancel or terminate end event ends more than its token: the end
 * event itself completes first, since it has happened.
 *
 * @source BPMN 2.0.2 §13.5.6 (End Events), §10.5.3
 */
export const endEvent: Behavior = {
  execute(game, instance, node) {
    if (node.type !== 'endEvent') return undefined;
    if (node.job !== undefined) return createJob(game, instance, node, node.job);
    return end(game, instance, node);
  },
};

function end(game: Game, instance: ElementInstance, node: EndEvent): Problem | undefined {
  for (const definition of node.eventDefinitions) {
    const problem = throwBeforeEnd(game, instance, node, definition);
    if (problem !== undefined) return problem;
    // What it threw may have ended it: an escalation caught by an interrupting event.
    if (instanceOf(game, instance.key) === undefined) return undefined;
  }
  const ending = node.eventDefinitions.find(({ type }) => type === 'error' || type === 'terminate');
  if (ending === undefined) return leave(game, instance);
  const problem = leaveStep(game, instance, node);
  if (problem !== undefined) return { ...problem, phase: 'execute' };
  if (ending.type === 'error') return endByError(game, instance, node, ending);
  emit(game, { type: 'ElementCompleted', key: instance.key });
  endScope(game, openInstance(game, instance.scopeKey));
  return undefined;
}

/** What an end event sends on its way out, in document order. */
function throwBeforeEnd(
  game: Game,
  instance: ElementInstance,
  node: EndEvent,
  definition: EventDefinition,
): Problem | undefined {
  switch (definition.type) {
    case 'message':
      return publishMessage(game, instance, node, definition.message);
    case 'signal':
      return throwSignal(game, instance, node, definition);
    case 'escalation': {
      if (definition.escalationCode === undefined) return undefined;
      const place = { what: `Escalation code of ${nameOf(node)}`, phase: 'enter' } as const;
      const code = evaluateText(game, definition.escalationCode, contextAt(game.draft.state, instance.key), place);
      if (!code.ok) return code.problem;
      throwEscalation(game, openInstance(game, instance.scopeKey), { elementKey: instance.key, escalationCode: code.value });
      return undefined;
    }
    default:
      return undefined;
  }
}

/**
 * The error goes to the nearest catch. Where nothing catches it, the standard leaves open what becomes of the process, and
 * names ending it as the common choice: the process instance fails, and the case with it.
 *
 * @source BPMN 2.0.2 §10.5.7 ("if there's no corresponding catching event ... the Process ends")
 */
function endByError(
  game: Game,
  instance: ElementInstance,
  node: EndEvent,
  definition: Extract<EventDefinition, { type: 'error' }>,
): Problem | undefined {
  const place = { what: `Error code of ${nameOf(node)}`, phase: 'enter' } as const;
  const context = contextAt(game.draft.state, instance.key);
  const code = evaluateText(game, definition.errorCode ?? { kind: 'literal', value: '' }, context, place);
  if (!code.ok) return code.problem;
  const thrown = { elementKey: instance.key, errorCode: code.value };
  const locals = instance.variables ?? {};
  emit(game, { type: 'ElementCompleted', key: instance.key });
  const scope = openInstance(game, instance.scopeKey);
  if (!throwError(game, scope, thrown, locals, true)) failCase(game, scope, thrown);
  return undefined;
}

/**
 * Terminate: everything else in the scope ends at once, and so does the scope. A sub-process then goes on normally; a
 * process has ended abnormally, and a caller goes on.
 */
function endScope(game: Game, scope: ElementInstance): void {
  terminateContent(game, scope);
  if (scope.type === 'process') finishProcess(game, openInstance(game, scope.key), 'terminated');
  else {
    emit(game, { type: 'ScopeInterrupted', key: scope.key, by: scope.elementId });
    enqueue(game, { kind: 'settle', key: scope.key });
  }
}
