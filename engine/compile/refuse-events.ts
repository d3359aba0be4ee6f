import type { FlowNode } from '../model/process-graph.ts';
import { describeVi, triggerVi } from './describe-vi.ts';
import { describe, type Findings } from './findings.ts';

const THROWN = new Set(['error', 'escalation', 'cancel', 'compensate']);

/**
 * Events that the standard allows and that nothing could ever make happen as drawn. Before there is an instance only messages
 * say which conversation they belong to; what is thrown is caught at once and cannot be kept until the rest has happened.
 *
 * @source BPMN 2.0.2 §10.5.2 (Parallel Multiple), §13.2
 */
export function refuseEvents(processId: string, nodes: Iterable<FlowNode>, findings: Findings): void {
  for (const node of nodes) {
    if (!('parallelMultiple' in node)) continue;
    const types = node.eventDefinitions.map(({ type }) => type);
    const startsProcess = node.type === 'startEvent' && node.scopeId === processId;
    const needsAll = node.parallelMultiple && types.length > 1;
    if (startsProcess && needsAll && types.some((type) => type !== 'message')) {
      findings.error(
        'unsupported-element',
        node,
        {
          en: `${describe(node)} starts the process when several events have happened together: only messages say what belongs together.`,
          vi: `${describeVi(node)} khởi tạo quy trình khi nhiều sự kiện cùng xảy ra: chỉ thông điệp cho biết chúng thuộc về nhau.`,
        },
        {
          en: 'Use message events alone, or start by one of the events and wait for the others inside the process.',
          vi: 'Chỉ dùng sự kiện thông điệp, hoặc khởi tạo bằng một sự kiện rồi chờ các sự kiện còn lại bên trong quy trình.',
        },
      );
    }
    const thrown = types.filter((type) => THROWN.has(type));
    if (needsAll && thrown.length > 0) {
      findings.error(
        'unsupported-element',
        node,
        {
          en: `${describe(node)} waits for all of its events, and one of them is thrown (${thrown.join(', ')}): it cannot be caught later.`,
          vi: `${describeVi(node)} chờ mọi sự kiện của nó, nhưng có sự kiện được ném ra (${thrown.map(triggerVi).join(', ')}): không thể bắt lại về sau.`,
        },
        {
          en: 'Catch what is thrown by an event of its own.',
          vi: 'Bắt sự kiện được ném ra bằng một sự kiện riêng.',
        },
      );
    }
  }
}
