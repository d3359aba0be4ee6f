import type {
  CaseReceipt,
  DeadlineLevel,
  Diagnostic,
  JsonObject,
  ProcedureManifest,
  Procedure,
  ProcedureVersionStatus,
  SoundnessVerdict,
  VersionAct,
} from '../../engine/index.ts';

/**
 * What the store keeps, as the rest of the server sees it. Instants are ISO 8601 UTC text with milliseconds, so that text
 * order is time order; ids are text; keys and sequence numbers are integers that are unique in their case.
 */

/** Where a case stands as a whole. */
export type CaseStatus = 'active' | 'completed' | 'terminated' | 'failed' | 'cancelled' | 'withdrawn';

/** The read model of a case: one row, rewritten by every commit. */
export interface CaseRecord {
  readonly caseId: string;
  /** Sequence number of the last event. */
  readonly version: number;
  readonly status: CaseStatus;
  readonly processId: string;
  readonly procedureDigest: string;
  /** Code and version of the published procedure. */
  readonly procedureCode: string;
  readonly procedureVersion: string;
  /** Head of the hash chain. */
  readonly headHash: string;
  readonly startedAt: string;
  readonly updatedAt: string;
  readonly endedAt?: string;
  /** Present for cases that the one-stop office received. */
  readonly dossierCode?: string;
  /** Unit that handles the case; '' for plain processes. */
  readonly unit: string;
  readonly channel?: CaseReceipt['channel'];
  readonly receivedAt?: string;
  /** Personal data: shown to those who work on the case, never logged. */
  readonly applicantName?: string;
  /** Statutory due date; absent while the clock rests and where there is no limit. */
  readonly dueAt?: string;
  /** Sequence number of the last StatutoryClockChanged: where the explanation of `dueAt` stands. */
  readonly clockSeq?: number;
  /** National portal status 1–10. */
  readonly publicStatus?: number;
  readonly outcome?: string;
  /** When the heads are next to be told of a deadline of the case or of one of its steps. */
  readonly alertAt?: string;
  /** They have been told of one; what they were told may still be on their list. */
  readonly escalated?: true;
}

/** A deadline that the heads have been told of, while it is still open: one row for the case, one for each such task. */
export interface EscalationRecord {
  readonly caseId: string;
  /** The task; 0 for the case itself. */
  readonly taskKey: number;
  /** The event that told of it. */
  readonly seq: number;
  readonly elementId?: string;
  readonly level: DeadlineLevel;
  readonly dueAt: string;
  readonly raisedAt: string;
  /** Groups of the heads. */
  readonly to: readonly string[];
  readonly assignee?: string;
  readonly unit: string;
  readonly procedureCode: string;
  readonly procedureDigest: string;
  readonly dossierCode?: string;
}

export type TaskStatus = 'offered' | 'claimed' | 'completed' | 'cancelled';

/** The read model of a user task. Outside it is `<caseId>:<taskKey>`. */
export interface TaskRecord {
  readonly caseId: string;
  readonly taskKey: number;
  readonly elementId: string;
  readonly status: TaskStatus;
  readonly procedureCode: string;
  readonly procedureDigest: string;
  readonly unit: string;
  readonly dossierCode?: string;
  readonly assignee?: string;
  /** The assignee holds it as the deputy of this account. */
  readonly onBehalfOf?: string;
  readonly candidateGroups: readonly string[];
  readonly candidateUsers: readonly string[];
  readonly formId?: string;
  readonly priority?: number;
  readonly createdAt: string;
  readonly dueAt?: string;
  readonly endedAt?: string;
}

/** A task in a list, beside what its case says. */
export interface TaskListItem extends TaskRecord {
  readonly caseDueAt?: string;
  readonly caseStatus: CaseStatus;
  readonly caseVersion: number;
}

/** What an officer has typed so far; never validated, survives release and hand-over. */
export interface TaskDraft {
  readonly caseId: string;
  readonly taskKey: number;
  readonly data: JsonObject;
  readonly savedBy: string;
  readonly savedAt: string;
}

/** A waiting timer. Fired and cancelled ones leave the table; history keeps them. */
export interface TimerRecord {
  readonly caseId: string;
  readonly timerKey: number;
  readonly elementId: string;
  readonly dueAt: string;
}

/** Work for a worker. `open`: can be activated when not locked and not before `retryAt`; `failed`: out of retries. */
export interface JobRecord {
  readonly caseId: string;
  readonly jobKey: number;
  readonly elementId: string;
  readonly jobType: string;
  readonly status: 'open' | 'failed';
  readonly retries: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly unit: string;
  readonly createdAt: string;
  readonly retryAt?: string;
  readonly lockedBy?: string;
  readonly lockToken?: string;
  readonly lockedUntil?: string;
}

/** A wait for a message or signal. */
export interface SubscriptionRecord {
  readonly caseId: string;
  readonly subscriptionKey: number;
  readonly kind: 'message' | 'signal';
  readonly elementId: string;
  readonly name: string;
  /** Absent: matches by name alone. */
  readonly correlationKey?: string;
  readonly openedAt: string;
}

export interface IncidentRecord {
  readonly caseId: string;
  readonly incidentKey: number;
  readonly elementId: string;
  readonly elementKey: number;
  readonly code: string;
  readonly message: string;
  readonly details?: JsonObject;
  readonly procedureCode: string;
  readonly unit: string;
  readonly dossierCode?: string;
  readonly raisedAt: string;
  readonly resolvedAt?: string;
}

/** What a case sends out and has not been delivered yet. `<caseId>:<seq>` is its deterministic key. */
export interface OutboxRecord {
  readonly caseId: string;
  readonly seq: number;
  readonly kind: 'message' | 'signal';
  readonly name: string;
  readonly correlationKey?: string;
  readonly variables: JsonObject;
  readonly createdAt: string;
  readonly attempts: number;
}

