import type {
  CaseEvent,
  Diagnostic,
  ExplanationLine,
  Json,
  JsonObject,
  LocalizedText,
  ProcedureManifest,
  SoundnessVerdict,
} from '../engine/index.ts';

/** What the server's REST answers look like to a page. The server's OpenAPI document is the authority; these are its words. */

export type Role = 'analyst' | 'officer' | 'auditor' | 'operator' | 'worker';

export interface User {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly unit?: string;
  readonly groups: readonly string[];
  readonly disabled?: boolean;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor?: string;
}

/** @source RFC 9457 §3 */
export interface ProblemDocument {
  readonly type?: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  /** Stable code of the refusal. */
  readonly code: string;
  readonly instance?: string;
  readonly findings?: readonly Finding[];
  readonly diagnostics?: readonly Diagnostic[];
}

/** One thing wrong with a submission; `path` is a JSON Pointer into it. */
export interface Finding {
  readonly path: string;
  readonly label: string;
  readonly code: string;
  readonly message: string | LocalizedText;
}

// --- analyst --------------------------------------------------------------------------------------------------------------

export interface EffectiveInterval {
  readonly from: string;
  readonly to?: string;
}

export interface ProcedureSummary {
  readonly code: string;
  readonly name: LocalizedText;
  readonly field?: LocalizedText;
  readonly versions: readonly VersionSummary[];
  readonly drafts: readonly DraftSummary[];
}
export interface VersionSummary {
  readonly version: string;
  readonly digest: string;
  readonly status: string;
  readonly publishedAt: string;
  readonly effective: readonly EffectiveInterval[];
}
export interface DraftSummary {
  readonly id: string;
  readonly name: string;
  readonly revision: number;
  readonly updatedAt?: string;
  readonly updatedBy?: string;
  readonly code?: string;
}
export interface ProcedureVersion {
  readonly code: string;
  readonly version: string;
  readonly digest: string;
  readonly status: string;
  readonly publishedAt?: string;
  readonly manifest: ProcedureManifest;
  readonly files: Readonly<Record<string, string>>;
  readonly diagnostics: readonly Diagnostic[];
  readonly soundness: readonly SoundnessVerdict[];
}
export interface Draft extends DraftSummary {
  readonly files: Readonly<Record<string, string>>;
}
export interface VerificationReport {
  readonly ok: boolean;
  readonly diagnostics: readonly Diagnostic[];
  readonly soundness: readonly SoundnessVerdict[];
}
export interface Publication {
  readonly code: string;
  readonly version: string;
  readonly digest: string;
}

// --- officer --------------------------------------------------------------------------------------------------------------

export interface Startable {
  readonly code: string;
  readonly name: LocalizedText;
  readonly version: string;
  readonly startForm?: JsonObject;
  readonly papers: ProcedureManifest['papers'];
  readonly fees: ProcedureManifest['fees'];
  readonly limit?: ProcedureManifest['clock']['limit'];
}
export interface Receipt {
  readonly caseId: string;
  readonly dossierCode: string;
  readonly receivedAt: string;
  readonly dueAt?: string;
  readonly explanation?: readonly ExplanationLine[];
  readonly version: number;
  /** Opens the public page of this dossier, together with its code. */
  readonly key?: string;
}
export interface TaskSummary {
  readonly taskId: string;
  readonly caseId: string;
  readonly dossierCode?: string;
  readonly elementId: string;
  readonly name: string;
  readonly procedure?: { readonly code: string; readonly name: LocalizedText; readonly version: string };
  readonly assignee?: string;
  readonly candidateGroups: readonly string[];
  readonly state: string;
  readonly createdAt: string;
  readonly dueAt?: string;
  readonly caseDueAt?: string;
  readonly allowed: readonly string[];
}
export interface LegalBasisReference {
  readonly ref: string;
  readonly title?: LocalizedText;
}
export interface TaskView {
  readonly task: TaskSummary;
  readonly form?: JsonObject;
  readonly data: JsonObject;
  readonly draft?: JsonObject;
  readonly explanation?: readonly ExplanationLine[];
  readonly legalBasis: readonly (string | LegalBasisReference)[];
  readonly allowed: readonly string[];
  readonly version: number;
}
export interface CompletedTask {
  readonly version: number;
  readonly case: { readonly state: string };
  readonly tasks: readonly TaskSummary[];
}
export interface CaseSummary {
  readonly caseId: string;
  readonly dossierCode?: string;
  readonly procedure?: { readonly code: string; readonly name: LocalizedText; readonly version: string };
  readonly state: string;
  readonly applicant?: { readonly name: string };
  readonly unit?: string;
  readonly receivedAt?: string;
  readonly startedAt?: string;
  readonly dueAt?: string;
  readonly publicStatus?: number;
  readonly outcome?: string;
}
export interface CaseView {
  readonly case: CaseSummary;
  readonly tasks: readonly TaskSummary[];
  readonly incidents: readonly Incident[];
  readonly dueAt?: string;
  readonly explanation?: readonly ExplanationLine[];
  readonly publicStatus?: number;
  readonly allowed: readonly string[];
}

// --- auditor --------------------------------------------------------------------------------------------------------------

export interface SealedCommit {
  readonly firstSeq: number;
  readonly at: string;
  readonly by: { readonly kind: string; readonly id: string; readonly name?: string };
  readonly commandType: string;
  readonly events: readonly CaseEvent[];
  readonly hash: string;
  readonly previousHash: string;
}
export interface CaseDiagram {
  readonly bpmn: string;
  readonly version?: string;
  readonly digest: string;
}
export interface Integrity {
  readonly ok: boolean;
  readonly commits: number;
  readonly headHash?: string;
  readonly brokenAt?: number;
}
export interface StateAtSequence {
  readonly seq: number;
  readonly at: string;
  readonly state: { readonly variables?: JsonObject } & Readonly<Record<string, Json>>;
}

// --- operator -------------------------------------------------------------------------------------------------------------

export interface Incident {
  readonly incidentId: string;
  readonly caseId: string;
  readonly dossierCode?: string;
  readonly elementId: string;
  readonly code: string;
  readonly message: string;
  readonly raisedAt?: string;
}
export interface Job {
  readonly jobId: string;
  readonly caseId: string;
  readonly type: string;
  readonly elementId: string;
  readonly state?: string;
  readonly retries: number;
  readonly lockedUntil?: string;
  readonly worker?: string;
}
export interface Timer {
  readonly timerId: string;
  readonly caseId: string;
  readonly elementId: string;
  readonly dueAt: string;
}
export interface Unit {
  readonly id: string;
  readonly name: string | LocalizedText;
}

// --- public ---------------------------------------------------------------------------------------------------------------

export interface PublicCase {
  readonly dossierCode: string;
  readonly procedure?: { readonly code: string; readonly name: LocalizedText };
  readonly publicStatus?: number;
  readonly receivedAt?: string;
  readonly dueAt?: string;
  readonly completedAt?: string;
  readonly state?: string;
}
