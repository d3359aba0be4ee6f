import { conditionalStarts } from '../execute/conditional-starts.ts';
import type { JsonObject } from '../model/json.ts';
import { clockOf, type Board } from './board.ts';
import { latestProcesses } from './deployments.ts';
import { begin } from './run-command.ts';
import type { ConditionalStartResult } from './views.ts';

/**
 * Asks the conditional start events of all processes, or of one, about a state of the world, and starts an instance at each
 * whose condition holds. All are asked before the first starts.
 *
 * @source BPMN 2.0.2 §10.5.2, Table 10.84 (Conditional)
 */
export function startWhereConditionHolds(
  board: Board,
  world: JsonObject,
  processId: string | undefined,
): ConditionalStartResult {
  const graphs = [...latestProcesses(board.deployments).values()].filter(
    ({ id }) => processId === undefined || id === processId,
  );
  const asked = graphs.flatMap((graph) => conditionalStarts(graph, world, clockOf(board)));
  const started = asked
    .filter(({ holds }) => holds)
    .map(({ processId: id, startEventId }) =>
      begin(board, { processId: id, startEventId }, world, { kind: 'condition' }),
    );
  return { started, asked };
}
