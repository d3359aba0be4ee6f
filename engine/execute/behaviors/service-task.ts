import type { Behavior } from '../game.ts';
import { createJob } from '../jobs.ts';

/**
 * Hands a job to a worker and rests until it is done.
 *
 * @source BPMN 2.0.2 §13.3.3 (Service Task)
 */
export const serviceTask: Behavior = {
  execute: (game, instance, node) =>
    node.type === 'serviceTask' ? createJob(game, instance, node, node.job) : undefined,
};
