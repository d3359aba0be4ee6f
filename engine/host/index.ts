/** The in-memory host: a whole engine without a server. Everything that its users need to name is here. */
export { createHost } from './create-host.ts';
export type { Host, HostFile, HostFiles, HostOptions, MessageOptions, StartOptions, TaskFailure } from './host.ts';
export { RejectionError } from './rejection-error.ts';
export type { BufferedMessage, CaseRecord, HeldMessage, HostSnapshot, StartSchedule } from './snapshot.ts';
export type {
  ConditionalStartResult,
  DeployResult,
  FlowRow,
  HistoryRow,
  InstanceView,
  MessageResult,
} from './views.ts';
export type { Calendar } from '../calendar/calendar.ts';
export type { Diagnostic, Rejection, RejectionCode, IncidentCode } from '../errors.ts';
export type { CaseEvent } from '../execute/event.ts';
export type { CaseState } from '../execute/state.ts';
export type { Json, JsonObject } from '../model/json.ts';
export type { BundleFiles } from '../model/procedure.ts';
export type { FlowNodeType } from '../model/process-graph.ts';
