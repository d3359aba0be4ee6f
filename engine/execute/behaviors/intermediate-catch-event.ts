import type { Behavior } from '../game.ts';
import { leave } from '../moves.ts';
import { openWaits } from '../waits.ts';

/**
 * Waits until what it names happens. A link catch event is where the token of its link throw event comes out: it passes.
 *
 * @source BPMN 2.0.2 §13.5.2 (Intermediate Events), §10.5.4
 */
export const intermediateCatchEvent: Behavior = {
  execute(game, instance, node) {
    if (node.type !== 'intermediateCatchEvent') return undefined;
    const waits = node.eventDefinitions.some(({ type }) => type !== 'link');
    if (!waits) return leave(game, instance);
    return openWaits(game, instance, [{ node, definitions: node.eventDefinitions, interrupting: true }]);
  },
};
