import { begin } from '../advance.ts';
import { chooseInclusive } from '../flows.ts';
import type { Behavior } from '../game.ts';
import { activate, complete } from '../moves.ts';
import { retryHere } from './exclusive-gateway.ts';

export const complexGateway: Behavior = {
  arrive(game, token, node) {
    begin(game, activate(game, node, token.scopeKey, [token.flowId]));
  },
  execute(game, instance, node) {
    if (node.type !== 'complexGateway') return undefined;
    const choice = chooseInclusive(game, instance, node);
    return choice.ok ? complete(game, instance, node, choice.value) : retryHere(choice.problem);
  },
};
