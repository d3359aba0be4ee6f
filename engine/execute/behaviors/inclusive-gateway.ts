import { begin } from '../advance.ts';
import { chooseInclusive } from '../flows.ts';
import type { Behavior } from '../game.ts';
import { activate, complete } from '../moves.ts';
import { filledFlows, nothingMoreComes } from '../waiting-joins.ts';
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
    if (filled.length === 0 || !nothingMoreComes(game, join, node, filled)) return false;
    begin(game, activate(game, node, join.scopeKey, filled));
    return true;
  },
  execute(game, instance, node) {
    if (node.type !== 'inclusiveGateway') return undefined;
    const choice = chooseInclusive(game, instance, node);
    return choice.ok ? complete(game, instance, node, choice.value) : retryHere(choice.problem);
  },
};
