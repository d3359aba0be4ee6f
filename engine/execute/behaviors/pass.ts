import type { Behavior } from '../game.ts';
import { leave } from '../moves.ts';

/** Nothing to do: the token passes at once. */
export const pass: Behavior = {
  execute: (game, instance) => leave(game, instance),
};
