import type { EndEvent, EventDefinition } from '../../model/process-graph.ts';
import { cancelTransaction, throwCompensation } from '../compensate.ts';
import { failCase, throwError } from '../faults.ts';
import { evaluateText } from '../expressions.ts';
import { emit, enqueue, nameOf, openInstance, type Behavior, type Game, type Problem } from '../game.ts';
import { createJob } from '../jobs.ts';
import { leave } from '../moves.ts';
import { finishProcess } from '../processes.ts';
import type { ElementInstance } from '../state.ts';
import { leaveStep } from '../step-statute.ts';
import { terminateContent } from '../termination.ts';
import { throwAll } from '../throwing.ts';
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
  const { gone, problem: failed } = throwAll(game, instance, node);
  if (gone || failed !== undefined) return failed;
  const compensation = node.eventDefinitions.find((definition) => definition.type === 'compensate');
  if (compensation !== undefined) return throwCompensation(game, instance, compensation);
  const ending = node.eventDefinitions.find(
    ({ type }) => type === 'error' || type === 'terminate' || type === 'cancel',
  );
  if (ending === undefined) return leave(game, openInstance(game, instance.key));
  const problem = leaveStep(game, instance, node);
  if (problem !== undefined) return { ...problem, phase: 'execute' };
  if (ending.type === 'error') return endByError(game, instance, node, ending);
  emit(game, { type: 'ElementCompleted', key: instance.key });
  const scope = openInstance(game, instance.scopeKey);
  if (ending.type === 'cancel') cancelTransaction(game, scope);
  else endScope(game, scope);
  return undefined;
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
