import type { JsonObject } from '../model/json.ts';
import type { EventDefinition, FlowNode, MessageDefinition, SubProcess } from '../model/process-graph.ts';
import { conditionHolds } from './conditions.ts';
import type { SubscriptionOpened, TimerScheduled } from './event.ts';
import { evaluate, evaluateText, kindOf } from './expressions.ts';
import { emit, graphOf, lookAgainAt, nameOf, nodeById, type Game, type Outcome, type Problem } from './game.ts';
import type { ElementInstance } from './state.ts';
import { timerSchedule } from './timer-due.ts';
import { contextAt } from './variables.ts';

/** A wait that is about to be opened: everything it needs has been evaluated. */
type Opening = TimerScheduled | SubscriptionOpened;

/** What a catch event, a boundary event, an event sub-process or a receive task waits for. */
export interface Awaited {
  /** The event that will happen. */
  readonly node: FlowNode;
  readonly definitions: readonly EventDefinition[];
  readonly interrupting: boolean;
  /** It has happened and is awaited anew: a condition that still holds must cease before it happens again. */
  readonly again?: true;
}

/**
 * Opens the waits of an instance, all or none: first everything is evaluated, then everything is opened. Error,
 * escalation, cancel, compensation, link and terminate definitions do not wait; they are found when they are thrown.
 *
 * @source BPMN 2.0.2 §13.5.1–§13.5.3
 */
export function openWaits(game: Game, instance: ElementInstance, awaited: readonly Awaited[]): Problem | undefined {
  if (awaited.length === 0) return undefined;
  const context = contextAt(game.draft.state, instance.key);
  const openings: Opening[] = [];
  for (const one of awaited) {
    for (const [index, definition] of one.definitions.entries()) {
      const position = one.definitions.length > 1 ? { definition: index } : {};
      const opening = prepare(game, instance, one, definition, context);
      if (!opening.ok) return opening.problem;
      if (opening.value !== undefined) openings.push({ ...opening.value, ...position });
    }
  }
  for (const opening of openings) {
    emit(game, opening);
    // A condition that holds when the wait opens has happened.
    if (opening.type === 'SubscriptionOpened' && opening.kind === 'conditional') lookAgainAt(game, instance.key);
  }
  return undefined;
}

/** What waits while an activity is at work: its boundary events. */
export function boundaryWaits(game: Game, instance: ElementInstance, node: FlowNode): readonly Awaited[] {
  if (!('boundaryEvents' in node) || node.boundaryEvents.length === 0) return [];
  const { nodes } = graphOf(game, instance.processId);
  return node.boundaryEvents.flatMap((id) => {
    const boundary = nodes[id];
    return boundary?.type === 'boundaryEvent'
      ? [{ node: boundary, definitions: boundary.eventDefinitions, interrupting: boundary.cancelActivity }]
      : [];
  });
}

/** What waits while a scope is open: the start events of its event sub-processes. */
export function eventSubProcessWaits(game: Game, instance: ElementInstance): readonly Awaited[] {
  const graph = graphOf(game, instance.processId);
  const scope = graph.scopes[instance.elementId];
  if (scope === undefined || scope.eventSubProcesses.length === 0) return [];
  return scope.eventSubProcesses.flatMap((id) => {
    const start = startEventOf(game, instance.processId, id);
    return start === undefined
      ? []
      : [{ node: start, definitions: start.eventDefinitions, interrupting: start.isInterrupting }];
  });
}

/** One event that an instance waits for, wherever it hangs: on it, in it, behind it, or it itself. */
export function awaitedAt(game: Game, instance: ElementInstance, eventId: string): readonly Awaited[] {
  const event = nodeById(game, instance.processId, eventId);
  switch (event.type) {
    case 'boundaryEvent':
      return [{ node: event, definitions: event.eventDefinitions, interrupting: event.cancelActivity }];
    case 'startEvent':
      return [{ node: event, definitions: event.eventDefinitions, interrupting: event.isInterrupting }];
    case 'intermediateCatchEvent':
      return [{ node: event, definitions: event.eventDefinitions, interrupting: true }];
    case 'receiveTask':
      if (event.message === undefined) return [];
      return [{ node: event, definitions: [{ type: 'message', message: event.message }], interrupting: true }];
    default:
      return [];
  }
}

/** The one start event of an event sub-process. @source BPMN 2.0.2 §10.3.5 ("MUST have one and only one Start Event") */
export function startEventOf(
  game: Game,
  processId: string,
  subProcessId: string,
): Extract<FlowNode, { type: 'startEvent' }> | undefined {
  const graph = graphOf(game, processId);
  for (const id of graph.scopes[subProcessId]?.nodes ?? []) {
    const node = graph.nodes[id];
    if (node?.type === 'startEvent') return node;
  }
  return undefined;
}

