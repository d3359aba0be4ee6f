import { describe } from '../../compile/findings.ts';
import { definitionsOf, hasDefinition } from '../graph-view.ts';
import type { ProcessRule } from '../rule.ts';

/** A link throw has exactly one catch of its name in the same scope; links replace sequence flows. @source BPMN 2.0.2 §10.5.4 (Link Events) */
export const linkEvent: ProcessRule = {
  id: 'link-event',
  check({ view, graph }, report) {
    for (const scope of Object.values(graph.scopes)) {
      const links = view.inScope(scope.id).filter((node) => hasDefinition(node, 'link'));
      const named = (name: string, type: string) =>
        links.filter(
          (node) =>
            node.type === type &&
            definitionsOf(node).some((definition) => definition.type === 'link' && definition.name === name),
        );
      for (const node of links) {
        for (const definition of definitionsOf(node)) {
          if (definition.type !== 'link') continue;
          if (node.type === 'intermediateThrowEvent') {
            const targets = named(definition.name, 'intermediateCatchEvent');
            if (targets.length !== 1)
              report(
                'error',
                node,
                `${describe(node)} links to '${definition.name}', which ${targets.length} catch events of this scope answer.`,
                'Draw exactly one link catch event with this name.',
              );
            if (node.outgoing.length > 0)
              report(
                'error',
                node,
                `${describe(node)} is a link and has an outgoing sequence flow.`,
                'The link is the way on; remove the flow.',
              );
          }
          if (node.type === 'intermediateCatchEvent') {
            if (node.incoming.length > 0)
              report(
                'error',
                node,
                `${describe(node)} is the target of links and has an incoming sequence flow.`,
                'Remove the flow.',
              );
            if (named(definition.name, 'intermediateThrowEvent').length === 0)
              report(
                'warning',
                node,
                `Nothing links to ${describe(node)} ('${definition.name}').`,
                'Draw a link throw event or remove it.',
              );
          }
        }
      }
    }
  },
};
