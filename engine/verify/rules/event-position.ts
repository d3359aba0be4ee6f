import { describe } from '../../compile/findings.ts';
import type { EventDefinition, FlowNode } from '../../model/process-graph.ts';
import { definitionsOf, type GraphView } from '../graph-view.ts';
import type { ProcessRule } from '../rule.ts';

type Trigger = EventDefinition['type'];

/** What may stand where. @source BPMN 2.0.2 §10.5 Tables 10.84, 10.86, 10.87, 10.88, 10.90 */
const ALLOWED: Readonly<Record<string, readonly Trigger[]>> = {
  'start of a process': ['message', 'timer', 'conditional', 'signal'],
  'start of a sub-process': [],
  'start of an event sub-process': ['message', 'timer', 'error', 'escalation', 'compensate', 'conditional', 'signal'],
  'intermediate catch': ['message', 'timer', 'conditional', 'link', 'signal'],
  'intermediate throw': ['message', 'escalation', 'compensate', 'link', 'signal'],
  end: ['message', 'error', 'escalation', 'cancel', 'compensate', 'signal', 'terminate'],
};

/** An event carries only triggers and results that its position allows. */
export const eventPosition: ProcessRule = {
  id: 'event-position',
  check({ view }, report) {
    for (const node of view.nodes) {
      const position = positionOf(node, view);
      if (position === undefined) continue;
      const allowed = ALLOWED[position] ?? [];
      for (const { type } of definitionsOf(node)) {
        if (!allowed.includes(type)) {
          const hint =
            allowed.length === 0
              ? 'Use a none event: a sub-process starts when control reaches it.'
              : `Here stand: ${allowed.join(', ')}, or no trigger.`;
          report(
            'error',
            node,
            `${describe(node)} is a ${type} event, which cannot be the ${position === 'end' ? 'end' : position} event.`,
            hint,
          );
        }
        if (type === 'cancel' && node.type === 'endEvent' && !insideTransaction(node, view)) {
          report(
            'error',
            node,
            `${describe(node)} cancels, but lies in no transaction.`,
            'Cancel end events belong directly into a transaction.',
          );
        }
        if ((type === 'error' || type === 'compensate') && node.type === 'startEvent' && !node.isInterrupting) {
          report(
            'error',
            node,
            `${describe(node)} starts on ${type} without interrupting.`,
            'An error or compensation event sub-process always interrupts.',
          );
        }
      }
      if (node.type === 'intermediateCatchEvent' && node.eventDefinitions.length === 0) {
        report(
          'error',
          node,
          `${describe(node)} waits for nothing.`,
          'Choose what it waits for, or make it a throw event.',
        );
      }
      if (
        node.type === 'startEvent' &&
        position === 'start of an event sub-process' &&
        node.eventDefinitions.length === 0
      ) {
        report(
          'error',
          node,
          `${describe(node)} has no trigger, so its event sub-process would never start.`,
          'Choose a trigger.',
        );
      }
    }
  },
};

function positionOf(node: FlowNode, view: GraphView): string | undefined {
  switch (node.type) {
    case 'startEvent': {
      const outer = view.enclosing(node);
      if (outer === undefined) return 'start of a process';
      return outer.triggeredByEvent ? 'start of an event sub-process' : 'start of a sub-process';
    }
    case 'intermediateCatchEvent':
      return 'intermediate catch';
    case 'intermediateThrowEvent':
      return 'intermediate throw';
    case 'endEvent':
      return 'end';
    default:
      return undefined;
  }
}

function insideTransaction(node: FlowNode, view: GraphView): boolean {
  return view.enclosing(node)?.type === 'transaction';
}
