import { describe } from '../../compile/findings.ts';
import { isSubProcess } from '../graph-view.ts';
import type { ProcessRule } from '../rule.ts';

/** An event sub-process has exactly one start event and stands outside the flow. @source BPMN 2.0.2 §10.3.5 (Event Sub-Processes) */
export const eventSubProcess: ProcessRule = {
  id: 'event-sub-process',
  check({ view }, report) {
    for (const node of view.nodes) {
      if (!isSubProcess(node) || !node.triggeredByEvent) continue;
      if (node.incoming.length + node.outgoing.length > 0)
        report(
          'error',
          node,
          `${describe(node)} is triggered by an event and has sequence flows.`,
          'Remove the flows, or make it a plain sub-process.',
        );
      const starts = view.inScope(node.id).filter((inner) => inner.type === 'startEvent');
      if (starts.length !== 1)
        report(
          'error',
          node,
          `${describe(node)} has ${starts.length} start events.`,
          'An event sub-process has exactly one, with a trigger.',
        );
      if (node.loop !== undefined)
        report('error', node, `${describe(node)} is triggered by an event and loops.`, 'Put the loop inside.');
    }
  },
};
