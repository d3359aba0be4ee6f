import { leave } from '../moves.ts';
import type { Behavior } from '../game.ts';
import { openWaits } from '../waits.ts';

/**
 * Waits for a message; one that names none waits for a message of its own id (see `build-node.ts`).
 *
 * @source BPMN 2.0.2 §13.3.3 (Receive Task)
 */
export const receiveTask: Behavior = {
  execute(game, instance, node) {
    if (node.type !== 'receiveTask' || node.message === undefined) return leave(game, instance);
    const definitions = [{ type: 'message', message: node.message } as const];
    return openWaits(game, instance, [{ node, definitions, interrupting: true }]);
  },
};
