import type { Rejection } from '../../errors.ts';
import type { ConfirmOverride, Deviation, RejectOverride } from '../command.ts';
import { emit, enqueue, nodeById, nodeOf, openInstance, type Game } from '../game.ts';
import { raiseIncident } from '../incidents.ts';
import { activate } from '../moves.ts';
import { enterScope } from '../scopes.ts';
import { statuteOf, turnClock } from '../step-statute.ts';
import { terminate } from '../termination.ts';
import { setVariables } from '../variables.ts';
import { mayConfirm, openOverride, overrideRules, refuseDeviation, refuseUnreasoned } from './override-rules.ts';

/**
 * A second person, whom the version names, lets a departure from the rules happen. What it asks for is looked at again: the
 * case may have moved on since. The confirmation comes first in history, then what it does.
 */
export function confirmOverride(game: Game, { overrideKey, by, note }: ConfirmOverride): Rejection | undefined {
  const rules = overrideRules(game);
  if ('code' in rules) return rules;
  const request = openOverride(game.draft.state, overrideKey);
  if ('code' in request) return request;
  const { deviation, ground, basis, requestedBy } = request;
  const first = refuseFirstPerson(requestedBy, by.id);
  if (first !== undefined) return first;
  const confirmer = mayConfirm(rules, by, requestedBy);
  if ('code' in confirmer) return confirmer;
  const refused = refuseDeviation(game, deviation);
  if (refused !== undefined) return refused;
  emit(game, {
    type: 'OverrideConfirmed',
    key: overrideKey,
    deviation,
    ground,
    basis,
    by: by.id,
    ...confirmer,
    ...(note === undefined ? {} : { note }),
  });
  depart(game, deviation);
  return undefined;
}

/** It does not happen: so says one of those who decide, or the one who asked takes it back. */
export function rejectOverride(game: Game, { overrideKey, by, reason }: RejectOverride): Rejection | undefined {
  const rules = overrideRules(game);
  if ('code' in rules) return rules;
  const request = openOverride(game.draft.state, overrideKey);
  if ('code' in request) return request;
  const decider = request.requestedBy === by.id ? {} : mayConfirm(rules, by, request.requestedBy);
  if ('code' in decider) return decider;
  const refused = refuseUnreasoned(reason);
  if (refused !== undefined) return refused;
  emit(game, { type: 'OverrideRejected', key: overrideKey, by: by.id, ...decider, reason });
  return undefined;
}

function refuseFirstPerson(requestedBy: string, personId: string): Rejection | undefined {
  if (requestedBy !== personId) return undefined;
  return {
    code: 'OVERRIDE_SECOND_PERSON',
    message: 'Whoever asks to depart from the rules may not allow it; a second person must.',
  };
}

function depart(game: Game, deviation: Deviation): void {
  switch (deviation.kind) {
    case 'MOVE_TOKEN':
      return moveToken(game, deviation.elementKey, deviation.targetId);
    case 'REOPEN':
      return reopenCase(game, deviation.targetId);
    case 'SECOND_SUPPLEMENT':
      return allowSupplement(game);
    case 'REASSIGN':
      emit(game, { type: 'UserTaskAssigned', key: deviation.taskKey, assignee: deviation.assignee });
      return;
    default:
      deviation satisfies never;
  }
}

/** The clock does what it does when the step is left: a rest that the step began does not outlive it. */
function moveToken(game: Game, elementKey: number, targetId: string): void {
  const instance = openInstance(game, elementKey);
  const { scopeKey, processId } = instance;
  const node = nodeOf(game, instance);
  if (statuteOf(node)?.onLeave === 'RESUME' && game.draft.state.clock?.status === 'paused') {
    turnClock(game, 'RESUME', instance, node, 'flows');
  }
  terminate(game, instance);
  const key = activate(game, nodeById(game, processId, targetId), scopeKey, []);
  enqueue(game, { kind: 'enter', key });
}

/** What the public sees of a case that is worked on. @source domain B6 */
const IN_PROGRESS = 4;

/** A new root instance over the old variables; the clock runs on with the date it had. */
function reopenCase(game: Game, targetId: string): void {
  emit(game, { type: 'CaseReopened' });
  if (game.draft.state.publicStatus !== undefined) emit(game, { type: 'PublicStatusChanged', status: IN_PROGRESS });
  if (game.draft.state.clock?.status === 'stopped') turnClock(game, 'REOPEN', undefined, undefined, 'enter');
  const key = emit(game, { type: 'ProcessInstanceStarted', processId: game.draft.state.processId });
  const root = openInstance(game, key);
  const problem = enterScope(game, root, [targetId]);
  if (problem !== undefined) raiseIncident(game, root, problem);
}

/** Forms and conditions may read how many requests are allowed now, as variable `supplementsAllowed`. */
function allowSupplement(game: Game): void {
  const { rootKey, extraSupplements = 0 } = game.draft.state;
  const max = game.procedure.manifest?.clock.supplement.max ?? 0;
  setVariables(game, rootKey, { supplementsAllowed: max + extraSupplements }, 'override');
}
