import {
  applyClockAction,
  newStatutoryClock,
  type ClockActionContext,
  type StatutoryClock,
} from '../calendar/statutory-clock.ts';
import type { Rejection } from '../errors.ts';
import type { FlowNode } from '../model/process-graph.ts';
import type { ClockAction, StepStatute } from '../model/statute.ts';
import { followClock } from './alarms.ts';
import type { CalendarDecisionRef } from './command.ts';
import { alertsOfCase } from './deadlines.ts';
import { evaluate, unexpected } from './expressions.ts';
import { emit, nameOf, type Game, type Problem } from './game.ts';
import type { ElementInstance } from './state.ts';
import { contextAt } from './variables.ts';

/** What the law attaches to a step, done when the step is entered and left. Inner instances of a loop are not steps. */

export function enterStep(game: Game, instance: ElementInstance, node: FlowNode): Problem | undefined {
  const statute = statuteOf(node);
  if (statute === undefined || instance.loopCounter !== undefined || game.oracle !== undefined) return undefined;
  if (statute.publicStatus !== undefined && statute.publicStatus !== game.draft.state.publicStatus) {
    emit(game, { type: 'PublicStatusChanged', status: statute.publicStatus });
  }
  if (statute.limitChange !== undefined) {
    const problem = turnClock(game, 'RECOMPUTE', instance, node, 'enter', { limit: statute.limitChange });
    if (problem !== undefined) return problem;
  }
  return statute.onEnter === undefined ? undefined : turnClock(game, statute.onEnter, instance, node, 'enter');
}

export function leaveStep(game: Game, instance: ElementInstance, node: FlowNode): Problem | undefined {
  const statute = statuteOf(node);
  if (statute === undefined || instance.loopCounter !== undefined || game.oracle !== undefined) return undefined;
  const extended = grantExtension(game, instance, node, statute);
  if (extended !== undefined) return extended;
  if (statute.onLeave !== undefined) {
    const problem = turnClock(game, statute.onLeave, instance, node, 'flows');
    if (problem !== undefined) return problem;
  }
  if (statute.outcome !== undefined) {
    emit(game, { type: 'OutcomeDecided', outcome: statute.outcome, elementKey: instance.key });
  }
  return undefined;
}

/** The signature under the apology grants the time that it names; none is named, none is granted. */
function grantExtension(
  game: Game,
  instance: ElementInstance,
  node: FlowNode,
  { extension }: StepStatute,
): Problem | undefined {
  if (extension === undefined) return undefined;
  const place = { what: `Extension of ${nameOf(node)}`, phase: 'flows' } as const;
  const length = evaluate(game, extension.value, contextAt(game.draft.state, instance.key), place);
  if (!length.ok) return length.problem;
  if (length.value === null || length.value === 0) return undefined;
  if (typeof length.value !== 'number' || length.value < 0) {
    return unexpected(extension.value, length.value, 'a number of units', place).problem;
  }
  const { unit } = extension;
  return turnClock(game, 'EXTEND', instance, node, 'flows', { extension: { value: length.value, unit } });
}

export function statuteOf(node: FlowNode): StepStatute | undefined {
  return 'statute' in node ? node.statute : undefined;
}

type TurnDetails = Pick<ClockActionContext, 'limit' | 'extension'> & { readonly decision?: CalendarDecisionRef };

/**
 * Starts, pauses, resumes, restarts or stops the case's statutory clock, with the reckoning in words in the event. Nothing
 * happens in a procedure without manifest: it has no limit to count.
 */
export function turnClock(
  game: Game,
  action: ClockAction | 'EXTEND' | 'RECOMPUTE' | 'REOPEN',
  instance: ElementInstance | undefined,
  node: FlowNode | undefined,
  phase: 'enter' | 'flows',
  { decision, ...more }: TurnDetails = {},
): Problem | undefined {
  const rules = game.procedure.manifest?.clock;
  const { calendar, at, by } = game.circumstances;
  if (rules === undefined || calendar === undefined) return undefined;
  const before = game.draft.state.clock ?? newStatutoryClock(rules);
  const purpose = purposeOf(node);
  const context: ClockActionContext = {
    at: startInstant(game, action, at),
    rules,
    calendar,
    ...(purpose === undefined ? {} : { purpose }),
    ...(isOverridden(game, action, before) ? { override: true } : {}),
    ...more,
  };
  const change = applyClockAction(before, action, context);
  if (!change.ok) {
    // Whoever asks for what the law does not allow is refused; where nobody asked, the case is stuck and someone must look.
    if (by.kind === 'user') {
      game.refusal = change.rejection;
      return undefined;
    }
    return clockProblem(node, change.rejection, phase);
  }
  const { clock, explanation } = change;
  emit(game, {
    type: 'StatutoryClockChanged',
    action,
    ...(instance === undefined ? {} : { elementKey: instance.key }),
    ...(clock.dueAt === undefined ? {} : { dueAt: clock.dueAt }),
    ...(before.dueAt === undefined ? {} : { previousDueAt: before.dueAt }),
    consumedMinutes: clock.consumedMinutes,
    clock,
    explanation,
    ...alertsOfCase(game, before, clock),
    ...(decision === undefined ? {} : { decision }),
  });
  followClock(game);
  return undefined;
}

/** A step that asks for papers (status 5, or a closed list of what may be asked) pauses for a supplement, which the version
 *  limits in number; any other pause waits for something outside the limit: a payment, a confirmation. */
function purposeOf(node: FlowNode | undefined): ClockActionContext['purpose'] {
  const statute = node === undefined ? undefined : statuteOf(node);
  if (statute === undefined) return undefined;
  return statute.publicStatus === 5 || statute.grounds === 'supplement' ? 'SUPPLEMENT' : 'OBLIGATION';
}

/** A supplement request beyond the published number, which a second person has allowed. */
function isOverridden(
  { procedure, draft }: Game,
  action: ClockAction | 'EXTEND' | 'RECOMPUTE' | 'REOPEN',
  { supplements }: StatutoryClock,
): boolean {
  const max = procedure.manifest?.clock.supplement.max ?? 0;
  return action === 'PAUSE' && supplements >= max && supplements < max + (draft.state.extraSupplements ?? 0);
}

/** A clock that starts with the case counts from the receipt, which may lie before the command. */
function startInstant(game: Game, action: ClockAction | 'EXTEND' | 'RECOMPUTE' | 'REOPEN', at: string): string {
  const { receipt, clock } = game.draft.state;
  return action === 'START' && clock === undefined && receipt !== undefined ? receipt.receivedAt : at;
}

function clockProblem(node: FlowNode | undefined, rejection: Rejection, phase: 'enter' | 'flows'): Problem {
  const where = node === undefined ? 'The case' : nameOf(node);
  return {
    code: 'CLOCK_REFUSED',
    phase,
    message: `${where} asks the statutory clock for what it does not allow: ${rejection.message} Correct what led here, then resolve the incident.`,
    details: { refusal: rejection.code },
  };
}
