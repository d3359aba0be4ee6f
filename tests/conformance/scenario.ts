import { readFileSync } from 'node:fs';
import {
  createHost,
  RejectionError,
  type BundleFiles,
  type Calendar,
  type Host,
  type InstanceView,
  type JsonObject,
} from '../../engine/host/index.ts';

const officeCalendar: Calendar = JSON.parse(readFileSync(new URL('office-calendar.json', import.meta.url), 'utf8'));

/**
 * One conformance case: `<case>.bpmn`, with `<case>.dmn` where it decides, and what happens to it. Written for people who know BPMN and not TypeScript.
 *
 * The case is started, the actions are done one after another, and then everything that happened is compared, line by
 * line, with `trace`; and how the case stands with `expect`.
 */
export interface Scenario {
  /** What the pair shows, in one sentence. */
  readonly title: string;
  /** The clause of BPMN 2.0.2 (or of the dialect) that demands it. */
  readonly clause: string;
  /** Absent: nothing is started by hand (a message, signal or timer start event does). */
  readonly start?: { readonly process?: string; readonly at?: string; readonly variables?: JsonObject };
  readonly stepBudget?: number;
  /** Working time is reckoned in `office-calendar.json`: Monday to Friday, 8–12 and 13–17, one day off. The clock begins on
   *  Monday 5 January 2026 at 8. */
  readonly calendar?: true;
  readonly actions: readonly Action[];
  readonly expect: Expectation;
  /** `<element> activated|completed|cancelled|failed`, `<flow> taken`, and `— <action>` where an action begins. What
   *  happens in any but the first instance is prefixed with its number: `2/`. */
  readonly trace: readonly string[];
}

export type Action =
  | {
      readonly complete: string;
      readonly variables?: JsonObject;
      readonly instance?: number;
      readonly refused?: string;
    }
  | {
      readonly fail: string;
      readonly error?: string;
      readonly message?: string;
      readonly variables?: JsonObject;
      readonly instance?: number;
    }
  | { readonly message: string; readonly key?: string; readonly variables?: JsonObject; readonly timeToLive?: number }
  | { readonly signal: string; readonly variables?: JsonObject }
  | { readonly fire: string; readonly variables?: JsonObject; readonly instance?: number; readonly refused?: string }
  /** ISO 8601 would need a parser to read; minutes do. */
  | { readonly advanceMinutes: number }
  | { readonly set: JsonObject; readonly instance?: number }
  | { readonly resolve: string; readonly instance?: number }
  | { readonly start: string; readonly at?: string; readonly variables?: JsonObject }
  /** A state of the world, asked of every conditional start event. */
  | { readonly world: JsonObject }
  | { readonly cancel: true };

export interface Expectation {
  readonly state?: InstanceView['state'];
  readonly variables?: JsonObject;
  readonly waiting?: readonly string[];
  readonly incidents?: readonly { readonly at: string; readonly code: string }[];
  readonly error?: string;
  /** States of all instances, in order of start, where there are several. */
  readonly instances?: readonly string[];
}

export interface Played {
  readonly host: Host;
  readonly trace: readonly string[];
  readonly outcome: Expectation;
}

/** Plays a scenario; `between` is called before every action, with a way to go on in another host. */
export async function play(
  files: BundleFiles,
  scenario: Scenario,
  between: (host: Host) => Host = (host) => host,
): Promise<Played> {
  const { stepBudget } = scenario;
  let host = createHost({
    ...(stepBudget === undefined ? {} : { stepBudget }),
    ...(scenario.calendar === true ? { calendar: officeCalendar } : {}),
  });
  const deployed = await host.deploy(files);
  if (!deployed.ok) {
    const reasons = deployed.diagnostics.filter(({ severity }) => severity === 'error');
    throw new Error(reasons.map(({ ruleId, message }) => `${ruleId}: ${message}`).join('\n'));
  }
  const marks: { readonly at: number; readonly text: string }[] = [];
  if (scenario.start !== undefined) {
    const { process = deployed.processIds[0] ?? '', at, variables = {} } = scenario.start;
    host.start(process, variables, at === undefined ? {} : { startEventId: at });
  }
  for (const action of scenario.actions) {
    host = between(host);
    marks.push({ at: lastSeq(host), text: `— ${describeAction(action)}` });
    perform(host, action);
  }
  return { host, trace: traceOf(host, marks), outcome: outcomeOf(host, scenario) };
}

