import type { Game } from '../game.ts';
import { tellOfDeadlines } from '../deadlines.ts';

/** The time for telling the heads has come, or it has not, and nothing happens. */
export function reportDeadlines(game: Game): undefined {
  tellOfDeadlines(game);
}
