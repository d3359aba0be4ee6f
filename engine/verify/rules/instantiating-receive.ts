import { describe } from '../../compile/findings.ts';
import type { ProcessRule } from '../rule.ts';

/** A receive task that starts instances begins the process: nothing flows into it, and it lies at the process level. @source BPMN 2.0.2 §10.3.3 (Receive Task) */
export const instantiatingReceive: ProcessRule = {
  id: 'instantiating-receive',
  check({ view }, report) {
    for (const node of view.nodes) {
      if (node.type !== 'receiveTask' || !node.instantiate) continue;
      if (node.incoming.length > 0)
        report(
          'error',
          node,
          `${describe(node)} starts instances and has an incoming sequence flow.`,
          'Remove the flow, or take away "instantiate".',
        );
      if (view.enclosing(node) !== undefined)
        report(
          'error',
          node,
          `${describe(node)} starts instances but lies in a sub-process.`,
          'Move it to the process level, or take away "instantiate".',
        );
      if (node.message === undefined)
        report(
          'error',
          node,
          `${describe(node)} starts instances but names no message.`,
          'Say which message it receives.',
        );
    }
  },
};
