import type { IntermediateThrowEvent } from '../../model/process-graph.ts';
import { throwCompensation } from '../compensate.ts';
import { enqueue, graphOf, nameOf, openInstance, type Behavior, type Game, type Problem } from '../game.ts';
import { createJob } from '../jobs.ts';
import { activate, complete, leave } from '../moves.ts';
import type { ElementInstance } from '../state.ts';
import { throwAll } from '../throwing.ts';

/**
 * Throws what it names, in document order, and passes. A none event just passes; a link event hands its token to the link
 * catch event of its name; a compensation event rests until everything is undone, unless it says not to wait.
 *
 * @source BPMN 2.0.2 §13.5.2 (Intermediate Events), §10.5.4
 */
export const intermediateThrowEvent: Behavior = {
  execute(game, instance, node) {
    if (node.type !== 'intermediateThrowEvent') return undefined;
    if (node.job !== undefined) return createJob(game, instance, node, node.job);
    const { gone, problem } = throwAll(game, instance, node);
    if (gone || problem !== undefined) return problem;
    for (const definition of node.eventDefinitions) {
      if (definition.type === 'link') return jump(game, openInstance(game, instance.key), node, definition.name);
      if (definition.type === 'compensate') {
        return throwCompensation(game, openInstance(game, instance.key), definition);
      }
    }
    return leave(game, openInstance(game, instance.key));
  },
};

/** @source BPMN 2.0.2 §10.5.4 (Link Event: a "go to" within one level of the process) */
function jump(game: Game, instance: ElementInstance, node: IntermediateThrowEvent, name: string): Problem | undefined {
  const { nodes, scopes } = graphOf(game, instance.processId);
  for (const id of scopes[node.scopeId]?.nodes ?? []) {
    const target = nodes[id];
    if (target?.type !== 'intermediateCatchEvent') continue;
    if (!target.eventDefinitions.some((other) => other.type === 'link' && other.name === name)) continue;
    const problem = complete(game, instance, node, { flows: [], evaluated: [] });
    if (problem === undefined) enqueue(game, { kind: 'enter', key: activate(game, target, instance.scopeKey, []) });
    return problem;
  }
  return {
    code: 'NO_FLOW_CHOSEN',
    phase: 'execute',
    message: `Link event ${nameOf(node)} leads to '${name}', and no link catch event of this scope has that name. Cancel the case, and correct the model in the next version.`,
  };
}
