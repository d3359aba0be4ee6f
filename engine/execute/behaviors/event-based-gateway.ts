import type { EventBasedGateway } from '../../model/process-graph.ts';
import { graphOf, type Behavior, type Game, type Problem } from '../game.ts';
import type { ElementInstance } from '../state.ts';
import { openWaits, type Awaited } from '../waits.ts';

/**
 * Waits for the events behind it, all at once; the first to happen takes the token (see `happenings.ts`).
 *
 * @source BPMN 2.0.2 §13.4.4 (Event-Based Gateway)
 */
export const eventBasedGateway: Behavior = {
  execute: (game, instance, node) => (node.type === 'eventBasedGateway' ? waitForAll(game, instance, node) : undefined),
};

function waitForAll(game: Game, instance: ElementInstance, node: EventBasedGateway): Problem | undefined {
  const { nodes, flows } = graphOf(game, instance.processId);
  const awaited = node.outgoing.flatMap((flowId): readonly Awaited[] => {
    const target = nodes[flows[flowId]?.target ?? ''];
    if (target?.type === 'intermediateCatchEvent') {
      return [{ node: target, definitions: target.eventDefinitions, interrupting: true }];
    }
    if (target?.type === 'receiveTask' && target.message !== undefined) {
      return [{ node: target, definitions: [{ type: 'message', message: target.message }], interrupting: true }];
    }
    return [];
  });
  return openWaits(game, instance, awaited);
}
