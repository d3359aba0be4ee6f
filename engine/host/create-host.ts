import type { Calendar } from '../calendar/calendar.ts';
import { evaluateDecision } from '../dmn/evaluate-decision.ts';
import { readDmn } from '../dmn/read-dmn.ts';
import type { Actor, Command } from '../execute/command.ts';
import { decide } from '../execute/decide.ts';
import type { CaseEvent } from '../execute/event.ts';
import type { CaseState, ElementInstance } from '../execute/state.ts';
import { find } from '../execute/table.ts';
import { nextFiring } from '../execute/timer-due.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { BundleFiles } from '../model/procedure.ts';
import { verify } from '../verify/verify.ts';
import { latestProcesses, linkedProcedure, newDeployments, type Deployments } from './deployments.ts';
import { newJournal, viewsOf, type Journal } from './journal.ts';
import { RejectionError } from './rejection-error.ts';
import type { BufferedMessage, CaseRecord, HostSnapshot, StartSchedule } from './snapshot.ts';
import { schedulesOf, startsFor } from './start-triggers.ts';
import {
  indexWait,
  instanceIdOf,
  newWaitsIndex,
  processOf,
  type OpenSubscription,
  type WaitsIndex,
} from './waits-index.ts';
import type { DeployResult, FlowRow, HistoryRow, InstanceView, MessageResult } from './views.ts';

export interface HostOptions {
  /** Where the virtual clock begins; 2026-01-05T01:00:00Z unless told. */
  readonly now?: Date | string | number;
  /** A snapshot to go on from, as `snapshot()` gave it or as JSON text of it. */
  readonly from?: HostSnapshot | string;
  /** Pieces of automatic work that one command may do; see `decide`. */
  readonly stepBudget?: number;
  /** For procedures with limits in working time. */
  readonly calendar?: Calendar;
}

/** One file, or several by path, or several as a list. */
export type HostFiles =
  | string
  | BundleFiles
  | readonly {
      readonly name?: string;
      readonly path?: string;
      readonly content?: string;
      readonly xml?: string;
      readonly text?: string;
    }[];

