import { activate } from '../moves.ts';
import type { Behavior } from '../game.ts';
import { begin } from '../advance.ts';
import { leave } from '../moves.ts';

/**
 * Waits for a token on every incoming flow, takes one from each, and puts one on every outgoing flow. What lies on a flow
 * beyond that stays for the next time.
 *
 * @source BPMN 2.0.2 §13.4.1 (Parallel Gateway)
 */
export const parallelGateway: Behavior = {
  arrive(game, token, node) {
    const { scopeKey } = token;
    const filled = new Set<string>();
    if (node.incoming.length > 1) {
      for (const other of game.draft.state.tokens) if (other.scopeKey === scopeKey) filled.add(other.flowId);
      if (!node.incoming.every((flowId) => filled.has(flowId))) return;
    }
    begin(game, activate(game, node, scopeKey, node.incoming));
  },
  execute: (game, instance) => leave(game, instance),
};