/** `<caseId>:<seq>:<channel>`: the event that is told of, and how. Told once. */
export interface NotificationKey {
  readonly caseId: string;
  /** Sequence number of the event. */
  readonly seq: number;
  readonly channel: 'email' | 'webhook';
}

/** Something that people or other systems are told about a case. */
export interface NotificationRecord extends NotificationKey {
  readonly topic:
    | 'received'
    | 'supplement-requested'
    | 'appointment-changed'
    | 'result-ready'
    | 'status-changed'
    | 'deadline'
    | 'incident';
  /** E-mail addresses, separated by commas. Personal data: never logged, shown masked. */
  readonly recipient?: string;
  /** What the message says beside its fixed words: codes, dates, names of procedures; nothing about the applicant. */
  readonly content: JsonObject;
  /** `failed`: a dead letter, until an operator tries it again. */
  readonly status: 'waiting' | 'sending' | 'delivered' | 'failed';
  readonly createdAt: string;
  readonly attempts: number;
  /** Waiting: not before; sending: given up after. */
  readonly claimableAt: string;
  /** Why the last attempt failed: a code, without anybody's data. */
  readonly failure?: string;
  readonly deliveredAt?: string;
}

/** A file as it was uploaded. Never changed; its content is found by its hash. */
export interface AttachmentRecord {
  readonly id: string;
  /** As the uploader called it. Personal data. */
  readonly name: string;
  /** Media type, by what the file is, not by what it is called. */
  readonly type: string;
  /** Bytes. */
  readonly size: number;
  /** SHA-256, lower-case hex. */
  readonly hash: string;
  readonly uploadedBy: string;
  /** Unit of the uploader; '' for accounts without one. */
  readonly unit: string;
  readonly uploadedAt: string;
}

/** A message that nobody waited for, kept until it expires. */
export interface BufferedMessage {
  readonly messageId: string;
  readonly name: string;
  readonly correlationKey?: string;
  readonly variables: JsonObject;
  readonly publishedAt: string;
  readonly expiresAt: string;
  /** Case that published it. */
  readonly origin?: string;
}

/** A firing of a procedure's timer start event that is still to come. */
export interface StartTimerRecord {
  readonly procedureCode: string;
  readonly procedureDigest: string;
  readonly processId: string;
  readonly elementId: string;
  readonly dueAt: string;
  /** Firings left after this one; absent: none, -1: without end. */
  readonly repetitions?: number;
  /** ISO 8601 duration between firings. */
  readonly interval?: string;
  /** Counts firings: part of the deterministic key of the case that a firing starts. */
  readonly firing: number;
  /** The last firing has been; the entry stays, so that the version is not scheduled afresh after a restart. */
  readonly done?: true;
}

/** `<actorId, key>` of an acknowledged command, with the answer that was given. */
export interface IdempotencyRecord {
  readonly actorId: string;
  readonly key: string;
  /** Digest of the request; another request under the same key is refused. */
  readonly fingerprint: string;
  readonly caseId: string;
  /** Version of the case after the command. */
  readonly version: number;
  readonly answer: JsonObject;
  readonly at: string;
}

/** One published version of a procedure, without its bulky parts. */
export interface ProcedureVersionSummary {
  readonly code: string;
  readonly version: string;
  readonly digest: string;
  /** What the last legal act made of it. On which dates it governs, its intervals say: an act may be dated ahead. */
  readonly status: Exclude<ProcedureVersionStatus, 'draft' | 'proposed'>;
  readonly publishedAt: string;
  readonly publishedBy: string;
  /** Who proposed it, where somebody else published it. */
  readonly proposedBy?: string;
  /** Who saved the draft that it was; absent where it did not come from a draft. */
  readonly authors?: readonly string[];
  /** Absent for a bare BPMN file. */
  readonly manifest?: ProcedureManifest;
  /** Intervals of effect as they stand now, in order; a bare file's is open from its publication. */
  readonly effective: readonly EffectivePeriod[];
  /** What was done to the intervals since publication, in order. */
  readonly acts: readonly VersionActRecord[];
}

/** An act that opened or closed an interval of effect, and who entered it. */
export type VersionActRecord = VersionAct & {
  readonly recordedBy: string;
  readonly recordedAt: string;
  readonly note?: string;
};

/** Local dates: `from` inclusive, `to` exclusive. */
export interface EffectivePeriod {
  readonly from: string;
  readonly to?: string;
  readonly openedBy: string;
  readonly closedBy?: string;
}

export interface ProcedureVersionRecord extends ProcedureVersionSummary {
  readonly files: Readonly<Record<string, string>>;
  readonly procedure: Procedure;
  readonly verification: {
    readonly diagnostics: readonly Diagnostic[];
    readonly soundness: readonly SoundnessVerdict[];
  };
}

/** An analyst's bundle under construction. */
export interface DraftRecord {
  readonly id: string;
  readonly name: string;
  /** Grows by one with every save; the ETag. */
  readonly revision: number;
  readonly files: Readonly<Record<string, string>>;
  readonly basedOn?: { readonly code: string; readonly version: string };
  readonly createdBy: string;
  readonly createdAt: string;
  readonly updatedBy: string;
  readonly updatedAt: string;
  /** Everybody who saved it, in order of their first save. */
  readonly authors?: readonly string[];
  /** It waits for a second person. */
  readonly proposal?: { readonly by: string; readonly at: string; readonly note?: string };
  /** The last proposal was not published. */
  readonly returned?: { readonly by: string; readonly at: string; readonly reason: string };
}
