import { describeVi, triggerVi } from '../../compile/describe-vi.ts';
import { describe } from '../../compile/findings.ts';
import type { EventDefinition, FlowNode } from '../../model/process-graph.ts';
import { definitionsOf, type GraphView } from '../graph-view.ts';
import type { ProcessRule } from '../rule.ts';

type Trigger = EventDefinition['type'];

type Position =
  | 'start of a process'
  | 'start of a sub-process'
  | 'start of an event sub-process'
  | 'intermediate catch'
  | 'intermediate throw'
  | 'end';

const POSITIONS_VI: Readonly<Record<Position, string>> = {
  'start of a process': 'sự kiện bắt đầu của quy trình',
  'start of a sub-process': 'sự kiện bắt đầu của quy trình con',
  'start of an event sub-process': 'sự kiện bắt đầu của quy trình con sự kiện',
  'intermediate catch': 'sự kiện trung gian chờ',
  'intermediate throw': 'sự kiện trung gian phát',
  end: 'sự kiện kết thúc',
};

/** What may stand where. @source BPMN 2.0.2 §10.5 Tables 10.84, 10.86, 10.87, 10.88, 10.90 */
const ALLOWED: Readonly<Record<Position, readonly Trigger[]>> = {
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
      const allowed = ALLOWED[position];
      for (const { type } of definitionsOf(node)) {
        if (!allowed.includes(type)) {
          const hint =
            allowed.length === 0
              ? {
                  en: 'Use a none event: a sub-process starts when control reaches it.',
                  vi: 'Dùng sự kiện không có điều kiện kích hoạt: quy trình con bắt đầu khi hồ sơ đi đến nó.',
                }
              : {
                  en: `Here stand: ${allowed.join(', ')}, or no trigger.`,
                  vi: `Ở đây chỉ dùng: ${allowed.map(triggerVi).join(', ')}, hoặc không có điều kiện kích hoạt.`,
                };
          report(
            'error',
            node,
            {
              en: `${describe(node)} is a ${type} event, which cannot be the ${position} event.`,
              vi: `${describeVi(node)} là sự kiện ${triggerVi(type)}, không thể là ${POSITIONS_VI[position]}.`,
            },
            hint,
          );
        }
        if (type === 'cancel' && node.type === 'endEvent' && !insideTransaction(node, view)) {
          report(
            'error',
            node,
            {
              en: `${describe(node)} cancels, but lies in no transaction.`,
              vi: `${describeVi(node)} hủy bỏ, nhưng không nằm trong giao dịch nào.`,
            },
            {
              en: 'Cancel end events belong directly into a transaction.',
              vi: 'Sự kiện kết thúc hủy bỏ phải nằm trực tiếp trong một giao dịch.',
            },
          );
        }
        if (type === 'cancel' && node.type === 'endEvent' && insideTransaction(node, view) && !isCaught(node, view)) {
          report(
            'error',
            node,
            {
              en: `${describe(node)} cancels its transaction, which has no cancel boundary event: its token would be lost.`,
              vi: `${describeVi(node)} hủy bỏ giao dịch chứa nó, nhưng giao dịch không có sự kiện biên hủy bỏ: không gì đi tiếp được.`,
            },
            {
              en: 'Attach a cancel event to the transaction and lead on from there.',
              vi: 'Gắn sự kiện hủy bỏ vào biên của giao dịch và vẽ luồng đi tiếp từ đó.',
            },
          );
        }
        if ((type === 'error' || type === 'compensate') && node.type === 'startEvent' && !node.isInterrupting) {
          report(
            'error',
            node,
            {
              en: `${describe(node)} starts on ${type} without interrupting.`,
              vi: `${describeVi(node)} bắt đầu khi có ${triggerVi(type)} mà không ngắt.`,
            },
            {
              en: 'An error or compensation event sub-process always interrupts.',
              vi: 'Quy trình con sự kiện lỗi hoặc hoàn tác luôn ngắt.',
            },
          );
        }
      }
      if (node.type === 'intermediateCatchEvent' && node.eventDefinitions.length === 0) {
        report(
          'error',
          node,
          { en: `${describe(node)} waits for nothing.`, vi: `${describeVi(node)} không chờ điều gì.` },
          {
            en: 'Choose what it waits for, or make it a throw event.',
            vi: 'Chọn điều cần chờ, hoặc đổi thành sự kiện phát.',
          },
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
          {
            en: `${describe(node)} has no trigger, so its event sub-process would never start.`,
            vi: `${describeVi(node)} không có điều kiện kích hoạt nên quy trình con sự kiện của nó không bao giờ bắt đầu.`,
          },
          { en: 'Choose a trigger.', vi: 'Chọn một điều kiện kích hoạt.' },
        );
      }
    }
  },
};

function positionOf(node: FlowNode, view: GraphView): Position | undefined {
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

/** @source BPMN 2.0.2 §10.5.3 (Cancel End Event: "will trigger a Cancel Intermediate Event attached to the Sub-Process boundary") */
function isCaught(node: FlowNode, view: GraphView): boolean {
  const transaction = view.enclosing(node);
  return (transaction?.boundaryEvents ?? []).some((id) => {
    const boundary = view.node(id);
    return boundary !== undefined && definitionsOf(boundary).some(({ type }) => type === 'cancel');
  });
}

function insideTransaction(node: FlowNode, view: GraphView): boolean {
  return view.enclosing(node)?.type === 'transaction';
}
