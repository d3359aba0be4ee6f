import { emit, type Game, type Problem } from './game.ts';
import type { ElementInstance } from './state.ts';

/** The token stays where it failed, until an operator resolves the incident. */
export function raiseIncident(game: Game, instance: ElementInstance, problem: Problem): void {
  emit(game, { type: 'IncidentRaised', elementKey: instance.key, elementId: instance.elementId, ...problem });
}
