import type { FlowNode } from '../model/process-graph.ts';
import { graphOf, openInstance, type Game, type WaitingJoin } from './game.ts';
import { mustWaitFor, noBits, reachOf, setBit } from './reachability.ts';
import type { ElementInstance } from './state.ts';

/** What inclusive and complex gateways ask of the tokens in their scope. */

/** Incoming flows that hold a token, in document order. */
export function filledFlows(game: Game, { scopeKey }: WaitingJoin, node: FlowNode): readonly string[] {
  const holding = new Set<string>();
  for (const token of game.draft.state.tokens) if (token.scopeKey === scopeKey) holding.add(token.flowId);
  return node.incoming.filter((flowId) => holding.has(flowId));
}

/**
 * Whether nothing that a join must wait for is under way: no token elsewhere in the scope can reach, without visiting the
 * gateway, an incoming flow that is not in `filled`, unless it can reach one that is.
 *
 * @source BPMN 2.0.2 §13.4.3, Table 13.3
 */
export function nothingMoreComes(
  game: Game,
  { scopeKey, gatewayId }: WaitingJoin,
  node: FlowNode,
  filledIds: readonly string[],
): boolean {
  const graph = graphOf(game, openInstance(game, scopeKey).processId);
  const reach = reachOf(graph, node);
  const filled = noBits(reach);
  for (const flowId of filledIds) {
    const bit = reach.bitOf.get(flowId);
    if (bit !== undefined) setBit(filled, bit);
  }
  const { tokens, elements } = game.draft.state;
  for (const { scopeKey: at, flowId } of tokens) {
    if (at !== scopeKey || reach.bitOf.has(flowId)) continue;
    const target = graph.flows[flowId]?.target;
    if (target !== undefined && mustWaitFor(reach, target, filled)) return false;
  }
  // A token inside an activity of this scope, at whatever depth, stands at the activity. The gateway does not wait for
  // itself.
  for (const { scopeKey: at, elementId, type } of elements) {
    if (at !== scopeKey || (type === 'complexGateway' && elementId === gatewayId)) continue;
    if (mustWaitFor(reach, elementId, filled)) return false;
  }
  return true;
}

/** The instance of a complex gateway that has fired and waits for its reset. */
export function openGateway(game: Game, { scopeKey, gatewayId }: WaitingJoin): ElementInstance | undefined {
  return game.draft.state.elements.find((element) => element.scopeKey === scopeKey && element.elementId === gatewayId);
}