export function isEventSubProcess(node: FlowNode | undefined): node is SubProcess {
  return node !== undefined && 'triggeredByEvent' in node && node.triggeredByEvent;
}

/** An alarm before the case's due date that could only ring late does not ring: a limit of one day has no day before it. */
function isAlarmOfThePast(
  game: Game,
  node: FlowNode,
  { timer }: Extract<EventDefinition, { type: 'timer' }>,
  dueAt: string,
): boolean {
  const isAlarm = timer.kind === 'statutory' && timer.value.from === 'BEFORE_CASE_DUE';
  return isAlarm && node.type !== 'intermediateCatchEvent' && Date.parse(dueAt) <= Date.parse(game.circumstances.at);
}

function prepare(
  game: Game,
  instance: ElementInstance,
  awaited: Awaited,
  definition: EventDefinition,
  context: JsonObject,
): Outcome<Opening | undefined> {
  const { node, interrupting } = awaited;
  const wait = { elementId: node.id, elementKey: instance.key, interrupting };
  switch (definition.type) {
    case 'timer': {
      if (game.oracle !== undefined) {
        // Any time may come; only a cycle can come again.
        const again = definition.timer.kind === 'cycle' ? { interval: 'PT1S', repetitions: -1 } : {};
        return opened({ type: 'TimerScheduled', ...wait, dueAt: game.circumstances.at, ...again });
      }
      const place = { what: `Timer of ${nameOf(node)}`, phase: 'enter' } as const;
      const schedule = timerSchedule(game, definition.timer, instance.key, context, place);
      if (!schedule.ok) return schedule;
      if (schedule.value === undefined || isAlarmOfThePast(game, node, definition, schedule.value.dueAt))
        return { ok: true, value: undefined };
      return opened({ type: 'TimerScheduled', ...wait, ...schedule.value });
    }
    case 'message': {
      if (game.oracle !== undefined) return opened({ type: 'SubscriptionOpened', kind: 'message', ...wait });
      const correlation = correlate(game, definition.message, context, node, instance.correlationKey);
      if (!correlation.ok) return correlation;
      return opened({ type: 'SubscriptionOpened', kind: 'message', ...wait, ...correlation.value });
    }
    case 'signal': {
      if (game.oracle !== undefined) return opened({ type: 'SubscriptionOpened', kind: 'signal', ...wait });
      const name = evaluateText(game, definition.name, context, { what: `Signal of ${nameOf(node)}`, phase: 'enter' });
      return name.ok ? opened({ type: 'SubscriptionOpened', kind: 'signal', ...wait, name: name.value }) : name;
    }
    case 'conditional': {
      const index = 'eventDefinitions' in node ? node.eventDefinitions.indexOf(definition) : 0;
      const stillHolds =
        awaited.again === true &&
        game.oracle === undefined &&
        conditionHolds(game, instance, { elementId: node.id, definition: index }) === true;
      return opened({ type: 'SubscriptionOpened', kind: 'conditional', ...wait, ...(stillHolds && { met: true }) });
    }
    case 'error':
    case 'escalation':
    case 'link':
    case 'compensate':
    case 'cancel':
    case 'terminate':
      return { ok: true, value: undefined };
  }
}

function opened(opening: Opening): Outcome<Opening> {
  return { ok: true, value: opening };
}

/** The name that a message must have, and the key: that of the conversation that it continues, or one that the model names. */
function correlate(
  game: Game,
  message: MessageDefinition,
  context: JsonObject,
  node: FlowNode,
  conversation: string | undefined,
): Outcome<{ readonly name: string; readonly correlationKey?: string }> {
  const name = evaluateText(game, message.name, context, { what: `Message of ${nameOf(node)}`, phase: 'enter' });
  if (!name.ok) return name;
  if (conversation !== undefined) return { ok: true, value: { name: name.value, correlationKey: conversation } };
  if (message.correlationKey === undefined) return { ok: true, value: { name: name.value } };
  const what = `Correlation key of ${nameOf(node)}`;
  const key = evaluate(game, message.correlationKey, context, { what, phase: 'enter' });
  if (!key.ok) return key;
  if (typeof key.value === 'string' || typeof key.value === 'number') {
    return { ok: true, value: { name: name.value, correlationKey: String(key.value) } };
  }
  return {
    ok: false,
    problem: {
      code: 'CORRELATION_KEY_INVALID',
      phase: 'enter',
      message: `${what} must give text or a number but gave ${kindOf(key.value)}; set the variables it reads, then resolve the incident.`,
    },
  };
}
