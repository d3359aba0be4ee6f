import type { CaseEvent, JsonObject } from '../../engine/index.ts';
import type { SealedCommit } from '../contract.ts';

/**
 * What a case looked like right after one event, as a diagram shows it: a projection of the event list for the eye. It
 * evaluates nothing; the state that decides is the server's.
 */
export interface ReplayFrame {
  readonly seq: number;
  /** Instant of the commit that holds the event. */
  readonly at: string | undefined;
  /** Element id → how many instances of it are at work. */
  readonly active: ReadonlyMap<string, number>;
  readonly completed: ReadonlySet<string>;
  /** Interrupted, terminated, withdrawn or failed, and not completed or at work since. */
  readonly ended: ReadonlySet<string>;
  /** Elements with an open incident. */
  readonly stuck: ReadonlySet<string>;
  /** Sequence flow id → how many tokens went along it. */
  readonly flows: ReadonlyMap<string, number>;
  /** The element or flow that the event itself is about. */
  readonly focus: string | undefined;
  readonly tasks: readonly ReplayTask[];
  readonly timers: readonly ReplayTimer[];
  /** Variables by scope, the root first. */
  readonly variables: readonly ReplayScope[];
  readonly dueAt: string | undefined;
  readonly publicStatus: number | undefined;
  readonly outcome: string | undefined;
}
export interface ReplayTask {
  readonly key: number;
  readonly elementId: string;
  readonly assignee?: string;
  readonly dueAt?: string;
}
export interface ReplayTimer {
  readonly key: number;
  readonly elementId: string;
  readonly dueAt: string;
}
export interface ReplayScope {
  readonly key: number;
  /** Element whose instance holds the variables; undefined on a process. */
  readonly elementId: string | undefined;
  readonly variables: JsonObject;
}

/** One event with the commit it stands in. */
export interface TimelineEntry {
  readonly event: CaseEvent;
  readonly commit: SealedCommit;
}

/** Every event of a history, in order. */
export const timeline = (commits: readonly SealedCommit[]): readonly TimelineEntry[] =>
  commits.flatMap((commit) => commit.events.map((event) => ({ event, commit })));

/** The case after the event with this sequence number; 0 is before everything. */
export function frameAt(entries: readonly TimelineEntry[], seq: number): ReplayFrame {
  const frame = new FrameBuilder();
  let last: TimelineEntry | undefined;
  for (const entry of entries) {
    if (entry.event.seq > seq) break;
    frame.apply(entry.event);
    last = entry;
  }
  return frame.finish(seq, last);
}

/**
 * The events from which on the case ran under a version: the first, and each migration to another.
 * @returns their sequence numbers, in order; never empty
 */
export const versionStarts = (entries: readonly TimelineEntry[]): readonly number[] => [
  1,
  ...entries.flatMap(({ event }) => (event.type === 'CaseMigrated' ? [event.seq] : [])),
];

class FrameBuilder {
  readonly #instances = new Map<number, string>();
  readonly #active = new Map<string, number>();
  readonly #completed = new Set<string>();
  readonly #ended = new Set<string>();
  readonly #incidents = new Map<number, string>();
  readonly #flows = new Map<string, number>();
  readonly #tasks = new Map<number, ReplayTask>();
  readonly #timers = new Map<number, ReplayTimer>();
  readonly #scopes = new Map<number, JsonObject>();
  #dueAt: string | undefined;
  #publicStatus: number | undefined;
  #outcome: string | undefined;

