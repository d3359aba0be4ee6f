import type { Rejection } from '../../errors.ts';
import type { FlowNode } from '../../model/process-graph.ts';
import type { OverrideRules } from '../../model/procedure-manifest.ts';
import type { Actor, Deviation } from '../command.ts';
import { graphOf, instanceOf, type Game } from '../game.ts';
import { hasEnded, type ElementInstance, type OpenOverride } from '../state.ts';
import { find } from '../table.ts';
import { nextStatus, openTask, refuseConflict, refuseSameHands } from './task-rules.ts';

/** The lawful exit: on which grounds, by whom, and what can be done to a case as it stands. */

/** What the version says about departing from it; a version that says nothing allows nothing. */
export function overrideRules({ procedure }: Game): OverrideRules | Rejection {
  return (
    procedure.manifest?.overrides ?? {
      code: 'OVERRIDE_NOT_PROVIDED',
      message: 'This version of the procedure publishes no grounds for departing from it; publish a version that does.',
    }
  );
}

export function openOverride({ caseId, overrides }: Game['draft']['state'], key: number): OpenOverride | Rejection {
  return (
    find(overrides ?? [], key) ?? {
      code: 'OVERRIDE_NOT_FOUND',
      message: `Case '${caseId}' has no open request ${key} to depart from the rules; it was decided. Read the case again.`,
    }
  );
}

/** Only a person of a group that the version names, or the deputy of one who is away and has not asked for it. */
export function mayConfirm(
  { confirmedBy }: OverrideRules,
  by: Actor,
  requestedBy: string,
): { readonly onBehalfOf?: string } | Rejection {
  const names = (groups: readonly string[]): boolean => groups.some((group) => confirmedBy.includes(group));
  if (by.kind === 'user' && names(by.groups)) return {};
  const absent = (by.standsInFor ?? []).find(({ id, groups }) => id !== requestedBy && names(groups));
  if (by.kind === 'user' && absent !== undefined) return { onBehalfOf: absent.id };
  return {
    code: 'OVERRIDE_NOT_CONFIRMER',
    message: `A departure from the rules is decided by ${confirmedBy.join(', ')}; ask one of them.`,
    details: { confirmedBy },
  };
}

export function refuseUnreasoned(reason: string): Rejection | undefined {
  if (/[\p{L}\p{N}]/u.test(reason)) return undefined;
  return { code: 'REASON_REQUIRED', message: 'Say why in words; the reason stays in the history of the case.' };
}

/** Why a deviation cannot be done now; asked when it is requested and again when it is confirmed. */
export function refuseDeviation(game: Game, deviation: Deviation): Rejection | undefined {
  const { state } = game.draft;
  if (deviation.kind === 'REOPEN') return refuseReopening(game, deviation.targetId);
  if (hasEnded(state)) {
    return {
      code: 'CASE_ENDED',
      message: `Case '${state.caseId}' has ended (${state.status}); it can only be reopened.`,
      details: { status: state.status },
    };
  }
  switch (deviation.kind) {
    case 'MOVE_TOKEN':
      return refuseMove(game, deviation.elementKey, deviation.targetId);
    case 'SECOND_SUPPLEMENT':
      return refuseSupplement(game);
    case 'REASSIGN':
      return refuseReassignment(game, deviation.taskKey, deviation.assignee);
    default:
      return deviation satisfies never;
  }
}

/** The step that a deviation is about, for history. */
export function stepOf({ draft }: Game, deviation: Deviation): string | undefined {
  if (deviation.kind === 'MOVE_TOKEN') return find(draft.state.elements, deviation.elementKey)?.elementId;
  if (deviation.kind === 'REASSIGN') return find(draft.state.tasks, deviation.taskKey)?.elementId;
  return undefined;
}

function refuseMove(game: Game, elementKey: number, targetId: string): Rejection | undefined {
  const instance = instanceOf(game, elementKey);
  if (instance === undefined) return impossible(`nothing is at work at ${elementKey}; read the case again`);
  if (instance.type === 'process' || instance.loopCounter !== undefined || instance.role === 'compensation') {
    return impossible(`'${instance.elementId}' is no step that could be left alone; name the activity as a whole`);
  }
  const target = graphOf(game, instance.processId).nodes[targetId];
  const scope = instanceOf(game, instance.scopeKey);
  if (target === undefined || target.scopeId !== scope?.elementId) {
    return impossible(`'${targetId}' is not in the same scope as '${instance.elementId}'`);
  }
  return refuseTarget(target, instance);
}

function refuseReopening(game: Game, targetId: string): Rejection | undefined {
  const { state } = game.draft;
  if (!hasEnded(state)) return impossible('the case has not ended; move its token instead');
  const target = graphOf(game, state.processId).nodes[targetId];
  if (target?.scopeId !== state.processId) return impossible(`'${targetId}' is no step of the main process`);
  return refuseTarget(target);
}

/** A place that a token can come to by itself. */
function refuseTarget(target: FlowNode, from?: ElementInstance): Rejection | undefined {
  const cannotBegin =
    target.type === 'boundaryEvent' ||
    target.type === 'startEvent' ||
    ('isForCompensation' in target && target.isForCompensation) ||
    ('triggeredByEvent' in target && target.triggeredByEvent);
  if (cannotBegin) return impossible(`'${target.id}' begins by what happens, not by a token`);
  return target.id === from?.elementId ? impossible(`the token is at '${target.id}' already`) : undefined;
}

function refuseSupplement(game: Game): Rejection | undefined {
  const { clock, extraSupplements = 0 } = game.draft.state;
  const max = game.procedure.manifest?.clock.supplement.max ?? 0;
  const requested = clock?.supplements ?? 0;
  if (requested >= max + extraSupplements) return undefined;
  return impossible(
    `${requested} of ${max + extraSupplements} supplement request(s) have been made; one more is allowed as it is`,
  );
}

function refuseReassignment(game: Game, taskKey: number, assignee: string): Rejection | undefined {
  const { state } = game.draft;
  const task = openTask(state, taskKey);
  if ('code' in task) return task;
  const next = nextStatus(task, 'ASSIGN');
  if (typeof next !== 'string') return next;
  return refuseSameHands(game.procedure, state, task, assignee) ?? refuseConflict(state, assignee);
}

function impossible(why: string): Rejection {
  return { code: 'OVERRIDE_IMPOSSIBLE', message: `The departure from the rules cannot be done: ${why}.` };
}
