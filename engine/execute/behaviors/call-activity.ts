import type { CallActivity } from '../../model/process-graph.ts';
import { evaluateText } from '../expressions.ts';
import { nameOf, type Behavior, type Game, type Problem } from '../game.ts';
import { startProcess } from '../instantiation.ts';
import { leave } from '../moves.ts';
import type { ElementInstance } from '../state.ts';
import { contextAt, variablesAt } from '../variables.ts';

/**
 * Starts another process inside the same case and rests until it ends. The called process has variables of its own: all
 * that the caller sees, or only what the input mappings made.
 *
 * @source BPMN 2.0.2 §13.3.4 (Call Activity); zeebe:calledElement
 */
export const callActivity: Behavior = {
  execute: (game, instance, node) => (node.type === 'callActivity' ? call(game, instance, node) : undefined),
};

function call(game: Game, instance: ElementInstance, node: CallActivity): Problem | undefined {
  const seen = contextAt(game.draft.state, instance.key);
  const id = evaluateText(game, node.processId, seen, { what: `Called process of ${nameOf(node)}`, phase: 'enter' });
  if (!id.ok) return game.oracle === undefined ? id.problem : leave(game, instance);
  if (!Object.hasOwn(game.procedure.processes, id.value)) {
    // To the verifier a process that is not there is a black box that returns.
    if (game.oracle !== undefined) return leave(game, instance);
    return {
      code: 'CALLED_PROCESS_NOT_FOUND',
      phase: 'enter',
      message: `${nameOf(node)} calls process '${id.value}', which is not deployed. Deploy it and resolve the incident.`,
    };
  }
  const variables = node.propagateAllParentVariables
    ? variablesAt(game.draft.state, instance.key)
    : (instance.variables ?? {});
  startProcess(game, id.value, variables, {}, instance.key);
  return undefined;
}
