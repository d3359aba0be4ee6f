import type { ProcessGraph } from '../model/process-graph.ts';

/** The innermost lane that holds a node: the default group of its user task. */
export function laneIdOf({ lanes }: ProcessGraph, nodeId: string): string | undefined {
  return lanes.findLast(({ nodes }) => nodes.includes(nodeId))?.id;
}
