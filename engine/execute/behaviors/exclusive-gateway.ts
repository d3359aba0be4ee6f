import { chooseExclusive } from '../flows.ts';
import type { Behavior } from '../game.ts';
import { complete } from '../moves.ts';

/**
 * Every token that arrives goes on alone, along the first flow whose condition is true, else the default.
 *
 * @source BPMN 2.0.2 §13.4.2 (Exclusive Gateway)
 */
export const exclusiveGateway: Behavior = {
  execute(game, instance, node) {
    if (node.type !== 'exclusiveGateway') return undefined;
    const choice = chooseExclusive(game, instance, node);
    return choice.ok ? complete(game, instance, node, choice.value) : retryHere(choice.problem);
  },
};

/** A gateway has nothing but its choice, so choosing again is executing again. */
export function retryHere<P extends { readonly phase: string }>(problem: P): P & { readonly phase: 'execute' } {
  return { ...problem, phase: 'execute' };
}
