import type { Rejection } from '../../errors.ts';
import { begin, execute, resume } from '../advance.ts';
import type { ResolveIncident } from '../command.ts';
import { emit, enqueue, instanceOf, nodeOf, type Game, type Problem } from '../game.ts';
import { pendingOf, raiseIncident } from '../incidents.ts';
import { nextInLoop } from '../loops.ts';
import { finish, leave } from '../moves.ts';
import { isSettled } from '../scopes.ts';
import type { ElementInstance, OpenIncident } from '../state.ts';
import { find } from '../table.ts';
import { closeWaits } from '../termination.ts';

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
      settleIfDone(game, instance);
      return;
    case 'job':
      if (find(game.draft.state.jobs, key) !== undefined) {
        emit(game, { type: 'JobRetried', key, retries: Math.max(1, retries ?? 1) });
      }
      return;
    case 'work':
      resume(game, pendingOf(incident));
      settleIfDone(game, instance);
      return;
    default:
      incident.phase satisfies never;
  }
}

/** While the incident was open the scope could not end, and nothing may be left in it now that would end it. */
function settleIfDone(game: Game, instance: ElementInstance): void {
  if (instance.role === undefined && isSettled(game, instance)) enqueue(game, { kind: 'settle', key: instance.key });
}

function raise(game: Game, instance: ElementInstance, problem: Problem | undefined): void {
  if (problem !== undefined) raiseIncident(game, instance, problem);
}
