import type { Rejection } from '../../errors.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { begin, execute, resume } from '../advance.ts';
import type { ResolveIncident } from '../command.ts';
import {
  emit,
  enqueue,
  instanceOf,
  nodeOf,
  type Beginning,
  type Game,
  type Problem,
  type Received,
  type Work,
} from '../game.ts';
import { raiseIncident } from '../incidents.ts';
import { nextInLoop } from '../loops.ts';
import { finish, leave } from '../moves.ts';
import type { ElementInstance, OpenIncident } from '../state.ts';
import { find } from '../table.ts';
import { closeWaits } from '../termination.ts';
import { isContext } from '../variables.ts';

/** Tries again exactly what failed; what fails again leaves a new incident. */
export function resolveIncident(game: Game, command: ResolveIncident): Rejection | undefined {
  const { state } = game.draft;
  const { incidentKey, reason, retries } = command;
  const incident = find(state.incidents, incidentKey);
  if (incident === undefined) {
    return {
      code: 'INCIDENT_NOT_FOUND',
      message: `Case '${state.caseId}' has no open incident ${incidentKey}; it was resolved. Read the case again.`,
    };
  }
  emit(game, { type: 'IncidentResolved', key: incidentKey, ...(reason === undefined ? {} : { reason }) });
  const instance = instanceOf(game, incident.elementKey);
  if (instance === undefined) return undefined;
  tryAgain(game, instance, incident, retries);
  return undefined;
}

function tryAgain(game: Game, instance: ElementInstance, incident: OpenIncident, retries: number | undefined): void {
  const { key } = instance;
  switch (incident.phase) {
    case 'enter':
      // Nothing was opened, or everything is opened anew.
      closeWaits(game, key);
      begin(game, key);
      return;
    case 'execute':
      execute(game, instance);
      return;
    case 'leave':
      raise(game, instance, leave(game, instance));
      return;
    case 'flows':
      raise(game, instance, finish(game, key));
      return;
    case 'loop':
      nextInLoop(game, instance, nodeOf(game, instance));
      return;
    case 'settle':
      enqueue(game, { kind: 'settle', key });
      return;
    case 'condition':
      enqueue(game, { kind: 'conditions', key });
      return;
    case 'job':
      if (find(game.draft.state.jobs, key) !== undefined) {
        emit(game, { type: 'JobRetried', key, retries: Math.max(1, retries ?? 1) });
      }
      return;
    case 'work':
      resume(game, pendingOf(incident));
      return;
    default:
      incident.phase satisfies never;
  }
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

function raise(game: Game, instance: ElementInstance, problem: Problem | undefined): void {
  if (problem !== undefined) raiseIncident(game, instance, problem);
}
