import type { Actor, Command, StartCase, StaffList } from '../execute/command.ts';
import { decide } from '../execute/decide.ts';
import type { CaseEvent } from '../execute/event.ts';
import type { CaseState } from '../execute/state.ts';
import type { JsonObject } from '../model/json.ts';
import { instantOf, type Board } from './board.ts';
import { latestProcesses, linkedProcedure } from './deployments.ts';
import { unknownInstance } from './look-up.ts';
import { RejectionError } from './rejection-error.ts';
import type { CaseRecord } from './snapshot.ts';
import { indexWait } from './waits-index.ts';

const SYSTEM: Actor = { kind: 'system', id: 'host', groups: [], roles: [] };
/** The host has no office: what a rule would give out is offered. */
const NOBODY: StaffList = { members: [], seed: '' };

/** A command without what every command of the host has in common. */
type Asked = Command extends infer C
  ? C extends Command
    ? Omit<C, 'caseId' | 'at' | 'by' | 'calendar' | 'staff'>
    : never
  : never;

/** Runs one command on a case; what it published is in the outbox afterwards. */
export function ask(board: Board, caseId: string, asked: Asked): void {
  const present = board.cases.get(caseId);
  if (present === undefined) throw unknownInstance(caseId);
  run(board, present, present.state, asked);
}

/** Where a new case begins. */
export interface Opening {
  readonly processId: string;
  readonly startEventId?: string;
}

/** Opens a case and returns its id. */
export function begin(
  board: Board,
  { processId, startEventId }: Opening,
  variables: JsonObject,
  trigger?: StartCase['trigger'],
  origin?: string,
): string {
  if (!latestProcesses(board.deployments).has(processId)) {
    throw new RejectionError({
      code: 'PROCESS_NOT_FOUND',
      message: `No process '${processId}' is deployed; deploy it, or check the id.`,
    });
  }
  const caseId = `case-${board.counters.cases + 1}`;
  run(board, { caseId, epoch: board.deployments.list.length, processId }, undefined, {
    type: 'StartCase',
    processId,
    variables,
    enforceForm: false,
    ...(startEventId === undefined ? {} : { startEventId }),
    ...(trigger === undefined ? {} : { trigger }),
    ...(origin === undefined ? {} : { origin }),
  });
  board.counters.cases += 1;
  return caseId;
}

function run(board: Board, present: Omit<CaseRecord, 'state'>, state: CaseState | undefined, asked: Asked): void {
  const { caseId, epoch, processId } = present;
  const { calendar, stepBudget } = board;
  const procedure = linkedProcedure(board.deployments, epoch, processId);
  if (procedure === undefined) throw new Error(`case '${caseId}' runs process '${processId}', which is not deployed`);
  const at = instantOf(board);
  const circumstances = { at, by: SYSTEM, staff: NOBODY, ...(calendar === undefined ? {} : { calendar }) };
  const command: Command = { ...asked, caseId, ...circumstances };
  const decision = decide(procedure, state, command, stepBudget === undefined ? {} : { stepBudget });
  if (!decision.ok) throw new RejectionError(decision.rejection);
  board.cases.set(caseId, { caseId, epoch, processId, state: decision.state });
  board.journal.entries.push({ caseId, at, events: decision.events });
  for (const event of decision.events) {
    indexWait(board.waits, caseId, event);
    collect(board, caseId, event);
  }
}

function collect(board: Board, origin: string, event: CaseEvent): void {
  if (event.type === 'MessagePublished') {
    const { name, correlationKey, variables } = event;
    const key = correlationKey === undefined ? {} : { correlationKey };
    board.outbox.push({ kind: 'message', name, variables, timeToLive: 0, origin, ...key });
  } else if (event.type === 'SignalThrown') {
    board.outbox.push({ kind: 'signal', name: event.name, variables: event.variables, origin });
  } else if (event.type === 'SubscriptionOpened' && event.kind === 'message' && board.buffered.length > 0) {
    takeFromBuffer(board, event.name);
  }
}

/** A new subscription may be what a buffered message has waited for. */
function takeFromBuffer(board: Board, name: string | undefined): void {
  const { now } = board;
  const waiting = board.buffered.filter((message) => message.name === name && message.expiresAt > now);
  for (const message of waiting) {
    board.buffered = board.buffered.filter((other) => other !== message);
    const { correlationKey, variables, expiresAt } = message;
    const key = correlationKey === undefined ? {} : { correlationKey };
    board.outbox.push({ kind: 'message', name: message.name, variables, timeToLive: expiresAt - now, ...key });
  }
}
