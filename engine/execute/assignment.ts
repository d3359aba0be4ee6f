import type { Rejection } from '../errors.ts';
import { hexDigest, sha256 } from '../history/sha256.ts';
import type { AssignmentRule } from '../model/statute.ts';
import type { StaffList, StaffMember } from './command.ts';
import { isCandidate, refuseConflict, refuseSameHands } from './commands/task-rules.ts';
import type { AssignmentCandidate, PassedOver, RuleAssignment } from './event.ts';
import { emit, nodeOf, openInstance, type Game } from './game.ts';
import type { OpenTask } from './state.ts';
import { statuteOf } from './step-statute.ts';

/** A task as a rule sees it: it need not have been created yet. */
export type TaskToGive = Pick<OpenTask, 'key' | 'elementId' | 'candidateGroups' | 'candidateUsers'>;

/** To whom a rule gives a task, and how it came to that; nobody where nobody is there. */
export interface GivenByRule {
  readonly assignment: RuleAssignment;
  readonly assignee?: string;
  readonly onBehalfOf?: string;
}

/**
 * Chooses among the candidates of a task by the rule of its step, so that nobody picks their dossiers and nobody is picked for
 * one. Whoever may not do the task (another step of the case, an interest in it) is passed over; so is whoever is away without
 * a deputy who may. A deputy takes the turn of the one who is away, on their behalf.
 *
 * - ROUND_ROBIN: whose last turn at this step, over all cases of the office, lies longest ago; first those who had none.
 * - LEAST_LOADED: who holds fewest tasks; among equals as ROUND_ROBIN.
 * - DRAW: every candidate's lot is the SHA-256 of seed, case, task and candidate; the smallest is drawn. Whoever knows the
 *   event can reckon it again. That the shell did not draw seeds until it liked one, no reckoning shows.
 *
 * Pure: people, what they hold and the seed are the command's.
 *
 * @source 309/2026/NĐ-CP Art. 11(8) (a stand-in, so that the work does not stop); the rules themselves are Motcua's
 */
export function giveByRule(game: Game, rule: AssignmentRule, staff: StaffList, task: TaskToGive): GivenByRule {
  const eligible: Candidacy[] = [];
  const passedOver: { readonly id: string; readonly why: PassedOver }[] = [];
  for (const member of staff.members) {
    if (!isCandidate(task, member.id, member.groups)) continue;
    const candidacy = candidacyOf(game, staff, task, member);
    if (typeof candidacy === 'string') passedOver.push({ id: member.id, why: candidacy });
    else eligible.push(candidacy);
  }
  const seen = eligible.map((candidacy) => weigh(game, rule, staff, task, candidacy));
  const [first, ...others] = seen;
  const best =
    first === undefined ? undefined : others.reduce((least, one) => (precedes(rule, one, least) ? one : least), first);
  return {
    assignment: {
      rule,
      candidates: seen,
      ...(passedOver.length === 0 ? {} : { passedOver }),
      ...(best === undefined ? {} : { chosen: best.id }),
      ...(rule === 'DRAW' ? { seed: staff.seed } : {}),
    },
    ...(best === undefined ? {} : { assignee: best.deputy ?? best.id }),
    ...(best?.deputy === undefined ? {} : { onBehalfOf: best.id }),
  };
}

/** The rule of a task's step chooses anew, for a task that nobody holds. */
export function giveAgain(game: Game, task: OpenTask): Rejection | undefined {
  const rule = statuteOf(nodeOf(game, openInstance(game, task.key)))?.assignment;
  const { staff } = game.circumstances;
  if (rule === undefined || staff === undefined) {
    return {
      code: 'STAFF_MISSING',
      message: `'${task.elementId}' is given out by rule, and the command brings no staff list. Send the people of the office as they are now.`,
    };
  }
  const { assignee, ...given } = giveByRule(game, rule, staff, task);
  if (assignee === undefined) {
    return {
      code: 'NOBODY_AVAILABLE',
      message: `Nobody is there to whom the rule could give '${task.elementId}'. Somebody must come back, get a deputy, or join the group.`,
      details: { elementId: task.elementId },
    };
  }
  emit(game, { type: 'UserTaskAssigned', key: task.key, assignee, ...given });
  return undefined;
}

