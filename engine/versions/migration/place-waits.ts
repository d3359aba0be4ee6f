import type { ElementInstance, OpenIncident, Subscription, TimerWait } from '../../execute/state.ts';
import type { EventDefinition, FlowNode, ProcessGraph } from '../../model/process-graph.ts';
import { drawn } from './finding.ts';
import { placeOf, type Live } from './live.ts';
import { differ, type Relocation } from './place-instances.ts';
import type { ElementMap } from './element-map.ts';

/** A wait that goes on, with whether its event now interrupts. */
export interface WaitRelocation extends Relocation {
  readonly interrupting: boolean;
}

/** What becomes of everything that is waited for. */
export interface WaitPlan {
  readonly timers: readonly WaitRelocation[];
  readonly subscriptions: readonly WaitRelocation[];
  /** Keys of waits that are closed: their event is gone, or is written otherwise and waited for anew. */
  readonly disarmedTimers: readonly number[];
  readonly disarmedSubscriptions: readonly number[];
  /** Events of the newer version that are waited for from now on, by the instance that waits. */
  readonly armed: readonly { readonly elementKey: number; readonly eventId: string }[];
  /** Timers in working time whose rule is written otherwise: they keep their beginning and are reckoned by the new rule. */
  readonly reckoned: readonly number[];
}

/** How an event hangs on what waits for it. */
type Attachment = 'own' | 'boundary' | 'eventSubProcess' | 'behindGateway';

/**
 * Decides over every wait of every instance. A kept one keeps its timer and its key; one whose event is gone is closed; one
 * whose message, signal or condition is written otherwise is closed and opened as it is written now. An event that is new at
 * what is at work is waited for from now on; one that was there before and has happened, or was never set, is not set again.
 */
export function placeWaits(live: Live): WaitPlan {
  const plan = {
    timers: [] as WaitRelocation[],
    subscriptions: [] as WaitRelocation[],
    disarmedTimers: [] as number[],
    disarmedSubscriptions: [] as number[],
    armed: [] as { elementKey: number; eventId: string }[],
    reckoned: [] as number[],
  };
  const { timers, subscriptions, elements } = live.state;
  for (const instance of elements) {
    const holder = holderOf(live, instance);
    if (holder === undefined) continue;
    const mine = (wait: TimerWait | Subscription): boolean => wait.elementKey === instance.key;
    const open: readonly Open[] = [
      ...timers.filter(mine).map((wait) => ({ kind: 'timer' as const, wait })),
      ...subscriptions.filter(mine).map((wait) => ({ kind: 'subscription' as const, wait })),
    ];
    const decided = new Map<string, Fate>();
    for (const { wait } of open) {
      if (!decided.has(wait.elementId)) decided.set(wait.elementId, fateOf(live, holder, wait.elementId));
    }
    for (const { kind, wait } of open) {
      const fate = decided.get(wait.elementId);
      if (fate?.kind === 'kept') {
        const row = { key: wait.key, from: wait.elementId, to: fate.event.id, interrupting: interrupts(fate.event) };
        (kind === 'timer' ? plan.timers : plan.subscriptions).push(row);
        if (kind === 'timer' && fate.reckon) plan.reckoned.push(wait.key);
      } else (kind === 'timer' ? plan.disarmedTimers : plan.disarmedSubscriptions).push(wait.key);
    }
    for (const fate of decided.values()) {
      if (fate.kind === 'rearmed') plan.armed.push({ elementKey: instance.key, eventId: fate.event.id });
    }
    for (const event of newEvents(live, holder)) {
      plan.armed.push({ elementKey: instance.key, eventId: event.id });
      live.findings.note(
        'EVENT_ARMED',
        `Từ nay chờ thêm sự kiện ${drawn(event)}.`,
        `From now on the event ${drawn(event)} is waited for.`,
        { targetId: event.id },
      );
    }
  }
  return plan;
}

type Open =
  { readonly kind: 'timer'; readonly wait: TimerWait } | { readonly kind: 'subscription'; readonly wait: Subscription };

type Fate =
  | { readonly kind: 'kept'; readonly event: FlowNode; readonly reckon: boolean }
  | { readonly kind: 'rearmed'; readonly event: FlowNode }
  | { readonly kind: 'disarmed' };

/** What waits: a flow node at work, or a process for the event sub-processes in it. */
interface Holder {
  readonly instance: ElementInstance;
  readonly map: ElementMap;
  readonly beforeId: string;
  readonly afterId: string;
}

function holderOf(live: Live, instance: ElementInstance): Holder | undefined {
  const map = live.mapOf(instance.processId);
  if (map === undefined) return undefined;
  if (instance.type === 'process') return { instance, map, beforeId: map.source.id, afterId: map.target.id };
  const placed = placeOf(live, instance);
  return placed === undefined ? undefined : { instance, map, beforeId: placed.before.id, afterId: placed.after.id };
}

