import type { Json, JsonObject } from '../model/json.ts';
import { emit, type Beginning, type Game, type Problem, type Received, type Work } from './game.ts';
import type { ElementInstance, OpenIncident } from './state.ts';
import { isContext } from './variables.ts';

/** The token stays where it failed, until an operator resolves the incident. */
export function raiseIncident(game: Game, instance: ElementInstance, problem: Problem): void {
  emit(game, { type: 'IncidentRaised', elementKey: instance.key, elementId: instance.elementId, ...problem });
}

/** The problem that a piece of work could not be done, which resolving its incident does again. */
export function asPending(problem: Problem, work: Work): Problem {
  return { ...problem, phase: 'work', details: { ...problem.details, pending: [{ ...work }] } };
}

/** The work that was written into an incident when it could not be done. */
export function pendingOf({ details }: OpenIncident): readonly Work[] {
  const pending = details?.['pending'];
  if (!Array.isArray(pending)) return [];
  return (pending as readonly Json[]).flatMap((work): readonly Work[] => {
    if (!isContext(work) || typeof work['key'] !== 'number') return [];
    const { kind, key, which } = work;
    switch (kind) {
      case 'token':
      case 'enter':
      case 'leave':
      case 'settle':
      case 'conditions':
      case 'compensate':
        return [{ kind, key }];
      case 'open':
        return [{ kind, key, beginning: beginningOf(work['beginning']) }];
      case 'happen':
        return [{ kind, key, results: isContext(work['results']) ? work['results'] : {} }];
      case 'loop-event':
        return which === 'one' || which === 'none' || typeof which === 'number' ? [{ kind, key, which }] : [];
      default:
        return [];
    }
  });
}

function beginningOf(written: Json | undefined): Beginning {
  if (!isContext(written)) return {};
  const { startIds, received } = written;
  return {
    ...(Array.isArray(startIds) ? { startIds: startIds.map(String) } : {}),
    ...(isContext(received) ? { received: receivedOf(received) } : {}),
  };
}

function receivedOf({ elementId, results, correlationKey }: JsonObject): Received {
  return {
    elementId: String(elementId),
    results: isContext(results) ? results : {},
    ...(typeof correlationKey === 'string' ? { correlationKey } : {}),
  };
}
