import type { Behavior } from '../game.ts';
import { createJob } from '../jobs.ts';
import { leave } from '../moves.ts';

/**
 * Hands a job to a worker and rests until it is done. Without a task definition there is no service to invoke, and the
 * token passes at once.
 *
 * @source BPMN 2.0.2 §13.3.3 (Service Task)
 */
export const serviceTask: Behavior = {
  execute: (game, instance, node) =>
    node.type === 'serviceTask' && node.job !== undefined
      ? createJob(game, instance, node, node.job)
      : leave(game, instance),
};
