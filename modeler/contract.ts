import type {
  CaseEvent,
  Deviation,
  Diagnostic,
  JsonObject,
  ProcedureManifest,
  SoundnessVerdict,
} from '../engine/index.ts';
import type { components, paths } from './api-types.d.ts';

/**
 * Names for the server's answers. The shapes come from its OpenAPI document (`api-types.d.ts`, generated); where that only
 * says "an object of the engine", the engine's own type stands here.
 */
type Schemas = components['schemas'];
type Content<Responses, Status extends number> = Responses extends {
  [S in Status]: { content: { 'application/json': infer Body } };
}
  ? Body
  : never;
type Got<Path extends keyof paths> = paths[Path] extends { get: { responses: infer R } } ? Content<R, 200> : never;
type Posted<Path extends keyof paths, Status extends number> = paths[Path] extends { post: { responses: infer R } }
  ? Content<R, Status>
  : never;
type Item<Path extends keyof paths> = Got<Path> extends { items: readonly (infer T)[] } ? T : never;

export type SessionAnswer = Got<'/api/session'>;
/** The signed-in account. `isHead`: decides on departures from the rules, and watches over the own unit. */
export type User = SessionAnswer['user'] & Pick<SessionAnswer, 'isHead'>;
export type Role = User['roles'][number];
export type Account = Item<'/api/users'>;
export type Unit = Item<'/api/units'>;

/** A refusal of the server, or what stands for one when nothing came. @source RFC 9457 §3 */
export type ProblemDocument = Pick<Schemas['Problem'], 'title' | 'status'> & {
  /** Stable code of the refusal; ours for an answer that never came or that is no problem document. */
  readonly code: Schemas['Problem']['code'] | 'UNREACHABLE' | 'UNKNOWN';
} & Partial<Pick<Schemas['Problem'], 'type' | 'detail' | 'instance' | 'findings' | 'diagnostics'>>;
/** One thing wrong with a submission; `path` is a JSON Pointer into it. */
export type Finding = Schemas['FieldFinding'];

export type ProcedureSummary = Schemas['ProcedureSummary'];
export type EffectiveInterval = Schemas['EffectivePeriod'];
export type DraftSummary = Item<'/api/drafts'>;
export type Draft = Got<'/api/drafts/{id}'>;
export type Publication = Posted<'/api/drafts/{id}/publish', 201>;
export type ProcedureVersion = Omit<Got<'/api/procedures/{code}/versions/{version}'>, 'manifest'> & {
  readonly manifest?: ProcedureManifest;
};
export type VersionAct = Schemas['VersionAct'];
export type GoverningAnswer = Got<'/api/procedures/{code}/governing'>;
/** Running cases of one version that go on under another: the order and how far it has come. */
export type CaseMigration = Item<'/api/procedures/{code}/migrations'>;
/** What would become of a case by a migration. */
export type ForeseenCase = Posted<'/api/procedures/{code}/migrations/preview', 200>['items'][number];
/** What became of a case by a migration. */
export type MigratedCase = Item<'/api/migrations/{migrationId}/cases'>;
export type Comparison = Got<'/api/procedures/{code}/compare'>;
export type Difference = Comparison['differences'][number];
/** What `verify` found, here or on the server. */
export interface VerificationReport {
  readonly ok: boolean;
  readonly diagnostics: readonly Diagnostic[];
  readonly soundness: readonly SoundnessVerdict[];
}

export type Startable = Omit<Item<'/api/startable'>, 'startForm' | 'papers' | 'fees' | 'limit'> & {
  readonly startForm?: JsonObject;
  readonly papers: ProcedureManifest['papers'];
  readonly fees: ProcedureManifest['fees'];
  readonly limit?: ProcedureManifest['clock']['limit'];
};
export type Receipt = Posted<'/api/cases', 201>;
export type TaskSummary = Schemas['TaskSummary'];
export type TaskView = Omit<Got<'/api/tasks/{taskId}'>, 'form' | 'data' | 'draft'> & {
  readonly form?: JsonObject;
  readonly data: JsonObject;
  readonly draft?: { readonly data: JsonObject; readonly savedAt: string };
};
export type CaseSummary = Schemas['CaseSummary'];
export type CasePaper = Item<'/api/cases/{caseId}/papers'>;
export type Overrides = Omit<Got<'/api/cases/{caseId}/overrides'>, 'items'> & {
  readonly items: readonly OverrideRequest[];
};
/** A departure from the rules that waits for a second person. */
export type OverrideRequest = Omit<Item<'/api/cases/{caseId}/overrides'>, 'deviation'> & {
  readonly deviation: Deviation;
};
export type CaseView = Got<'/api/cases/{caseId}'>;

/** The events of one command with their seal in the hash chain. */
export type SealedCommit = Omit<Item<'/api/cases/{caseId}/history'>, 'events'> & {
  readonly events: readonly CaseEvent[];
};
export type CaseDiagram = Got<'/api/cases/{caseId}/diagram'>;

export type Statistics = Got<'/api/statistics'>;
/** The figures of some cases: of a procedure, a unit, a month, or of all. */
export type Figures = Statistics['total'];

export type Board = Got<'/api/board'>;
export type Absence = Item<'/api/absences'>;

export type Incident = Item<'/api/incidents'>;
export type Notification = Item<'/api/notifications'>;
export type Job = Item<'/api/jobs'>;
export type Timer = Item<'/api/timers'>;

/** An article in the words of the law, with the title of its act. */
export type Citation = Schemas['Citation'];

export type PublicProcedure = Got<'/api/public/procedures/{code}'>;
export type PublicProcedureSummary = Item<'/api/public/procedures'>;
export type PublicCase = Got<'/api/public/cases/{dossierCode}'>;

/** Reads an object of which the API document only says that the engine states its shape. */
export const engineObject = <T extends object>(value: object): T => value as T;
