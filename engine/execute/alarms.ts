import type {
  BoundaryEvent,
  EventDefinition,
  FlowNode,
  IntermediateCatchEvent,
  ProcessGraph,
  StartEvent,
} from '../model/process-graph.ts';
import { emit, graphOf, type Game } from './game.ts';
import type { ElementInstance } from './state.ts';
import { caseAlarm } from './timer-due.ts';

/**
 * Timers that count back from the case's due date (`statute:timer from="BEFORE_CASE_DUE"`) follow the statutory clock: they
 * wait only while there is a date to count back from, and move with it. Called after everything that happens to the clock.
 *
 * A date that is new has an alarm of its own, even where the alarm of the date before has rung. A clock at rest has none.
 */
export function followClock(game: Game): void {
  for (const instance of [...game.draft.state.elements]) {
    for (const alarm of alarmsOn(game, instance)) follow(game, instance, alarm);
  }
}

/** An event that rings before the case is due, and which of its definitions says so. */
interface Alarm {
  readonly node: StartEvent | BoundaryEvent | IntermediateCatchEvent;
  readonly position: number;
  readonly definition: Extract<EventDefinition, { type: 'timer' }>;
}

function follow(game: Game, instance: ElementInstance, { node, position, definition }: Alarm): void {
  const { state } = game.draft;
  const waiting = state.timers.find(
    (timer) => timer.elementKey === instance.key && timer.elementId === node.id && (timer.definition ?? 0) === position,
  );
  const due = caseAlarm(game, definition.timer);
  if (waiting !== undefined && due?.dueAt === waiting.dueAt) return;
  if (waiting !== undefined) emit(game, { type: 'TimerCancelled', key: waiting.key });
  if (due === undefined) return;
  // An alarm that waits for nothing else must ring, even late; one that has rung or was never set does not ring for the past.
  const isOverdue = Date.parse(due.dueAt) <= Date.parse(game.circumstances.at);
  if (isOverdue && waiting === undefined && node.type !== 'intermediateCatchEvent') return;
  emit(game, {
    type: 'TimerScheduled',
    elementId: node.id,
    elementKey: instance.key,
    interrupting: isInterrupting(node),
    ...(node.eventDefinitions.length > 1 ? { definition: position } : {}),
    ...due,
  });
}

/** The alarms that an open instance waits for: on its boundary, in the event sub-processes of its scope, behind it where it
 *  is an event-based gateway, or itself. */
function alarmsOn(game: Game, instance: ElementInstance): readonly Alarm[] {
  const alarms = alarmsOf(graphOf(game, instance.processId));
  if (alarms.length === 0 || instance.interrupted === true || instance.loopCounter !== undefined) return [];
  const { elementId } = instance;
  const graph = graphOf(game, instance.processId);
  return alarms.filter(({ node }) => {
    switch (node.type) {
      case 'boundaryEvent':
        return node.attachedTo === elementId;
      case 'startEvent':
        return instance.role !== 'body' && graph.scopes[node.scopeId]?.parentId === elementId;
      case 'intermediateCatchEvent':
        return elementId === node.id || node.incoming.some((id) => isGatewayBefore(graph, id, elementId));
    }
  });
}

function isGatewayBefore(graph: ProcessGraph, flowId: string, elementId: string): boolean {
  return graph.flows[flowId]?.source === elementId && graph.nodes[elementId]?.type === 'eventBasedGateway';
}

const remembered = new WeakMap<ProcessGraph, readonly Alarm[]>();

function alarmsOf(graph: ProcessGraph): readonly Alarm[] {
  let alarms = remembered.get(graph);
  if (alarms === undefined) {
    alarms = Object.values(graph.nodes).flatMap((node) => (canRing(node) ? definitionsThatRing(node) : []));
    remembered.set(graph, alarms);
  }
  return alarms;
}

function canRing(node: FlowNode): node is Alarm['node'] {
  return node.type === 'startEvent' || node.type === 'boundaryEvent' || node.type === 'intermediateCatchEvent';
}

function definitionsThatRing(node: Alarm['node']): readonly Alarm[] {
  return node.eventDefinitions.flatMap((definition, position) =>
    definition.type === 'timer' &&
    definition.timer.kind === 'statutory' &&
    definition.timer.value.from === 'BEFORE_CASE_DUE'
      ? [{ node, position, definition }]
      : [],
  );
}

function isInterrupting(node: Alarm['node']): boolean {
  switch (node.type) {
    case 'startEvent':
      return node.isInterrupting;
    case 'boundaryEvent':
      return node.cancelActivity;
    case 'intermediateCatchEvent':
      return true;
  }
}
