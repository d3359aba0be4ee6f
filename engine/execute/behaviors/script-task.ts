import type { JsonObject } from '../../model/json.ts';
import type { ScriptTask } from '../../model/process-graph.ts';
import { evaluate } from '../expressions.ts';
import { nameOf, type Behavior, type Game, type Problem } from '../game.ts';
import { createJob } from '../jobs.ts';
import { leave } from '../moves.ts';
import type { ElementInstance } from '../state.ts';
import { contextAt, isContext } from '../variables.ts';

/**
 * Evaluates a FEEL expression, or hands a job to a worker. The value goes to the result variable; without one (a plain
 * BPMN `script`) a context is merged entry by entry, and any other value has nowhere to go and is dropped.
 *
 * @source BPMN 2.0.2 §13.3.3 (Script Task)
 */
export const scriptTask: Behavior = {
  execute(game, instance, node) {
    if (node.type !== 'scriptTask') return undefined;
    if (node.job !== undefined) return createJob(game, instance, node, node.job);
    return runScript(game, instance, node);
  },
};

function runScript(game: Game, instance: ElementInstance, node: ScriptTask): Problem | undefined {
  const { script } = node;
  if (script === undefined || game.oracle !== undefined) return leave(game, instance);
  const context = contextAt(game.draft.state, instance.key);
  const result = evaluate(game, script.expression, context, { what: `Script of ${nameOf(node)}`, phase: 'enter' });
  if (!result.ok) return result.problem;
  const results: JsonObject =
    script.resultVariable !== undefined
      ? { [script.resultVariable]: result.value }
      : isContext(result.value)
        ? result.value
        : {};
  return leave(game, instance, results);
}
