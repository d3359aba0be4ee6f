/** The door of the engine: the only file that server and modeler import. */
export type { Json, JsonObject } from './model/json.ts';
export type { Expression, LocalizedText } from './model/expression.ts';
export type { BundleFiles, Procedure } from './model/procedure.ts';
export { statuteModdle } from './model/statute-moddle.ts';
export type { FlowNode, TimerDefinition } from './model/process-graph.ts';
export type { EffectiveInterval, ProcedureManifest } from './model/procedure-manifest.ts';
export type { Diagnostic, Rejection, RejectionCode, IncidentCode } from './errors.ts';
export { REJECTION_CODES, INCIDENT_CODES, MIGRATION_CODES, type MigrationCode } from './errors.ts';
export type {
  Actor,
  CalendarDecisionRef,
  CaseReceipt,
  Command,
  CommandType,
  Deviation,
  MigrationOrder,
  StaffList,
  StaffMember,
} from './execute/command.ts';
export { turnOf } from './execute/assignment.ts';
export { needsStaff } from './execute/needs-staff.ts';
export type { CaseEvent, Commit } from './execute/event.ts';
export { nextAlertAt } from './execute/deadlines.ts';
export { emptyCase, type CaseState } from './execute/state.ts';
export { decide, type Decision } from './execute/decide.ts';
export { evolve, evolveAll } from './execute/evolve.ts';
export { conditionalStarts, type ConditionalStart } from './execute/conditional-starts.ts';
export { startPoints, type StartPoint } from './execute/start-points.ts';
export { nextFiring, scheduleFrom, type TimerSchedule } from './execute/timer-due.ts';
export { contextAt } from './execute/variables.ts';
export { allowedCommands } from './execute/commands/task-rules.ts';
export { acceptedEvents, step } from './lifecycle/transition.ts';
export {
  procedureVersionLifecycle,
  type ProcedureVersionEvent,
  type ProcedureVersionStatus,
} from './lifecycle/procedure-version.ts';
export { userTaskLifecycle } from './lifecycle/user-task.ts';
export type { Calendar, CalendarException, Session } from './calendar/calendar.ts';
export {
  calendarKnownAt,
  decisionInstants,
  type CalendarDecision,
  type CalendarPlace,
  type CalendarSource,
} from './calendar/calendar-source.ts';
export { dueAtOnly, dueDate, workingMinutes, type DueDate } from './calendar/due-date.ts';
export { caseRecord, type CaseRecord, type StepRecord } from './calendar/case-record.ts';
export { caseStatistics, type CaseStatistics } from './calendar/case-statistics.ts';
export { readClock, thresholdInstant, type ClockReading } from './calendar/clock-reading.ts';
export type { DeadlineLevel } from './calendar/deadline-alerts.ts';
export type { ExplanationLine } from './calendar/explanation.ts';
export {
  applyClockAction,
  newStatutoryClock,
  type ClockActionContext,
  type ClockChange,
  type ClockStatus,
  type StatutoryClock,
} from './calendar/statutory-clock.ts';
export { statutoryTimerDue } from './calendar/statutory-timer.ts';
export {
  casePunctuality,
  nationalIndicator,
  nationalVerdict,
  stepPunctuality,
  stepStatistics,
  whyTheyDiffer,
  type NationalVerdict,
  type Punctuality,
} from './calendar/statistics.ts';
export { compileProcedure, type Compilation } from './compile/compile-procedure.ts';
export type { BoxedExpression, DecisionModel, DecisionTable, DmnType } from './dmn/decision-model.ts';
export { analyzeTable, type TableAnalysis } from './dmn/analyze-table.ts';
export { evaluateDecision, type DecisionResult } from './dmn/evaluate-decision.ts';
export { readDmn } from './dmn/read-dmn.ts';
export {
  evaluateFeel,
  checkFeel,
  checkUnaryTests,
  type FeelCheck,
  type FeelClock,
  type FeelResult,
} from './feel/feel.ts';
export { FORM_COMPILER, type CompiledField, type CompiledForm, type FieldKind } from './forms/compiled-form.ts';
export { FORM_RULES, type FormRuleId } from './forms/component-kind.ts';
export { compileForm } from './forms/compile-form.ts';
export type { FieldCode } from './forms/field-codes.ts';
export { formFields, formReads, initialData, type FormField } from './forms/form-fields.ts';
export { localizeForm } from './forms/translations.ts';
export { validateSubmission, type FieldFinding, type SubmissionResult } from './forms/validate-submission.ts';
export { canonicalJson } from './history/canonical-json.ts';
export {
  keyId,
  openCheckpoint,
  signCheckpoint,
  type Checkpoint,
  type CheckpointVerdict,
  type Signer,
  type Verifier,
} from './history/checkpoint.ts';
export { eraseFrom } from './history/erase.ts';
export { explainHistory, type ExplainedEvent } from './history/explain.ts';
export {
  GENESIS,
  erasedCommitment,
  sealCommit,
  verifyChain,
  type ChainFault,
  type ChainVerdict,
  type Seal,
  type SealedCommit,
  type SealOptions,
} from './history/hash-chain.ts';
export {
  appendLeaf,
  consistencyProof,
  inclusionProof,
  leafHash,
  rootHash,
  verifyConsistency,
  verifyInclusion,
  type Hash,
  type SubtreeHash,
} from './history/merkle.ts';
export { growingTree, type GrowingTree } from './history/growing-tree.ts';
export {
  readHistoryFile,
  verifyHistoryFile,
  writeHistoryFile,
  type HistoryFileFault,
  type HistoryFileVerdict,
  type KnownBefore,
  type KnownHead,
} from './history/history-file.ts';
export { logEntryOf, logEntryText, logLeaf, readLogEntry, type LogEntry } from './history/log-entry.ts';
export { verifyLogEvidence, type LogEvidence, type LogFault, type LogVerdict } from './history/log-evidence.ts';
export { edgeTiles, growTiles, subtreesIn, tileName, tilesOf, type Tile, type TileKey } from './history/log-tiles.ts';
export { readVerifierKey, verifierKeyText, type VerifierKey } from './history/verifier-key.ts';
export { stateAt, stepsOf, type HistoryStep } from './history/replay.ts';
export { fromHex, toHex, type Sha256 } from './history/sha256.ts';
export { fromBase64, toBase64 } from './history/base64.ts';
export { citation } from './versions/date-words.ts';
export { compareVersions, type Comparison } from './versions/compare/compare-versions.ts';
export { AREAS, type Difference } from './versions/compare/difference.ts';
export { effectAfter, type EffectRefusal, type VersionAct } from './versions/effect.ts';
export { governing, type AnchorDates, type Governing, type VersionInLaw } from './versions/governing.ts';
export { planMigration, type MigrationPlan } from './versions/migration/plan-migration.ts';
export type { MigrationFinding } from './versions/migration/finding.ts';
export { succeed } from './versions/succession.ts';
export { verify, type Verification, type SoundnessVerdict } from './verify/verify.ts';
export {
  createHost,
  RejectionError,
  type DeployResult,
  type FlowRow,
  type HistoryRow,
  type Host,
  type HostFiles,
  type HostOptions,
  type HostSnapshot,
  type InstanceView,
  type MessageOptions,
  type MessageResult,
  type StartOptions,
  type TaskFailure,
} from './host/index.ts';
