import { emit, type Game, type Problem, type Work } from './game.ts';
import type { ElementInstance } from './state.ts';

/** The token stays where it failed, until an operator resolves the incident. */
export function raiseIncident(game: Game, instance: ElementInstance, problem: Problem): void {
  emit(game, { type: 'IncidentRaised', elementKey: instance.key, elementId: instance.elementId, ...problem });
}

/** The problem that a piece of work could not be done, which resolving its incident does again. */
export function asPending(problem: Problem, work: Work): Problem {
  return { ...problem, phase: 'work', details: { ...problem.details, pending: [{ ...work }] } };
}