function fateOf({ findings }: Live, { map, beforeId, afterId, instance }: Holder, eventId: string): Fate {
  const before = map.source.nodes[eventId];
  if (before === undefined) return { kind: 'disarmed' };
  const attached = attachmentOf(map.source, beforeId, before);
  const after = map.node(eventId);
  if (after === undefined || attached === undefined || attachmentOf(map.target, afterId, after) !== attached) {
    if (attached === 'own') map.explainMissing(eventId, findings);
    else {
      findings.note(
        'EVENT_DISARMED',
        `Không chờ sự kiện ${drawn(before)} nữa: phiên bản mới không còn sự kiện này ở đây.`,
        `The event ${drawn(before)} is waited for no more: the newer version does not have it here.`,
        { elementId: eventId },
      );
    }
    return { kind: 'disarmed' };
  }
  const where = { elementId: eventId, targetId: after.id };
  const [was, is] = [definitionsOf(before), definitionsOf(after)];
  const changed = was.some((definition, index) => differ(definition, is[index]));
  const sameKinds = !differ(was.map(kindOf), is.map(kindOf)) && together(before) === together(after);
  if (sameKinds && !changed) return { kind: 'kept', event: after, reckon: false };
  const refuse = (): Fate => {
    findings.refuse(
      'EVENT_CHANGED',
      `Sự kiện ${drawn(before)} đang được chờ, và ở phiên bản mới là sự kiện khác. Để sự kiện xảy ra trước, hoặc đối chiếu với một sự kiện như cũ.`,
      `The event ${drawn(before)} is waited for, and is another one in the newer version. Let it happen first, or map it to one that is the same.`,
      where,
    );
    return { kind: 'disarmed' };
  };
  // What a multiple event has been brought so far would be lost, and its timers would begin again.
  if (was.length > 1 || is.length > 1 || instance.brought?.[eventId] !== undefined) return refuse();
  if (!sameKinds) {
    if (attached === 'own') return refuse();
  } else if (was[0]?.type === 'timer' && is[0]?.type === 'timer') {
    const reckon = was[0].timer.kind === 'statutory' && is[0].timer.kind === 'statutory';
    const sameCount = reckon && sameBeginning(was[0], is[0]);
    if (!sameCount) {
      findings.warn(
        'TIMER_KEPT',
        `Hẹn giờ ${drawn(before)} giữ nguyên thời điểm đã đặt, dù phiên bản mới viết khác.`,
        `The timer ${drawn(before)} keeps the time that was set, although the newer version writes it otherwise.`,
        where,
      );
    }
    return { kind: 'kept', event: after, reckon: sameCount };
  }
  findings.note(
    'EVENT_REARMED',
    `Sự kiện ${drawn(before)} được chờ lại theo cách viết của phiên bản mới.`,
    `The event ${drawn(before)} is waited for anew, as the newer version writes it.`,
    where,
  );
  return { kind: 'rearmed', event: after };
}

/** Events at an instance that had no like before. What could not be entered yet opens everything when it is tried again. */
function newEvents(live: Live, holder: Holder): readonly FlowNode[] {
  const { instance, map, beforeId, afterId } = holder;
  const stuck = live.state.incidents.filter(({ elementKey }) => elementKey === instance.key);
  const had = new Set<string | undefined>();
  for (const event of Object.values(map.source.nodes)) {
    if (attachmentOf(map.source, beforeId, event) !== undefined) had.add(map.node(event.id)?.id);
  }
  return Object.values(map.target.nodes).filter((event) => {
    const attached = attachmentOf(map.target, afterId, event);
    if (attached === undefined || attached === 'own' || had.has(event.id)) return false;
    return opens(instance, attached, stuck);
  });
}

function opens(instance: ElementInstance, attached: Attachment, stuck: readonly OpenIncident[]): boolean {
  const at = (...phases: readonly OpenIncident['phase'][]): boolean =>
    stuck.some(({ phase }) => phases.includes(phase));
  switch (attached) {
    case 'boundary':
      return instance.loopCounter === undefined && !at('enter');
    case 'eventSubProcess':
      return instance.role === undefined && instance.interrupted !== true && !at('enter', 'execute');
    case 'behindGateway':
      return !at('enter', 'execute');
    case 'own':
      return false;
  }
}

function attachmentOf(graph: ProcessGraph, holderId: string, event: FlowNode): Attachment | undefined {
  if (event.id === holderId) return 'own';
  switch (event.type) {
    case 'boundaryEvent':
      return event.attachedTo === holderId ? 'boundary' : undefined;
    case 'startEvent': {
      const scope = graph.nodes[event.scopeId];
      const byEvent = scope !== undefined && 'triggeredByEvent' in scope && scope.triggeredByEvent;
      return byEvent && scope.scopeId === holderId ? 'eventSubProcess' : undefined;
    }
    case 'intermediateCatchEvent':
    case 'receiveTask': {
      if (graph.nodes[holderId]?.type !== 'eventBasedGateway') return undefined;
      return event.incoming.some((id) => graph.flows[id]?.source === holderId) ? 'behindGateway' : undefined;
    }
    default:
      return undefined;
  }
}

function definitionsOf(node: FlowNode): readonly EventDefinition[] {
  if (node.type === 'receiveTask') {
    return node.message === undefined ? [] : [{ type: 'message', message: node.message }];
  }
  return 'eventDefinitions' in node ? node.eventDefinitions : [];
}

function kindOf(definition: EventDefinition): string {
  return definition.type === 'timer' ? `timer ${definition.timer.kind}` : definition.type;
}

function together(node: FlowNode): boolean {
  return 'parallelMultiple' in node && node.parallelMultiple;
}

function sameBeginning(
  was: Extract<EventDefinition, { type: 'timer' }>,
  is: Extract<EventDefinition, { type: 'timer' }>,
): boolean {
  return (
    was.timer.kind === 'statutory' && is.timer.kind === 'statutory' && was.timer.value.from === is.timer.value.from
  );
}

function interrupts(event: FlowNode): boolean {
  if (event.type === 'boundaryEvent') return event.cancelActivity;
  return event.type === 'startEvent' ? event.isInterrupting : true;
}
