import { describeVi } from '../../compile/describe-vi.ts';
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
                {
                  en: `${describe(node)} links to '${definition.name}', which ${targets.length} catch events of this scope answer.`,
                  vi: `${describeVi(node)} nối đến “${definition.name}”, nhưng trong phạm vi này có ${targets.length} sự kiện chờ mang tên đó.`,
                },
                {
                  en: 'Draw exactly one link catch event with this name.',
                  vi: 'Vẽ đúng một sự kiện chờ liên kết mang tên này.',
                },
              );
            if (node.outgoing.length > 0)
              report(
                'error',
                node,
                {
                  en: `${describe(node)} is a link and has an outgoing sequence flow.`,
                  vi: `${describeVi(node)} là liên kết nhưng có luồng tuần tự đi ra.`,
                },
                { en: 'The link is the way on; remove the flow.', vi: 'Liên kết đã là đường đi tiếp; hãy xóa luồng.' },
              );
          }
          if (node.type === 'intermediateCatchEvent') {
            if (node.incoming.length > 0)
              report(
                'error',
                node,
                {
                  en: `${describe(node)} is the target of links and has an incoming sequence flow.`,
                  vi: `${describeVi(node)} là đích của liên kết nhưng có luồng tuần tự đi vào.`,
                },
                { en: 'Remove the flow.', vi: 'Xóa luồng.' },
              );
            if (named(definition.name, 'intermediateThrowEvent').length === 0)
              report(
                'warning',
                node,
                {
                  en: `Nothing links to ${describe(node)} ('${definition.name}').`,
                  vi: `Không liên kết nào dẫn đến ${describeVi(node)} (“${definition.name}”).`,
                },
                {
                  en: 'Draw a link throw event or remove it.',
                  vi: 'Vẽ một sự kiện phát liên kết, hoặc xóa sự kiện này.',
                },
              );
          }
        }
      }
    }
  },
};
