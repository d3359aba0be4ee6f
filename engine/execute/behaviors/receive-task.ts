import { leave } from '../moves.ts';
import type { Behavior } from '../game.ts';
import { openWaits } from '../waits.ts';

/**
 * Waits for a message. Without one the model says nothing to wait for; verify refuses it, and here the token passes.
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
