import {
  GENESIS,
  sealCommit,
  type CaseEvent,
  type CaseState,
  type Commit,
  type JsonObject,
  type Procedure,
} from '../../engine/index.ts';
import { notificationsOf, type NotificationChannels } from '../notifications/notifications-of.ts';
import type { IdempotencyRecord } from '../store/records.ts';
import type { BatchEntry } from '../store/commit-batch.ts';
import type { CaseHead } from './case-head.ts';
import type { AcceptedCommand, CommandOutcome, CommandRequest } from './command-request.ts';
import type { CasePin } from './case-record.ts';
import { projectCommit } from './project-commit.ts';
import { randomSalt, sha256 } from './sealing.ts';

/** What the engine decided, and on what. */
export interface Decision {
  readonly request: CommandRequest;
  /** Where the case stood; undefined for a new one. */
  readonly head: CaseHead | undefined;
  readonly procedure: Procedure;
  readonly at: string;
  /** Under which text the turns that it gave are kept; its instant when absent. */
  readonly drawn?: string;
  readonly events: readonly CaseEvent[];
  readonly state: CaseState;
}

/** A decision ready to be written: the sealed commit with its rows, and what is true when it is on disk. */
export interface SealedDecision {
  readonly outcome: CommandOutcome;
  readonly accepted: AcceptedCommand;
  readonly head: CaseHead;
  readonly entry: BatchEntry;
}

export interface SealingOptions {
  /** Events between two snapshots of a case. */
  readonly snapshotEvery: number;
  readonly notify: NotificationChannels;
}

/** Seals a decision to the case's chain and works out every row that goes into its transaction. Writes nothing. */
export function sealDecision(
  { request, head, procedure, at, drawn, events, state }: Decision,
  { snapshotEvery, notify }: SealingOptions,
): SealedDecision {
  const { caseId, by, type } = request.command;
  const commit: Commit = {
    caseId,
    firstSeq: (head?.state.version ?? 0) + 1,
    at,
    by: { kind: by.kind, id: by.id },
    commandType: type,
    events,
  };
  const seal = sealCommit(head?.record.headHash ?? GENESIS, commit, { salt: randomSalt(), sha256 });
  const before = head?.record ?? pinOf(request, procedure.manifest);
  const { record, changes } = projectCommit(before, commit, state, seal.hash, drawn);
  const accepted: AcceptedCommand = { caseId, version: record.version, at, events, state, record };
  const answer = request.answer?.(accepted) ?? {};
  const idempotency = idempotencyRecord(request, accepted, answer);
  const notifications = notificationsOf(
    {
      commit,
      before: head?.record,
      after: record,
      procedureName: procedure.manifest?.name ?? { vi: record.procedureCode },
      stepName: (elementId) => stepNameIn(procedure, elementId),
      applicantAddress: state.receipt?.applicant.contact?.['email'],
    },
    notify,
  );
  const lastSnapshot = head?.snapshotVersion ?? 0;
  const snapshot = record.version - lastSnapshot >= snapshotEvery && record.status === 'active' ? state : undefined;
  return {
    outcome: { ok: true, caseId, version: record.version, answer, replayed: false },
    accepted,
    head: {
      state,
      record,
      procedure: procedureAfter(request, procedure, state),
      snapshotVersion: snapshot?.version ?? lastSnapshot,
    },
    entry: {
      sealed: { commit, seal },
      case: record,
      changes,
      ...(snapshot === undefined ? {} : { snapshot }),
      ...(idempotency === undefined ? {} : { idempotency }),
      ...(notifications.length === 0 ? {} : { notifications }),
    },
  };
}

/** A case that was migrated goes on under the version that its state is pinned to. */
function procedureAfter({ command }: CommandRequest, procedure: Procedure, state: CaseState): Procedure {
  return command.type === 'MigrateCase' && state.procedureDigest === command.target.digest ? command.target : procedure;
}

function stepNameIn({ processes }: Procedure, elementId: string): string {
  for (const { nodes } of Object.values(processes))
    if (nodes[elementId] !== undefined) return nodes[elementId].name ?? elementId;
  return elementId;
}

function pinOf(
  request: CommandRequest,
  manifest: { readonly code: string; readonly version: string } | undefined,
): CasePin {
  return {
    procedureCode: request.start?.procedure.code ?? manifest?.code ?? '',
    procedureVersion: request.start?.procedure.version ?? manifest?.version ?? '',
  };
}

function idempotencyRecord(
  { command, idempotency }: CommandRequest,
  accepted: AcceptedCommand,
  answer: JsonObject,
): IdempotencyRecord | undefined {
  if (idempotency === undefined) return undefined;
  const { caseId, version, at } = accepted;
  return {
    actorId: command.by.id,
    key: idempotency.key,
    fingerprint: idempotency.fingerprint,
    caseId,
    version,
    answer,
    at,
  };
}
