import { randomBytes } from 'node:crypto';
import { turnOf, type CaseEvent, type StaffList, type StaffMember } from '../../engine/index.ts';
import type { Store } from '../store/store.ts';

/**
 * The people among whom steps are given out by rule, as they are when a command is decided: what the store says, and on top
 * of it what was decided here since and is not durable yet, so that two dossiers of one batch do not go to the same officer.
 *
 * What another node decides in the same moment is not seen. So whoever gives out a step draws a number of the office's and
 * the procedure's turns (`turnScope`), which is written with the decision and only if nobody has drawn it: a list that was read
 * before another node's assignment is never decided on.
 */
export interface StaffRoom {
  /** What the store says now of an office. */
  read(unit: string, procedureCode: string, at: string): Promise<StaffReading>;
  /** The list for one command, with a seed of its own, and the number under which it gives out what it gives. */
  list(reading: StaffReading, number: number): StaffList;
  /** A command was decided. Forget it again with the returned function when it was not made durable. */
  decided(commit: DecidedAssignments): GivenOut;
}

/** What one command gave out by rule. */
export interface GivenOut {
  readonly count: number;
  readonly durable: () => void;
  readonly forget: () => void;
}

/** A turn's number as text: later numbers sort later, and all of them later than the instants that were kept before there were
 *  numbers. */
export function turnText(number: number): string {
  return `t${String(number).padStart(15, '0')}`;
}

/** Scope of the serial numbers under which an office gives out the steps of a procedure. No scope of dossier codes has a
 *  line break. */
export function turnScope(unit: string, procedureCode: string): string {
  return `turn\n${unit}\n${procedureCode}`;
}

export interface StaffReading {
  readonly unit: string;
  readonly procedureCode: string;
  readonly members: readonly StaffMember[];
  /** When it was begun, in readings. */
  readonly began: number;
}

export interface DecidedAssignments {
  readonly caseId: string;
  readonly unit: string;
  readonly procedureCode: string;
  readonly at: string;
  /** See `turnText`. */
  readonly drawn: string;
  readonly events: readonly CaseEvent[];
  readonly elementIdOf: (taskKey: number) => string | undefined;
}

/** A task that was given to somebody by rule. */
interface Given {
  readonly unit: string;
  readonly procedureCode: string;
  readonly elementId: string;
  readonly chosen: string;
  readonly assignee: string;
  readonly turn: string;
  /** The reading after which the store has it. */
  durableSince?: number;
}

/** Durable ones that are remembered for readings under way. */
const MOST_REMEMBERED = 1_000;

export function createStaffRoom(store: Pick<Store, 'readStaff'>): StaffRoom {
  let readings = 0;
  let given: readonly Given[] = [];

  const unseen = ({ unit, procedureCode, began }: StaffReading): readonly Given[] =>
    given.filter(
      (one) =>
        one.unit === unit &&
        one.procedureCode === procedureCode &&
        (one.durableSince === undefined || one.durableSince >= began),
    );

  return {
    async read(unit, procedureCode, at) {
      readings += 1;
      const began = readings;
      return { unit, procedureCode, began, members: await store.readStaff({ unit, procedureCode, at }) };
    },
    list(reading, number) {
      const seed = randomBytes(16).toString('hex');
      const more = unseen(reading);
      const members = reading.members.map((member) => withGiven(member, more));
      return { seed, drawn: turnText(number), members };
    },
    decided({ caseId, unit, procedureCode, at, drawn, events, elementIdOf }) {
      const now = events.flatMap((event): Given[] => {
        if (event.type !== 'UserTaskCreated' && event.type !== 'UserTaskAssigned') return [];
        const { assignment, assignee, key } = event;
        const elementId = event.type === 'UserTaskCreated' ? event.elementId : elementIdOf(key);
        if (assignment?.chosen === undefined || assignee === undefined || elementId === undefined) return [];
        const turn = turnOf({ at, caseId, drawn }, key);
        return [{ unit, procedureCode, elementId, chosen: assignment.chosen, assignee, turn }];
      });
      given = [...given, ...now];
      return {
        count: now.length,
        durable() {
          for (const one of now) one.durableSince = readings;
          if (given.length > MOST_REMEMBERED)
            given = given.filter(
              (one, index) => one.durableSince === undefined || index >= given.length - MOST_REMEMBERED,
            );
        },
        forget() {
          given = given.filter((one) => !now.includes(one));
        },
      };
    },
  };
}

function withGiven(member: StaffMember, given: readonly Given[]): StaffMember {
  const turns: Record<string, string> = { ...member.turns };
  for (const { chosen, elementId, turn } of given) {
    if (chosen === member.id && (turns[elementId] ?? '') < turn) turns[elementId] = turn;
  }
  const held = given.filter(({ assignee }) => assignee === member.id).length;
  return { ...member, turns, openTasks: member.openTasks + held };
}
