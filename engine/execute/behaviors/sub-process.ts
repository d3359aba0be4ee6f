import type { Behavior } from '../game.ts';
import { enterScope } from '../scopes.ts';

/**
 * Opens a scope of its own and rests until nothing is left in it.
 *
 * @source BPMN 2.0.2 §13.3.4 (Sub-Process/Call Activity)
 */
export const subProcess: Behavior = {
  execute: (game, instance) => enterScope(game, instance),
};
