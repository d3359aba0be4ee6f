import { describe } from '../../compile/findings.ts';
import type { ProcessRule } from '../rule.ts';

/** A start event is no target of a sequence flow. @source BPMN 2.0.2 §10.5.2 (Start Event, Sequence Flow Connections) */
export const startEventFlow: ProcessRule = {
  id: 'start-event-flow',
  check({ view }, report) {
    for (const node of view.nodes) {
      if (node.type !== 'startEvent') continue;
      if (node.incoming.length > 0)
        report(
          'error',
          node,
          `${describe(node)} has an incoming sequence flow.`,
          'Lead the flow to the node after the start event.',
        );
      if (node.outgoing.length === 0)
        report('error', node, `${describe(node)} leads nowhere.`, 'Draw a sequence flow from it.');
    }
  },
};