/** When somebody was given a step: later texts sort later. What the shell keeps of a turn, and hands back in the staff list.
 *  `drawn` is the command's own text (`StaffList.drawn`); without one the instant and the case stand for it. */
export function turnOf(
  { at, caseId, drawn = `${at} ${caseId}` }: { readonly at: string; readonly caseId: string; readonly drawn?: string },
  taskKey: number,
): string {
  return `${drawn}:${String(taskKey).padStart(9, '0')}`;
}

interface Candidacy {
  readonly member: StaffMember;
  readonly deputy?: StaffMember;
}

/** A candidate with whoever would do the task, or why neither may. */
function candidacyOf(game: Game, staff: StaffList, task: TaskToGive, member: StaffMember): Candidacy | PassedOver {
  const barred = bars(game, task, member.id);
  if (barred !== undefined) return barred;
  if (member.away === undefined) return { member };
  const deputy = staff.members.find(({ id }) => id === member.away?.deputy);
  if (deputy === undefined || deputy.away !== undefined) return 'AWAY';
  return bars(game, task, deputy.id) ?? { member, deputy };
}

function bars({ procedure, draft }: Game, task: TaskToGive, id: string): PassedOver | undefined {
  if (refuseSameHands(procedure, draft.state, task, id) !== undefined) return 'SEPARATION_OF_DUTIES';
  return refuseConflict(draft.state, id) === undefined ? undefined : 'CONFLICT_OF_INTEREST';
}

function weigh(
  game: Game,
  rule: AssignmentRule,
  { seed }: StaffList,
  { key, elementId }: TaskToGive,
  { member, deputy }: Candidacy,
): AssignmentCandidate {
  const who = { id: member.id, ...(deputy === undefined ? {} : { deputy: deputy.id }) };
  if (rule === 'DRAW') {
    const { caseId } = game.draft.state;
    return { ...who, lot: hexDigest(`${seed}:${caseId}:${String(key)}:${member.id}`, sha256) };
  }
  const lastTurn = lastTurnOf(game, elementId, member);
  return {
    ...who,
    ...(rule === 'LEAST_LOADED' ? { openTasks: loadOf(game, deputy ?? member) } : {}),
    ...(lastTurn === undefined ? {} : { lastTurn }),
  };
}

/** Of two candidates the earlier one in the staff list stands where the rule sees no difference. */
function precedes(rule: AssignmentRule, one: AssignmentCandidate, other: AssignmentCandidate): boolean {
  if (rule === 'DRAW') return (one.lot ?? '') < (other.lot ?? '');
  const [load, least] = [one.openTasks ?? 0, other.openTasks ?? 0];
  return load === least ? (one.lastTurn ?? '') < (other.lastTurn ?? '') : load < least;
}

/** As the shell read it, and what this command has given since. */
function lastTurnOf({ events, draft, circumstances }: Game, elementId: string, { id, turns }: StaffMember) {
  for (const event of [...events].reverse()) {
    if (event.type !== 'UserTaskCreated' && event.type !== 'UserTaskAssigned') continue;
    if (event.assignment?.chosen !== id || elementIdOf(draft.state.tasks, event.key) !== elementId) continue;
    const { at, staff } = circumstances;
    const drawn = staff?.drawn;
    return turnOf({ at, caseId: draft.state.caseId, ...(drawn === undefined ? {} : { drawn }) }, event.key);
  }
  return Object.hasOwn(turns, elementId) ? turns[elementId] : undefined;
}

function elementIdOf(tasks: readonly OpenTask[], key: number): string | undefined {
  return tasks.find((task) => task.key === key)?.elementId;
}

/** As the shell read it, and what this command has given and taken since. */
function loadOf({ events }: Game, { id, openTasks }: StaffMember): number {
  let load = openTasks;
  for (const event of events) {
    if ((event.type === 'UserTaskCreated' || event.type === 'UserTaskAssigned') && event.assignee === id) load += 1;
    if (event.type === 'UserTaskCompleted' && event.by === id) load -= 1;
  }
  return Math.max(0, load);
}
