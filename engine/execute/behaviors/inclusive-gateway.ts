import { begin } from '../advance.ts';
import { chooseInclusive } from '../flows.ts';
import { graphOf, openInstance, type Behavior, type Game, type WaitingJoin } from '../game.ts';
import type { FlowNode } from '../../model/process-graph.ts';
import { activate, complete } from '../moves.ts';
import { mustWaitFor, noBits, reachOf, setBit } from '../reachability.ts';
import { retryHere } from './exclusive-gateway.ts';

/**
 * Splits along every flow whose condition is true, else the default.
 *
 * Joins by the standard's own rule: it fires when at least one incoming flow holds a token and, for every token elsewhere
 * from which a path leads to an *empty* incoming flow without visiting the gateway, a path leads from there to a *filled*
 * one as well. Whether that holds can change with any token's move or death, so it is looked at after every one. It takes
 * one token from each filled flow.
 *
 * @source BPMN 2.0.2 §13.4.3 (Inclusive Gateway), Table 13.3
 */
export const inclusiveGateway: Behavior = {
  arrive(game, token, node) {
    if (node.incoming.length === 1) begin(game, activate(game, node, token.scopeKey, [token.flowId]));
    else game.waitingJoins.set(`${token.scopeKey} ${node.id}`, { scopeKey: token.scopeKey, gatewayId: node.id });
  },
  reconsider(game, join, node) {
    const filled = filledFlows(game, join, node);
    if (filled.length === 0 || !mayFire(game, join, node, filled)) return false;
    begin(game, activate(game, node, join.scopeKey, filled));
    return true;
  },
  execute(game, instance, node) {
    if (node.type !== 'inclusiveGateway') return undefined;
    const choice = chooseInclusive(game, instance, node);
    return choice.ok ? complete(game, instance, node, choice.value) : retryHere(choice.problem);
  },
};

function filledFlows(game: Game, { scopeKey }: WaitingJoin, node: FlowNode): readonly string[] {
  const holding = new Set<string>();
  for (const token of game.draft.state.tokens) if (token.scopeKey === scopeKey) holding.add(token.flowId);
  return node.incoming.filter((flowId) => holding.has(flowId));
}

function mayFire(game: Game, { scopeKey }: WaitingJoin, node: FlowNode, filledIds: readonly string[]): boolean {
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
  // A token inside an activity of this scope, at whatever depth, stands at the activity.
  for (const { scopeKey: at, elementId } of elements) {
    if (at === scopeKey && mustWaitFor(reach, elementId, filled)) return false;
  }
  return true;
}
