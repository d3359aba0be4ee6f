import type { BpmnCollaboration, BpmnInteractionNode, BpmnMessageFlow, BpmnModdleTypeMap } from 'bpmn-moddle/types';
import { describeVi } from '../../compile/describe-vi.ts';
import { describe, type Named } from '../../compile/findings.ts';
import { is, isKind } from '../../compile/moddle-element.ts';
import type { DocumentRule, Report } from '../rule.ts';

type End = (BpmnInteractionNode & Named) | undefined;

/**
 * A message flow joins two pools: from a pool or something that sends, to a pool or something that receives.
 *
 * @source BPMN 2.0.2 §9.3 (Message Flow), Table 7.4 (Message Flow Rules)
 */
export const messageFlow: DocumentRule = {
  id: 'message-flow',
  check(definitions, report) {
    for (const root of definitions.rootElements ?? []) {
      if (!is(root, 'bpmn:Collaboration')) continue;
      const pools = poolsByProcess(root);
      for (const flow of root.messageFlows ?? []) checkFlow(flow, pools, report);
    }
  },
};

function checkFlow(flow: BpmnMessageFlow & Named, pools: ReadonlyMap<string, Named>, report: Report): void {
  const [source, target]: [End, End] = [flow.sourceRef, flow.targetRef];
  if (source === undefined || target === undefined) {
    report(
      'error',
      flow,
      {
        en: `${describe(flow)} has no ${source === undefined ? 'source' : 'target'}.`,
        vi: `${describeVi(flow)} không có ${source === undefined ? 'điểm đầu' : 'điểm cuối'}.`,
      },
      { en: 'Connect it at both ends.', vi: 'Nối cả hai đầu.' },
    );
    return;
  }
  const [from, to] = [poolOf(source, pools), poolOf(target, pools)];
  if (from !== undefined && from === to)
    report(
      'error',
      flow,
      { en: `${describe(flow)} stays inside one pool.`, vi: `${describeVi(flow)} nằm gọn trong một bể.` },
      {
        en: 'Inside a pool use a sequence flow; messages go between pools.',
        vi: 'Trong một bể hãy dùng luồng tuần tự; thông điệp đi giữa các bể.',
      },
    );
  if (!canSend(source))
    report(
      'error',
      flow,
      {
        en: `${describe(flow)} begins at ${describe(source)}, which sends nothing.`,
        vi: `${describeVi(flow)} bắt đầu từ ${describeVi(source)}, phần tử này không gửi gì.`,
      },
      {
        en: 'Begin at a pool, a task, a sub-process, or a message throw or end event.',
        vi: 'Bắt đầu từ một bể, một bước, một quy trình con, hoặc một sự kiện phát hay kết thúc có thông điệp.',
      },
    );
  if (!canReceive(target))
    report(
      'error',
      flow,
      {
        en: `${describe(flow)} ends at ${describe(target)}, which receives nothing.`,
        vi: `${describeVi(flow)} kết thúc tại ${describeVi(target)}, phần tử này không nhận gì.`,
      },
      {
        en: 'End at a pool, a task, a sub-process, or a message start, catch or boundary event.',
        vi: 'Kết thúc tại một bể, một bước, một quy trình con, hoặc một sự kiện bắt đầu, chờ hay biên có thông điệp.',
      },
    );
}

function canSend(element: Named): boolean {
  if (is(element, 'bpmn:Participant') || isKind(element, 'bpmn:Activity')) return !is(element, 'bpmn:ReceiveTask');
  return isKind(element, 'bpmn:ThrowEvent') && hasMessage(element);
}

function canReceive(element: Named): boolean {
  if (is(element, 'bpmn:Participant') || isKind(element, 'bpmn:Activity')) return !is(element, 'bpmn:SendTask');
  return isKind(element, 'bpmn:CatchEvent') && hasMessage(element);
}

function hasMessage(element: Named): boolean {
  const event = element as BpmnModdleTypeMap['bpmn:EndEvent' | 'bpmn:StartEvent'];
  return [...(event.eventDefinitions ?? []), ...(event.eventDefinitionRef ?? [])].some((definition) =>
    is(definition, 'bpmn:MessageEventDefinition'),
  );
}

function poolsByProcess(collaboration: BpmnCollaboration): ReadonlyMap<string, Named> {
  return new Map(
    (collaboration.participants ?? []).flatMap((pool) =>
      pool.processRef?.id === undefined ? [] : [[pool.processRef.id, pool]],
    ),
  );
}

/** The pool itself, or the pool of the process that holds the element. */
function poolOf(element: Named, pools: ReadonlyMap<string, Named>): Named | undefined {
  if (is(element, 'bpmn:Participant')) return element;
  for (let at: object | undefined = element; at !== undefined; at = parentOf(at)) {
    if (is(at, 'bpmn:Process')) return at.id === undefined ? undefined : pools.get(at.id);
  }
  return undefined;
}

function parentOf(element: object): object | undefined {
  const parent = '$parent' in element ? element.$parent : undefined;
  return typeof parent === 'object' && parent !== null ? parent : undefined;
}