  apply(event: CaseEvent): void {
    switch (event.type) {
      case 'ElementActivated':
        this.#instances.set(event.seq, event.elementId);
        this.#count(event.elementId, 1);
        this.#ended.delete(event.elementId);
        break;
      case 'ElementCompleted':
        this.#leave(event.key, this.#completed);
        break;
      case 'ElementTerminated':
      case 'ElementFailed':
        this.#leave(event.key, this.#ended);
        break;
      case 'SequenceFlowTaken':
        this.#flows.set(event.flowId, (this.#flows.get(event.flowId) ?? 0) + 1);
        break;
      case 'VariablesSet':
        this.#scopes.set(event.scopeKey, { ...this.#scopes.get(event.scopeKey), ...event.variables });
        break;
      case 'UserTaskCreated': {
        const { key, elementId, assignee, dueAt } = event;
        this.#tasks.set(key, {
          key,
          elementId,
          ...(assignee === undefined ? {} : { assignee }),
          ...(dueAt === undefined ? {} : { dueAt }),
        });
        break;
      }
      case 'UserTaskClaimed':
      case 'UserTaskAssigned':
        this.#changeTask(event.key, (task) => ({ ...task, assignee: event.assignee }));
        break;
      case 'UserTaskReleased':
        this.#changeTask(event.key, ({ assignee: _released, ...task }) => task);
        break;
      case 'UserTaskCompleted':
      case 'UserTaskCancelled':
        this.#tasks.delete(event.key);
        break;
      case 'UserTaskMigrated': {
        const { elementId, dueAt } = event;
        this.#changeTask(event.key, ({ dueAt: _before, ...task }) => ({
          ...task,
          elementId,
          ...(dueAt === undefined ? {} : { dueAt }),
        }));
        break;
      }
      case 'CaseMigrated':
        this.#relocate(event);
        break;
      case 'TimerScheduled':
        this.#timers.set(event.seq, { key: event.seq, elementId: event.elementId, dueAt: event.dueAt });
        break;
      case 'TimerFired':
      case 'TimerCancelled':
        this.#timers.delete(event.key);
        break;
      case 'IncidentRaised':
        this.#incidents.set(event.seq, event.elementId);
        break;
      case 'IncidentResolved':
        this.#incidents.delete(event.key);
        break;
      case 'StatutoryClockChanged':
        this.#dueAt = event.dueAt;
        break;
      case 'PublicStatusChanged':
        this.#publicStatus = event.status;
        break;
      case 'OutcomeDecided':
        this.#outcome = event.outcome;
        break;
      default:
        // The other events change nothing that the diagram or its panels show.
        break;
    }
  }

  finish(seq: number, last: TimelineEntry | undefined): ReplayFrame {
    return {
      seq,
      at: last?.commit.at,
      active: this.#active,
      completed: this.#completed,
      ended: this.#ended,
      stuck: new Set(this.#incidents.values()),
      flows: this.#flows,
      focus: last === undefined ? undefined : this.#subject(last.event),
      tasks: [...this.#tasks.values()],
      timers: [...this.#timers.values()],
      variables: [...this.#scopes].map(([key, variables]) => ({ key, elementId: this.#instances.get(key), variables })),
      dueAt: this.#dueAt,
      publicStatus: this.#publicStatus,
      outcome: this.#outcome,
    };
  }

  /** Everything alive goes by the elements of the newer version from now on; so do the steps that people completed. */
  #relocate({ elements, timers, incidents, completed }: Extract<CaseEvent, { type: 'CaseMigrated' }>): void {
    // Not one after the other: two steps may have changed places.
    const moved = elements.filter(({ key }) => this.#instances.has(key));
    for (const { from } of moved) this.#count(from, -1);
    for (const { key, to } of moved) {
      this.#count(to, 1);
      this.#instances.set(key, to);
      this.#changeTask(key, (task) => ({ ...task, elementId: to }));
    }
    for (const { key, to } of timers) {
      const timer = this.#timers.get(key);
      if (timer !== undefined) this.#timers.set(key, { ...timer, elementId: to });
    }
    for (const { key, to } of incidents) this.#incidents.set(key, to);
    for (const { from, to } of completed) if (this.#completed.delete(from)) this.#completed.add(to);
  }

  #leave(key: number, into: Set<string>): void {
    const elementId = this.#instances.get(key);
    if (elementId === undefined) return;
    this.#count(elementId, -1);
    into.add(elementId);
    if (into === this.#completed) this.#ended.delete(elementId);
  }

  #count(elementId: string, change: 1 | -1): void {
    const count = Math.max(0, (this.#active.get(elementId) ?? 0) + change);
    if (count > 0) this.#active.set(elementId, count);
    else this.#active.delete(elementId);
  }

  #changeTask(key: number, change: (task: ReplayTask) => ReplayTask): void {
    const task = this.#tasks.get(key);
    if (task !== undefined) this.#tasks.set(key, change(task));
  }

  #subject(event: CaseEvent): string | undefined {
    if ('flowId' in event) return event.flowId;
    if ('elementId' in event) return event.elementId;
    const key = 'elementKey' in event ? event.elementKey : 'key' in event ? event.key : undefined;
    if (key === undefined) return undefined;
    return this.#instances.get(key) ?? this.#timers.get(key)?.elementId ?? this.#incidents.get(key);
  }
}

/** Names of those who acted on a case, by account id. Whom nothing names goes by the id. */
export function personNames(entries: readonly TimelineEntry[]): (accountId: string) => string {
  const names = new Map(entries.map(({ commit: { by } }) => [by.id, by.name ?? by.id]));
  return (accountId) => names.get(accountId) ?? accountId;
}

/** Which element each event is about, by sequence number: what a sentence about the event names. */
export function subjects(entries: readonly TimelineEntry[]): ReadonlyMap<number, string> {
  const instances = new Map<number, string>();
  const found = new Map<number, string>();
  for (const { event } of entries) {
    if ('elementId' in event) instances.set(event.seq, event.elementId);
    if (event.type === 'CaseMigrated') for (const { key, to } of event.elements) instances.set(key, to);
    const key = 'elementKey' in event ? event.elementKey : 'key' in event ? event.key : undefined;
    const subject =
      'elementId' in event
        ? event.elementId
        : 'flowId' in event
          ? event.flowId
          : key === undefined
            ? undefined
            : instances.get(key);
    if (subject !== undefined) found.set(event.seq, subject);
  }
  return found;
}
