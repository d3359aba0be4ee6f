import { describe } from '../../compile/findings.ts';
import type { ProcessRule } from '../rule.ts';

/** A called process is in the bundle. It may also be deployed beside it, so this is a warning; calling oneself is an endless circle. */
export const calledProcess: ProcessRule = {
  id: 'called-process',
  check({ view, graph, procedure }, report) {
    for (const node of view.nodes) {
      if (node.type !== 'callActivity' || node.processId.kind !== 'literal') continue;
      const id = String(node.processId.value);
      if (id === graph.id && graph.scopes[graph.id]?.nodes.length === 1)
        report(
          'error',
          node,
          `${describe(node)} is all that its process does, and calls it again.`,
          'Call another process.',
        );
      else if (procedure.processes[id] === undefined)
        report(
          'warning',
          node,
          `${describe(node)} calls process '${id}', which is not in the bundle: a case waits there until it is deployed.`,
          'Add the process, or correct its id.',
        );
    }
  },
};
