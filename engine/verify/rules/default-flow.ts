import { describe } from '../../compile/findings.ts';
import type { ProcessRule } from '../rule.ts';

/** A default flow leaves its own node and has no condition. @source BPMN 2.0.2 §8.4.13 (Sequence Flow), §10.6.2 */
export const defaultFlow: ProcessRule = {
  id: 'default-flow',
  check({ view, graph }, report) {
    for (const node of view.nodes) {
      if (!('defaultFlow' in node) || node.defaultFlow === undefined) continue;
      const flow = graph.flows[node.defaultFlow];
      if (flow === undefined || flow.source !== node.id) {
        report(
          'error',
          node,
          `The default flow '${node.defaultFlow}' of ${describe(node)} does not leave it.`,
          'Choose one of its outgoing flows.',
        );
        continue;
      }
      if (flow.condition !== undefined)
        report(
          'warning',
          flow,
          `Default flow '${flow.id}' of ${describe(node)} has a condition, which is not evaluated.`,
          'Remove the condition.',
        );
      const others = view.outgoing(node).filter((other) => other.id !== flow.id);
      if (others.length > 0 && others.every((other) => other.condition === undefined)) {
        report(
          'warning',
          node,
          `${describe(node)} has a default flow, but no other flow has a condition: the default is never taken.`,
          'Give the other flows conditions.',
        );
      }
    }
  },
};
