import type { Calendar } from '../calendar/calendar.ts';
import type { CaseEvent } from '../execute/event.ts';
import type { CaseState } from '../execute/state.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { BundleFiles } from '../model/procedure.ts';
import type { HostSnapshot } from './snapshot.ts';
import type {
  ConditionalStartResult,
  DeployResult,
  FlowRow,
  HistoryRow,
  InstanceView,
  MessageResult,
} from './views.ts';

/** A point in time: a `Date`, ISO 8601 text, or milliseconds since 1970. */
export type Instant = Date | string | number;

export interface HostOptions {
  /** Where the virtual clock begins; 2026-01-05T01:00:00Z unless told. A function is asked once: only `advance` moves the clock. */
  readonly now?: Instant | (() => Instant);
  /** A snapshot to go on from, as `snapshot()` gave it or as JSON text of it. */
  readonly from?: HostSnapshot | string;
  /** Pieces of automatic work that one command may do; see `decide`. */
  readonly stepBudget?: number;
  /** For procedures with limits in working time. */
  readonly calendar?: Calendar;
}

/** One file, or several by path, or several as a list. */
export type HostFiles = string | BundleFiles | readonly HostFile[];

export interface HostFile {
  readonly name?: string;
  readonly path?: string;
  readonly content?: string;
  readonly xml?: string;
  readonly text?: string;
}

export interface StartOptions {
  /** A start event, or a receive task or event behind a gateway that instantiates; absent: the plain entry. */
  readonly startEventId?: string;
}

export interface TaskFailure {
  readonly errorCode?: string;
  readonly message?: string;
  readonly variables?: JsonObject;
}

export interface MessageOptions {
  readonly correlationKey?: string | number;
  readonly variables?: JsonObject;
  /** Milliseconds in which whoever comes to wait may still have it. */
  readonly timeToLive?: number;
}

/** A whole engine in memory over a virtual clock. Every refused call throws a `RejectionError` with a stable code. */
export interface Host {
  /** Verifies and deploys every executable process of the files. A process that is deployed again is replaced for new
   *  instances. */
  deploy(files: HostFiles): Promise<DeployResult>;
  /** Starts a process, at its plain entry or at the named start event, and returns the instance id. */
  start(processId: string, variables?: JsonObject, options?: StartOptions): string;
  /** Completes the user task, receive task or job that waits at this element, the longest-waiting one where several do. */
  completeTask(instanceId: string, elementId: string, variables?: JsonObject): void;
  /** With a code, a BPMN error is thrown from the task; without, its job fails for good and leaves an incident. */
  failTask(instanceId: string, elementId: string, failure?: TaskFailure): void;
  /** One receiver: the subscription that has waited longest, else a message start event, else (with `timeToLive`)
   *  whoever comes to wait in time. */
  message(name: string, options?: MessageOptions): MessageResult;
  /** Everyone who waits for it, and every signal start event. */
  signal(name: string, variables?: JsonObject): MessageResult;
  /** A state of the world, asked of every conditional start event: where the condition holds, an instance starts with the
   *  state as its variables. */
  evaluateConditionalStarts(world: JsonObject, options?: { readonly processId?: string }): ConditionalStartResult;
  /** What this catch event, boundary event or event sub-process start waits for happens now. */
  fire(instanceId: string, elementId: string, variables?: JsonObject): void;
  /** Moves the clock on, firing what falls due on the way, one by one in order of due time, then of creation. */
  advance(milliseconds: number): void;
  /** Tries again what failed. */
  resolveIncident(instanceId: string, incidentKey: number, options?: { readonly retries?: number }): void;
  /** Ends the case of this instance. */
  cancel(instanceId: string, reason?: string): void;
  setVariables(instanceId: string, variables: JsonObject): void;
  /** The output of a decision, by name or id. Throws when the DMN or the inputs do not allow one. */
  evaluateDecision(dmnXml: string, decisionName: string, inputs: JsonObject): Promise<Json>;
  /** One row for every transition of a flow node, over all instances, in order. */
  history(): readonly HistoryRow[];
  flowsTaken(): readonly FlowRow[];
  instance(id: string): InstanceView;
  instances(): readonly InstanceView[];
  /** The events of a case, from its start. */
  events(caseId: string): readonly CaseEvent[];
  /** The engine's own state of a case. */
  caseState(caseId: string): CaseState;
  now(): Date;
  snapshot(): HostSnapshot;
}
