import type { Activity, BoundaryEvent, EventDefinition, FlowNode } from '../../model/process-graph.ts';
import { definitionsOf, isSubProcess, type GraphView } from '../graph-view.ts';
import { caughtAtBoundary, thrownBy } from './escapes.ts';
import type { Escape } from './net.ts';

/** What can happen to a token at an activity, as far as the model says. What stands outside the bundle may do anything. */

/** Whether a token can rest in the node until somebody or something acts. Everything else is done in one go. */
export function rests(node: FlowNode, view: GraphView, calling: ReadonlySet<string> = new Set()): boolean {
  switch (node.type) {
    case 'scriptTask':
    case 'sendTask':
    case 'endEvent':
    case 'intermediateThrowEvent':
      return node.job !== undefined;
    case 'businessRuleTask':
      return node.decision === undefined;
    case 'userTask':
    case 'serviceTask':
    case 'receiveTask':
    case 'adHocSubProcess':
    case 'intermediateCatchEvent':
      return true;
    case 'subProcess':
    case 'transaction':
      return view.inScope(node.id).some((inner) => rests(inner, view, calling));
    case 'callActivity':
      return inCalled(node, view, calling, rests);
    default:
      return false;
  }
}

/** Somebody outside the engine works there, and may throw any BPMN error. */
export function hasWorker(node: FlowNode, view: GraphView, calling: ReadonlySet<string> = new Set()): boolean {
  if (isSubProcess(node)) return view.inScope(node.id).some((inner) => hasWorker(inner, view, calling));
  if (node.type === 'callActivity') return inCalled(node, view, calling, hasWorker);
  return rests(node, view) && node.type !== 'intermediateCatchEvent' && node.type !== 'receiveTask';
}

/** What called processes may throw out of the node; of one that is not known, anything. */
export function thrownByCalled(
  node: FlowNode,
  view: GraphView,
  calling: ReadonlySet<string> = new Set(),
): readonly Escape[] {
  if (isSubProcess(node)) return view.inScope(node.id).flatMap((inner) => thrownByCalled(inner, view, calling));
  if (node.type !== 'callActivity') return [];
  const called = view.called(node);
  if (called === undefined)
    return [
      { type: 'error', elementId: node.id },
      { type: 'escalation', elementId: node.id },
    ];
  if (calling.has(called.graph.id)) return [];
  const deeper = new Set([...calling, called.graph.id]);
  return called.nodes.flatMap((inner) =>
    inner.type === 'callActivity'
      ? thrownByCalled(inner, called, deeper)
      : thrownBy(inner).filter(({ type }) => type !== 'cancel'),
  );
}

/** Whether anything can make a boundary event happen: `escapes` is what comes out of a sub-process. What only waits must find
 *  its activity waiting; the condition of a conditional event is also looked at before a sub-process or a loop begins. */
export function canHappen(event: BoundaryEvent, host: Activity, escapes: readonly Escape[], view: GraphView): boolean {
  return event.eventDefinitions.some((definition) => canBeTriggered(definition, event, host, escapes, view));
}

function canBeTriggered(
  { type }: EventDefinition,
  event: BoundaryEvent,
  host: Activity,
  escapes: readonly Escape[],
  view: GraphView,
): boolean {
  switch (type) {
    case 'error':
    case 'escalation':
      return (
        (type === 'error' && hasWorker(host, view)) ||
        [...escapes, ...thrownByCalled(host, view)].some((escape) => mayReach(event, escape, host, view))
      );
    case 'cancel':
      return escapes.some((escape) => escape.type === 'cancel');
    case 'compensate':
      return false;
    case 'conditional':
      return rests(host, view) || isSubProcess(host) || host.type === 'callActivity' || host.loop !== undefined;
    default:
      return rests(host, view);
  }
}

function mayReach(event: BoundaryEvent, escape: Escape, host: Activity, view: GraphView): boolean {
  if (escape.code === undefined) return definitionsOf(event).some(({ type }) => type === escape.type);
  return caughtAtBoundary(escape, host.boundaryEvents, view)?.id === event.id;
}

/** Whether it holds of something in the called process; of one that is not known, yes; of one that calls itself, not again. */
function inCalled(
  call: FlowNode,
  view: GraphView,
  calling: ReadonlySet<string>,
  holds: (node: FlowNode, view: GraphView, calling: ReadonlySet<string>) => boolean,
): boolean {
  const called = view.called(call);
  if (called === undefined) return true;
  if (calling.has(called.graph.id)) return false;
  const deeper = new Set([...calling, called.graph.id]);
  return called.nodes.some((inner) => holds(inner, called, deeper));
}
