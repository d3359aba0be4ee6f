import type { Deviation } from '../execute/command.ts';
import type { Commit } from '../execute/event.ts';
import type { DeemedKind, TimeLimit } from '../model/statute.ts';

/** What statistics need to know of a case, read from its history. Instants are ISO 8601 UTC. */
export interface CaseRecord {
  readonly caseId: string;
  readonly receivedAt: string;
  readonly limit?: TimeLimit;
  /** The date on the slip: the first due date, moved by extensions, calendar decisions and a limit that changed, but not by
   *  supplements, whose time the national formula subtracts instead. */
  readonly appointment?: string;
  /** The due date that applied last, supplements counted by the version's policy. */
  readonly dueAt?: string;
  readonly supplements: readonly { readonly requestedAt: string; readonly completedAt?: string }[];
  /** When the limit was extended. */
  readonly extensions?: readonly string[];
  /** First instants of the national statuses 9 (processed) and 10 (result returned). */
  readonly processedAt?: string;
  readonly returnedAt?: string;
  /** Refused to be received (3), stopped (8), withdrawn or cancelled. */
  readonly stoppedAt?: string;
  readonly steps: readonly StepRecord[];
  /** Departures from the rules that were confirmed. */
  readonly overrides?: readonly { readonly kind: Deviation['kind']; readonly ground: string; readonly at: string }[];
  /** Where silence had its legal effect. `kind` is absent where the version says it in words only. */
  readonly silences?: readonly { readonly elementId: string; readonly kind?: DeemedKind; readonly at: string }[];
}

/** One user task of a case. */
export interface StepRecord {
  readonly key: number;
  readonly elementId: string;
  readonly createdAt: string;
  readonly dueAt?: string;
  readonly completedAt?: string;
  readonly completedBy?: string;
  /** Taken away before it was completed. */
  readonly cancelledAt?: string;
}

interface Reading {
  receivedAt: string | undefined;
  limit?: TimeLimit;
  appointment?: string;
  dueAt?: string;
  supplements: { requestedAt: string; completedAt?: string }[];
  extensions?: readonly string[];
  processedAt?: string;
  returnedAt?: string;
  stoppedAt?: string;
  steps: Map<number, { -readonly [Name in keyof StepRecord]: StepRecord[Name] }>;
  overrides?: { kind: Deviation['kind']; ground: string; at: string }[];
  silences?: NonNullable<CaseRecord['silences']>;
}

/** Reads a case's whole history; undefined when it holds no case with a receipt, which no statistics count. Pure. */
export function caseRecord(commits: readonly Commit[]): CaseRecord | undefined {
  const reading: Reading = { receivedAt: undefined, supplements: [], steps: new Map() };
  for (const commit of commits) for (const event of commit.events) read(reading, event, commit.at);
  const { receivedAt, steps, ...rest } = reading;
  const caseId = commits[0]?.caseId;
  if (receivedAt === undefined || caseId === undefined) return undefined;
  return { ...rest, caseId, receivedAt, steps: [...steps.values()] };
}

function read(reading: Reading, event: Commit['events'][number], at: string): void {
  switch (event.type) {
    case 'CaseStarted':
      reading.receivedAt = event.receipt?.receivedAt;
      return;
    case 'StatutoryClockChanged':
      readClockChange(reading, event, at);
      return;
    case 'PublicStatusChanged':
      if (event.status === 9) reading.processedAt ??= at;
      if (event.status === 10) reading.returnedAt ??= at;
      if (event.status === 3 || event.status === 8) reading.stoppedAt ??= at;
      return;
    case 'CaseWithdrawn':
    case 'CaseCancelled':
      reading.stoppedAt ??= at;
      return;
    case 'CaseReopened':
      // It ends anew, and then later.
      delete reading.processedAt;
      delete reading.returnedAt;
      delete reading.stoppedAt;
      return;
    case 'OverrideConfirmed':
      reading.overrides = [...(reading.overrides ?? []), { kind: event.deviation.kind, ground: event.ground, at }];
      return;
    case 'SilenceDeemed': {
      const { elementId, effect } = event;
      const silence = { elementId, at, ...(effect.kind === undefined ? {} : { kind: effect.kind }) };
      reading.silences = [...(reading.silences ?? []), silence];
      return;
    }
    case 'UserTaskCreated':
      reading.steps.set(event.key, {
        key: event.key,
        elementId: event.elementId,
        createdAt: at,
        ...(event.dueAt === undefined ? {} : { dueAt: event.dueAt }),
      });
      return;
    case 'TaskDueDateChanged': {
      const step = reading.steps.get(event.key);
      if (step !== undefined) step.dueAt = event.dueAt;
      return;
    }
    case 'UserTaskCompleted': {
      const step = reading.steps.get(event.key);
      if (step !== undefined) Object.assign(step, { completedAt: at, completedBy: event.by });
      return;
    }
    case 'UserTaskCancelled': {
      const step = reading.steps.get(event.key);
      if (step !== undefined) step.cancelledAt = at;
      return;
    }
    default:
      return;
  }
}

function readClockChange(
  reading: Reading,
  event: Extract<Commit['events'][number], { type: 'StatutoryClockChanged' }>,
  at: string,
): void {
  const { action, dueAt, previousDueAt, clock } = event;
  if (clock !== undefined) reading.limit = clock.limit;
  if (dueAt !== undefined) reading.dueAt = dueAt;
  const last = reading.supplements.at(-1);
  switch (action) {
    case 'START':
      if (dueAt !== undefined) reading.appointment = dueAt;
      return;
    case 'EXTEND':
    case 'RECOMPUTE':
      if (action === 'EXTEND') reading.extensions = [...(reading.extensions ?? []), at];
      if (dueAt === undefined || previousDueAt === undefined || reading.appointment === undefined) return;
      reading.appointment = shifted(reading.appointment, Date.parse(dueAt) - Date.parse(previousDueAt));
      return;
    case 'PAUSE':
      if (clock !== undefined && clock.supplements > reading.supplements.length)
        reading.supplements.push({ requestedAt: at });
      return;
    case 'RESUME':
    case 'RESTART':
      if (last !== undefined && last.completedAt === undefined) last.completedAt = at;
      return;
    case 'STOP':
    case 'REOPEN':
      return;
    default:
      return action satisfies never;
  }
}

function shifted(instant: string, milliseconds: number): string {
  return new Date(Date.parse(instant) + milliseconds).toISOString();
}
