import type { Deviation } from '../../engine/index.ts';
import { caseAnswer } from './case-answer.ts';
import { sameUnit, sameUnitOrOperator } from './guards.ts';
import type { AcceptedCommand, CommandOutcome, RequestedCommand } from './command-request.ts';
import type { Shell, VerbRequest } from './shell.ts';

/** The lawful exit from a version's rules. The engine holds the four eyes, the grounds and who decides. */

export interface RequestOverrideRequest extends VerbRequest {
  readonly caseId: string;
  readonly deviation: Deviation;
  readonly ground: string;
  readonly reason: string;
  readonly expectedVersion?: number;
}
export interface DecideOverrideRequest extends VerbRequest {
  readonly caseId: string;
  readonly overrideKey: number;
  readonly expectedVersion?: number;
}

/** An officer of the unit, or an operator, asks for a departure; nothing happens yet. */
export function requestOverride(shell: Shell, request: RequestOverrideRequest): Promise<CommandOutcome> {
  const { caseId, deviation, ground, reason, by } = request;
  const command: RequestedCommand = { type: 'RequestOverride', caseId, deviation, ground, reason, by };
  return give(shell, request, command, sameUnitOrOperator(by));
}

/** A head of the unit lets it happen, at once. */
export function confirmOverride(
  shell: Shell,
  request: DecideOverrideRequest & { readonly note?: string },
): Promise<CommandOutcome> {
  const { caseId, overrideKey, note, by } = request;
  const command: RequestedCommand = {
    type: 'ConfirmOverride',
    caseId,
    overrideKey,
    by,
    ...(note === undefined ? {} : { note }),
  };
  return give(shell, request, command, sameUnit(by));
}

/** A head turns it down, or whoever asked takes it back. */
export function rejectOverride(
  shell: Shell,
  request: DecideOverrideRequest & { readonly reason: string },
): Promise<CommandOutcome> {
  const { caseId, overrideKey, reason, by } = request;
  const command: RequestedCommand = { type: 'RejectOverride', caseId, overrideKey, reason, by };
  return give(shell, request, command, sameUnitOrOperator(by));
}

function give(
  { handler }: Shell,
  { idempotency, expectedVersion }: VerbRequest & { readonly expectedVersion?: number },
  command: RequestedCommand,
  guard: ReturnType<typeof sameUnit>,
): Promise<CommandOutcome> {
  return handler.handle({
    command: { ...command, ...(expectedVersion === undefined ? {} : { expectedVersion }) },
    guard,
    answer: overrideAnswer,
    ...(idempotency === undefined ? {} : { idempotency }),
  });
}

/** As after any command, and under which id the request is decided. */
function overrideAnswer(accepted: AcceptedCommand) {
  const asked = accepted.events.find(({ type }) => type === 'OverrideRequested');
  return {
    ...caseAnswer(accepted),
    ...(asked === undefined ? {} : { overrideId: `${accepted.caseId}:${String(asked.seq)}` }),
  };
}