/** A whole engine in memory over a virtual clock. Every refused call throws a `RejectionError` with a stable code. */
export interface Host {
  /** Verifies and deploys every executable process of the files. A process that is deployed again is replaced for new
   *  instances. */
  deploy(files: HostFiles): Promise<DeployResult>;
  /** Starts a process, at its plain entry or at the named start event, and returns the instance id. */
  start(processId: string, variables?: JsonObject, options?: { readonly startEventId?: string }): string;
  /** Completes the user task, receive task or job that waits at this element, the longest-waiting one where several do. */
  completeTask(instanceId: string, elementId: string, variables?: JsonObject): void;
  /** With a code, a BPMN error is thrown from the task; without, its job fails for good and leaves an incident. */
  failTask(
    instanceId: string,
    elementId: string,
    failure?: { readonly errorCode?: string; readonly message?: string; readonly variables?: JsonObject },
  ): void;
  /** One receiver: the subscription that has waited longest, else a message start event, else (with `timeToLive`,
   *  milliseconds) whoever comes to wait in time. */
  message(
    name: string,
    options?: {
      readonly correlationKey?: string | number;
      readonly variables?: JsonObject;
      readonly timeToLive?: number;
    },
  ): MessageResult;
  /** Everyone who waits for it, and every signal start event. */
  signal(name: string, variables?: JsonObject): MessageResult;
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

const DEFAULT_NOW = '2026-01-05T01:00:00.000Z';
const SYSTEM: Actor = { kind: 'system', id: 'host', groups: [], roles: [] };
/** Where a case's procedure names no calendar, days begin and end here. */
const TIME_ZONE = 'Asia/Ho_Chi_Minh';

/** A command without what every command of the host has in common. */
type Asked = Command extends infer C
  ? C extends Command
    ? Omit<C, 'caseId' | 'at' | 'by' | 'calendar'>
    : never
  : never;

/** Something published that has not been delivered yet. */
type Published =
  | {
      readonly kind: 'message';
      readonly name: string;
      readonly correlationKey?: string;
      readonly variables: JsonObject;
      readonly timeToLive: number;
      readonly origin?: string;
    }
  | { readonly kind: 'signal'; readonly name: string; readonly variables: JsonObject; readonly origin?: string };

export function createHost(options: HostOptions = {}): Host {
  const from: HostSnapshot | undefined = typeof options.from === 'string' ? JSON.parse(options.from) : options.from;
  let now = from?.now ?? new Date(options.now ?? DEFAULT_NOW).getTime();
  const stepBudget = options.stepBudget ?? from?.stepBudget;
  const calendar = options.calendar ?? from?.calendar;
  const deployments: Deployments = newDeployments(from?.deployments ?? []);
  const cases = new Map<string, CaseRecord>((from?.cases ?? []).map((one) => [one.caseId, one]));
  const journal: Journal = newJournal(from?.entries ?? []);
  const waits: WaitsIndex = newWaitsIndex(journal.entries);
  let schedules: readonly StartSchedule[] = from?.schedules ?? [];
  let buffered: readonly BufferedMessage[] = from?.messages ?? [];
  const counters = { ...(from?.counters ?? { cases: 0, messages: 0 }) };
  const outbox: Published[] = [];

  const instant = (): string => new Date(now).toISOString();

  /** Runs one command on a case; what it published is in the outbox afterwards. */
  function ask(caseId: string, asked: Asked): void {
    const present = cases.get(caseId);
    if (present === undefined) throw unknown(caseId);
    run(present, present.state, asked);
  }

  function run(present: Omit<CaseRecord, 'state'>, state: CaseState | undefined, asked: Asked): void {
    const { caseId, epoch, processId } = present;
    const procedure = linkedProcedure(deployments, epoch, processId);
    if (procedure === undefined) throw new Error(`case '${caseId}' runs process '${processId}', which is not deployed`);
    const at = instant();
    const command: Command = { ...asked, caseId, at, by: SYSTEM, ...(calendar === undefined ? {} : { calendar }) };
    const decision = decide(procedure, state, command, stepBudget === undefined ? {} : { stepBudget });
    if (!decision.ok) throw new RejectionError(decision.rejection);
    cases.set(caseId, { caseId, epoch, processId, state: decision.state });
    journal.entries.push({ caseId, at, events: decision.events });
    for (const event of decision.events) {
      indexWait(waits, caseId, event);
      collect(caseId, event);
    }
  }

  function collect(origin: string, event: CaseEvent): void {
    if (event.type === 'MessagePublished') {
      const { name, correlationKey, variables } = event;
      const key = correlationKey === undefined ? {} : { correlationKey };
      outbox.push({ kind: 'message', name, variables, timeToLive: 0, origin, ...key });
    } else if (event.type === 'SignalThrown') {
      outbox.push({ kind: 'signal', name: event.name, variables: event.variables, origin });
    } else if (event.type === 'SubscriptionOpened' && event.kind === 'message' && buffered.length > 0) {
      deliverBuffered(event.name);
    }
  }

  /** A new subscription may be what a buffered message has waited for. */
  function deliverBuffered(name: string | undefined): void {
    const waiting = buffered.filter((message) => message.name === name && message.expiresAt > now);
    for (const message of waiting) {
      buffered = buffered.filter((other) => other !== message);
      const { correlationKey, variables, expiresAt } = message;
      const key = correlationKey === undefined ? {} : { correlationKey };
      outbox.push({ kind: 'message', name: message.name, variables, timeToLive: expiresAt - now, ...key });
    }
  }

  /** Delivers all that is published, first in, first out, and what that publishes in turn. */
  function deliverAll(): void {
    for (let next = outbox.shift(); next !== undefined; next = outbox.shift()) deliver(next);
  }

  function deliver(published: Published): MessageResult {
    return published.kind === 'message' ? deliverMessage(published) : deliverSignal(published);
  }

  function deliverMessage(message: Extract<Published, { kind: 'message' }>): MessageResult {
    const { name, correlationKey, variables, timeToLive, origin } = message;
    counters.messages += 1;
    const messageId = `message-${counters.messages}`;
    for (const wait of waits.subscriptions.values()) {
      const matches = wait.correlationKey === undefined || wait.correlationKey === correlationKey;
      if (wait.kind !== 'message' || wait.name !== name || !matches) continue;
      const instanceId = waitingInstance(wait);
      ask(wait.caseId, { type: 'CorrelateMessage', subscriptionKey: wait.key, messageId, variables });
      return { delivered: [instanceId], started: [] };
    }
    const [start] = startsFor(latestProcesses(deployments), 'message', name, clock());
    if (start !== undefined) {
      const trigger = { kind: 'message' as const, name, ...(correlationKey === undefined ? {} : { correlationKey }) };
      return { delivered: [], started: [begin(start, variables, trigger, origin)] };
    }
    if (timeToLive > 0) {
      const key = correlationKey === undefined ? {} : { correlationKey };
      buffered = [...buffered, { messageId, name, variables, expiresAt: now + timeToLive, ...key }];
    }
    return { delivered: [], started: [] };
  }

  function deliverSignal({ name, variables, origin }: Extract<Published, { kind: 'signal' }>): MessageResult {
    const delivered: string[] = [];
    const receivers = [...waits.subscriptions.values()].filter((wait) => wait.kind === 'signal' && wait.name === name);
    for (const wait of receivers) {
      // An earlier receiver of the same signal may have ended this one.
      if (find(cases.get(wait.caseId)?.state.subscriptions ?? [], wait.key) === undefined) continue;
      delivered.push(waitingInstance(wait));
      ask(wait.caseId, { type: 'CatchSignal', subscriptionKey: wait.key, variables });
    }
    const started = startsFor(latestProcesses(deployments), 'signal', name, clock()).map((start) =>
      begin(start, variables, { kind: 'signal', name }, origin),
    );
    return { delivered, started };
  }

  /** Id of the process instance that a subscription waits in. */
  function waitingInstance(wait: OpenSubscription): string {
    const state = cases.get(wait.caseId)?.state;
    const subscription = state === undefined ? undefined : find(state.subscriptions, wait.key);
    if (state === undefined || subscription === undefined) throw new Error(`subscription ${wait.key} is not open`);
    return instanceIdOf(state, subscription.elementKey);
  }

  function begin(
    start: { readonly processId: string; readonly startEventId?: string },
    variables: JsonObject,
    trigger?: {
      readonly kind: 'message' | 'signal' | 'timer';
      readonly name?: string;
      readonly correlationKey?: string;
    },
    origin?: string,
  ): string {
    const { processId, startEventId } = start;
    if (!latestProcesses(deployments).has(processId)) {
      throw new RejectionError({
        code: 'PROCESS_NOT_FOUND',
        message: `No process '${processId}' is deployed; deploy it, or check the id.`,
      });
    }
    const caseId = `case-${counters.cases + 1}`;
    run({ caseId, epoch: deployments.list.length, processId }, undefined, {
      type: 'StartCase',
      processId,
      variables,
      enforceForm: false,
      ...(startEventId === undefined ? {} : { startEventId }),
      ...(trigger === undefined ? {} : { trigger }),
      ...(origin === undefined ? {} : { origin }),
    });
    counters.cases += 1;
    return caseId;
  }

  function clock(): { readonly at: string; readonly timeZone: string } {
    return { at: instant(), timeZone: calendar?.timeZone ?? TIME_ZONE };
  }

  /** The case and process instance that an id names. */
  function locate(instanceId: string): { readonly state: CaseState; readonly caseId: string; readonly key: number } {
    const instance = viewsOf(journal).instances.get(instanceId);
    const state = instance === undefined ? undefined : cases.get(instance.caseId)?.state;
    if (instance === undefined || state === undefined) throw unknown(instanceId);
    if (instance.state !== 'active') {
      throw new RejectionError({
        code: 'CASE_ENDED',
        message: `Instance '${instanceId}' has ended (${instance.state}); nothing more can happen in it.`,
      });
    }
    return { state, caseId: instance.caseId, key: instance.key };
  }

  /** Active instances of an element inside one process instance, oldest first. */
  function at(instanceId: string, elementId: string): readonly ElementInstance[] {
    const { state, key } = locate(instanceId);
    return state.elements.filter((element) => element.elementId === elementId && processOf(state, element.key) === key);
  }

  function nothingWaits(instanceId: string, elementId: string): RejectionError {
    const { waiting } = view(instanceId);
    const where = waiting.length === 0 ? 'nowhere' : `at ${waiting.map((id) => `'${id}'`).join(', ')}`;
    return new RejectionError({
      code: 'NOTHING_WAITS_HERE',
      message: `No token of instance '${instanceId}' waits at '${elementId}'; tokens wait ${where}.`,
    });
  }

  function unknown(instanceId: string): RejectionError {
    return new RejectionError({ code: 'CASE_NOT_FOUND', message: `There is no instance '${instanceId}'.` });
  }

  /** Puts a job that stands with an incident back in order, so that it can be completed or failed again. */
  function reviveJob(caseId: string, key: number): void {
    const state = cases.get(caseId)?.state;
    const status = find(state?.jobs ?? [], key)?.status;
    const incident = state?.incidents.find(({ elementKey, phase }) => elementKey === key && phase === 'job');
    if (status === undefined || status === 'created' || incident === undefined) return;
    ask(caseId, { type: 'ResolveIncident', incidentKey: incident.key });
  }

  function completeTask(instanceId: string, elementId: string, variables: JsonObject = {}): void {
    const { caseId, state } = locate(instanceId);
    for (const { key, type } of at(instanceId, elementId)) {
      if (find(state.tasks, key) !== undefined) {
        ask(caseId, { type: 'CompleteUserTask', taskKey: key, submission: variables, enforceForm: false });
      } else if (find(state.jobs, key) !== undefined) {
        reviveJob(caseId, key);
        ask(caseId, { type: 'CompleteJob', jobKey: key, variables });
      } else if (type === 'receiveTask' && state.subscriptions.some(({ elementKey }) => elementKey === key)) {
        ask(caseId, { type: 'TriggerElement', elementId, elementKey: key, variables });
      } else continue;
      deliverAll();
      return;
    }
    throw nothingWaits(instanceId, elementId);
  }

  function failTask(instanceId: string, elementId: string, failure: Parameters<Host['failTask']>[2] = {}): void {
    const { caseId, state } = locate(instanceId);
    const { errorCode, message, variables } = failure;
    const said = message === undefined ? {} : { message };
    const task = at(instanceId, elementId).find(
      ({ key, type }) =>
        find(state.tasks, key) !== undefined || find(state.jobs, key) !== undefined || type === 'receiveTask',
    );
    if (task === undefined) throw nothingWaits(instanceId, elementId);
    const isJob = find(state.jobs, task.key) !== undefined;
    reviveJob(caseId, task.key);
    if (isJob && errorCode === undefined) {
      ask(caseId, { type: 'FailJob', jobKey: task.key, retries: 0, message: message ?? 'The task failed.' });
    } else {
      const data = variables === undefined ? {} : { variables };
      ask(caseId, { type: 'ThrowJobError', jobKey: task.key, errorCode: errorCode ?? '', ...said, ...data });
    }
    deliverAll();
  }

  function fire(instanceId: string, elementId: string, variables: JsonObject = {}): void {
    const { caseId, state, key } = locate(instanceId);
    const [wait] = [...state.timers, ...state.subscriptions]
      .filter((wait) => wait.elementId === elementId && isIn(state, wait.elementKey, key))
      .sort((one, other) => one.key - other.key);
    ask(caseId, {
      type: 'TriggerElement',
      elementId,
      variables,
      ...(wait === undefined ? {} : { elementKey: wait.elementKey }),
    });
    deliverAll();
  }

  function advance(milliseconds: number): void {
    const target = now + milliseconds;
    for (;;) {
      const due = nextDue(target);
      if (due === undefined) break;
      now = Math.max(now, due.dueAt);
      due.fire();
      deliverAll();
    }
    now = Math.max(now, target);
    buffered = buffered.filter(({ expiresAt }) => expiresAt > now);
  }

  /** The timer that fires first, up to a time; those of cases come before start schedules due at the same instant. */
  function nextDue(until: number): { readonly dueAt: number; readonly fire: () => void } | undefined {
    let first: { readonly dueAt: number; readonly fire: () => void } | undefined;
    for (const timer of waits.timers.values()) {
      if (timer.dueAt > until || (first !== undefined && timer.dueAt >= first.dueAt)) continue;
      const { caseId, key, dueAt } = timer;
      first = { dueAt, fire: () => ask(caseId, { type: 'FireTimer', timerKey: key }) };
    }
    for (const schedule of schedules) {
      const dueAt = Date.parse(schedule.dueAt);
      if (dueAt > until || (first !== undefined && dueAt >= first.dueAt)) continue;
      first = { dueAt, fire: () => fireSchedule(schedule) };
    }
    return first;
  }

  function fireSchedule(schedule: StartSchedule): void {
    const { interval, repetitions } = schedule;
    const again = interval !== undefined && repetitions !== undefined && repetitions !== 0;
    schedules = schedules.flatMap((other): readonly StartSchedule[] => {
      if (other !== schedule) return [other];
      if (!again) return [];
      const dueAt = nextFiring(schedule.dueAt, interval, clock().timeZone);
      return [{ ...schedule, dueAt, repetitions: repetitions === -1 ? -1 : repetitions - 1 }];
    });
    begin(schedule, {}, { kind: 'timer' });
  }

  async function deploy(files: HostFiles): Promise<DeployResult> {
    const verification = await verify(bundleOf(files));
    const { procedure, diagnostics } = verification;
    if (!verification.ok || procedure === undefined) return { ok: false, diagnostics };
    deployments.list.push(procedure);
    const processIds = Object.keys(procedure.processes);
    schedules = [
      ...schedules.filter(({ processId }) => !processIds.includes(processId)),
      ...Object.values(procedure.processes).flatMap((graph) => schedulesOf(graph, clock())),
    ];
    return { ok: true, processIds, diagnostics };
  }

  function view(id: string): InstanceView {
    const instance = viewsOf(journal).instances.get(id);
    if (instance === undefined) throw unknown(id);
    const { processId, calledBy, caseId, key, error } = instance;
    const state = cases.get(caseId)?.state;
    const mine = (elementKey: number): boolean => state !== undefined && isIn(state, elementKey, key);
    return {
      id,
      processId,
      state: instance.state,
      variables: instance.variables,
      incidents: (state?.incidents ?? [])
        .filter(({ elementKey }) => mine(elementKey))
        .map((incident) => ({
          key: incident.key,
          elementId: incident.elementId,
          code: incident.code,
          message: incident.message,
        })),
      waiting: (state?.elements ?? [])
        .filter((element) => element.active === 0 && element.type !== 'process' && mine(element.key))
        .map(({ elementId }) => elementId),
      ...(calledBy === undefined ? {} : { calledBy }),
      ...(error === undefined ? {} : { error }),
    };
  }

  return {
    deploy,
    start(processId, variables = {}, { startEventId } = {}) {
      const id = begin({ processId, ...(startEventId === undefined ? {} : { startEventId }) }, variables);
      deliverAll();
      return id;
    },
    completeTask,
    failTask,
    message(name, { correlationKey, variables = {}, timeToLive = 0 } = {}) {
      const key = correlationKey === undefined ? {} : { correlationKey: String(correlationKey) };
      const result = deliver({ kind: 'message', name, variables, timeToLive, ...key });
      deliverAll();
      return result;
    },
    signal(name, variables = {}) {
      const result = deliver({ kind: 'signal', name, variables });
      deliverAll();
      return result;
    },
    fire,
    advance,
    resolveIncident(instanceId, incidentKey, { retries } = {}) {
      const { caseId } = locate(instanceId);
      ask(caseId, { type: 'ResolveIncident', incidentKey, ...(retries === undefined ? {} : { retries }) });
      deliverAll();
    },
    cancel(instanceId, reason = 'cancelled') {
      ask(locate(instanceId).caseId, { type: 'CancelCase', reason });
      deliverAll();
    },
    setVariables(instanceId, variables) {
      const { caseId, key } = locate(instanceId);
      ask(caseId, { type: 'SetVariables', variables, scopeKey: key });
      deliverAll();
    },
    async evaluateDecision(dmnXml, decisionName, inputs) {
      const { decisions, diagnostics } = await readDmn(dmnXml);
      const wrong = diagnostics.find(({ severity }) => severity === 'error');
      if (wrong !== undefined) throw new Error(wrong.message);
      const byId = Object.fromEntries(decisions.map((decision) => [decision.id, decision]));
      const result = evaluateDecision(byId, decisionName, inputs, clock());
      if (!result.ok) throw new Error(result.message);
      return result.output;
    },
    history: () => viewsOf(journal).rows,
    flowsTaken: () => viewsOf(journal).flows,
    instance: view,
    instances: () => [...viewsOf(journal).instances.keys()].map(view),
    events(caseId) {
      if (!cases.has(caseId)) throw unknown(caseId);
      return journal.entries.filter((entry) => entry.caseId === caseId).flatMap(({ events }) => events);
    },
    caseState(caseId) {
      const present = cases.get(caseId);
      if (present === undefined) throw unknown(caseId);
      return present.state;
    },
    now: () => new Date(now),
    snapshot() {
      const snapshot: HostSnapshot = {
        format: 1,
        now,
        ...(stepBudget === undefined ? {} : { stepBudget }),
        ...(calendar === undefined ? {} : { calendar }),
        deployments: deployments.list,
        cases: [...cases.values()],
        entries: journal.entries,
        schedules,
        messages: buffered,
        counters,
      };
      // What a caller holds must not change under it, nor change the host.
      return structuredClone(snapshot);
    },
  };
}

function bundleOf(files: HostFiles): string | BundleFiles {
  if (typeof files === 'string') return files;
  if (!Array.isArray(files)) return files as BundleFiles;
  const bundle: Record<string, string> = {};
  const list: Extract<HostFiles, readonly unknown[]> = files;
  for (const [index, file] of list.entries()) {
    const text = file.content ?? file.xml ?? file.text ?? '';
    bundle[file.path ?? file.name ?? `file-${index + 1}.bpmn`] = text;
  }
  return bundle;
}

function isIn(state: CaseState, elementKey: number, processKey: number): boolean {
  return processOf(state, elementKey) === processKey;
}
