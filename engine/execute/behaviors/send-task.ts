import type { Behavior } from '../game.ts';
import { createJob } from '../jobs.ts';
import { publishMessage } from '../messages.ts';
import { leave } from '../moves.ts';

/**
 * Sends a message and completes at once: by a worker where the model names one, else inside the engine.
 *
 * @source BPMN 2.0.2 §13.3.3 (Send Task)
 */
export const sendTask: Behavior = {
  execute(game, instance, node) {
    if (node.type !== 'sendTask') return undefined;
    if (node.job !== undefined) return createJob(game, instance, node, node.job);
    if (node.message === undefined) return leave(game, instance);
    return publishMessage(game, instance, node, node.message) ?? leave(game, instance);
  },
};