function perform(host: Host, action: Action): void {
  const instance = (index: number | undefined): string => host.instances()[(index ?? 1) - 1]?.id ?? '';
  if ('complete' in action) {
    refusable(action.refused, () => host.completeTask(instance(action.instance), action.complete, action.variables));
  } else if ('fail' in action) {
    const { error, message, variables } = action;
    host.failTask(instance(action.instance), action.fail, {
      ...(error === undefined ? {} : { errorCode: error }),
      ...(message === undefined ? {} : { message }),
      ...(variables === undefined ? {} : { variables }),
    });
  } else if ('message' in action) {
    const { key, variables, timeToLive } = action;
    host.message(action.message, {
      ...(key === undefined ? {} : { correlationKey: key }),
      ...(variables === undefined ? {} : { variables }),
      ...(timeToLive === undefined ? {} : { timeToLive }),
    });
  } else if ('signal' in action) host.signal(action.signal, action.variables);
  else if ('fire' in action) {
    refusable(action.refused, () => host.fire(instance(action.instance), action.fire, action.variables));
  } else if ('advanceMinutes' in action) host.advance(action.advanceMinutes * 60_000);
  else if ('set' in action) host.setVariables(instance(action.instance), action.set);
  else if ('resolve' in action) {
    const id = instance(action.instance);
    const incident = host.instance(id).incidents.find(({ elementId }) => elementId === action.resolve);
    if (incident === undefined) throw new Error(`no incident at '${action.resolve}'`);
    host.resolveIncident(id, incident.key);
  } else if ('start' in action) {
    host.start(action.start, action.variables, action.at === undefined ? {} : { startEventId: action.at });
  } else if ('world' in action) host.evaluateConditionalStarts(action.world);
  else host.cancel(instance(1));
}

/** An action that must be refused with a code says so. */
function refusable(code: string | undefined, act: () => void): void {
  if (code === undefined) return act();
  try {
    act();
  } catch (error) {
    if (error instanceof RejectionError && error.code === code) return;
    throw error;
  }
  throw new Error(`should have been refused with ${code}`);
}

export function describeAction(action: Action): string {
  if ('complete' in action)
    return `complete ${action.complete}${action.refused === undefined ? '' : ` (${action.refused})`}`;
  if ('fail' in action) return `fail ${action.fail}${action.error === undefined ? '' : ` with ${action.error}`}`;
  if ('message' in action) return `message ${action.message}${action.key === undefined ? '' : ` for ${action.key}`}`;
  if ('signal' in action) return `signal ${action.signal}`;
  if ('fire' in action) return `fire ${action.fire}${action.refused === undefined ? '' : ` (${action.refused})`}`;
  if ('advanceMinutes' in action) return `${action.advanceMinutes} minutes pass`;
  if ('set' in action) return `set ${Object.keys(action.set).join(', ')}`;
  if ('resolve' in action) return `resolve ${action.resolve}`;
  if ('start' in action) return `start ${action.start}`;
  if ('world' in action) return `the world: ${Object.keys(action.world).join(', ')}`;
  return 'cancel';
}

function lastSeq(host: Host): number {
  return Math.max(host.history().at(-1)?.seq ?? 0, host.flowsTaken().at(-1)?.seq ?? 0);
}

function traceOf(host: Host, marks: readonly { readonly at: number; readonly text: string }[]): readonly string[] {
  const ids = host.instances().map(({ id }) => id);
  const where = (instanceId: string): string => {
    const index = ids.indexOf(instanceId) + 1;
    return index === 1 ? '' : `${index}/`;
  };
  const lines = [
    ...host.history().map((row) => ({ seq: row.seq, text: `${where(row.instanceId)}${row.elementId} ${row.state}` })),
    ...host.flowsTaken().map((row) => ({ seq: row.seq, text: `${where(row.instanceId)}${row.flowId} taken` })),
    ...marks.map(({ at, text }) => ({ seq: at + 0.5, text })),
  ];
  return lines.sort((one, other) => one.seq - other.seq).map(({ text }) => text);
}

/** What the scenario's `expect` speaks of, as it came out. */
function outcomeOf(host: Host, { expect }: Scenario): Expectation {
  const instances = host.instances();
  const [first] = instances;
  const asked = (name: keyof Expectation): boolean => expect[name] !== undefined;
  const all: Expectation = {
    ...(first === undefined ? {} : { state: first.state, variables: first.variables, waiting: first.waiting }),
    incidents: instances.flatMap(({ incidents }) => incidents.map(({ elementId, code }) => ({ at: elementId, code }))),
    ...(first?.error === undefined ? {} : { error: first.error.code }),
    instances: instances.map(({ processId, state }) => `${processId} ${state}`),
  };
  return Object.fromEntries(Object.entries(all).filter(([name]) => asked(name as keyof Expectation)));
}
