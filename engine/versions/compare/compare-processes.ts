import { describe, kindOf } from '../../compile/findings.ts';
import { describeVi, kindVi } from '../../compile/describe-vi.ts';
import { canonicalJson } from '../../history/canonical-json.ts';
import type { Bilingual } from '../../model/expression.ts';
import type { FlowNode, ProcessGraph, SequenceFlow } from '../../model/process-graph.ts';
import type { StepStatute } from '../../model/statute.ts';
import { matchElements, type Matches } from '../match-elements.ts';
import { added, bilingual, changed, quoted, removed, same, type Difference, type Subject } from './difference.ts';
import { movedSteps } from './moved-steps.ts';
import {
  basisWords,
  durationWords,
  eventWords,
  expressionWords,
  listWords,
  loopWords,
  textWords,
  yesNo,
} from './words.ts';

/** Elements and flows that one drawing has and the other has not, what is otherwise about those that both have, and steps that
 *  stand in another order. */
export function compareProcesses(before: ProcessGraph, after: ProcessGraph): readonly Difference[] {
  const matches = matchElements(before, after);
  return [
    ...compareNodes(before, after, matches),
    ...compareFlows(before, after, matches),
    ...movedSteps(before, after, matches),
  ];
}

function compareNodes(before: ProcessGraph, after: ProcessGraph, { nodes }: Matches): readonly Difference[] {
  const differences: Difference[] = [];
  const matched = new Set(nodes.values());
  for (const node of Object.values(before.nodes)) {
    const next = after.nodes[nodes.get(node.id) ?? ''];
    if (next === undefined) differences.push(removed(stepSubject(node), statuteOf(node)?.legalBasis[0]));
    else differences.push(...compareNode(node, next, before, after));
  }
  for (const node of Object.values(after.nodes)) {
    if (!matched.has(node.id)) differences.push(added(stepSubject(node), statuteOf(node)?.legalBasis[0]));
  }
  return differences;
}

/** @param old the same element on the older drawing; absent when it was added or removed */
function stepSubject(node: FlowNode, old?: FlowNode): Subject {
  return {
    area: 'process',
    id: node.id,
    name: stepName(node),
    elementId: node.id,
    ...(old === undefined ? {} : { oldElementId: old.id }),
  };
}

/** Readers know a step by its name; the id stands in only where it has none. */
function stepName(node: FlowNode): Bilingual {
  const name = node.name?.replace(/\s+/g, ' ').trim() ?? '';
  if (name === '') return { vi: describeVi(node), en: describe(node) };
  return { vi: `${kindVi(node)} “${name}”`, en: `${kindOf(node)} “${name}”` };
}

/** A property of a step, how it is called, and what it is in words. */
type Property = readonly [
  id: string,
  name: Bilingual,
  of: (node: FlowNode, graph: ProcessGraph) => Bilingual | undefined,
];

/** The time limit first: its article is the reason for most changes. */
const PROPERTIES: readonly Property[] = [
  ['timeLimit', { vi: 'thời hạn', en: 'time limit' }, (node) => durationWords(statuteOf(node)?.timeLimit)],
  [
    'limitChange',
    { vi: 'thời hạn hồ sơ từ bước này', en: 'limit of the case from here on' },
    (node) => durationWords(statuteOf(node)?.limitChange),
  ],
  ['name', { vi: 'tên', en: 'name' }, ({ name }) => textWords(name)],
  ['type', { vi: 'loại', en: 'kind' }, ({ type }) => same(type)],
  ['form', { vi: 'biểu mẫu', en: 'form' }, (node) => ('formId' in node ? textWords(node.formId) : undefined)],
  [
    'assignee',
    { vi: 'người được giao', en: 'assignee' },
    (node) => (node.type === 'userTask' ? expressionWords(node.assignment.assignee) : undefined),
  ],
  ['candidateGroups', { vi: 'nhóm thực hiện', en: 'candidate groups' }, groupsOf],
  [
    'candidateUsers',
    { vi: 'người có thể nhận', en: 'candidate users' },
    (node) => (node.type === 'userTask' ? expressionWords(node.assignment.candidateUsers) : undefined),
  ],
  [
    'events',
    { vi: 'sự kiện', en: 'event' },
    (node) => ('eventDefinitions' in node ? eventWords(node.eventDefinitions) : undefined),
  ],
  [
    'interrupting',
    { vi: 'ngắt bước', en: 'interrupts the step' },
    (node) => (node.type === 'boundaryEvent' ? yesNo(node.cancelActivity) : undefined),
  ],
  [
    'attachedTo',
    { vi: 'gắn vào bước', en: 'attached to' },
    (node, graph) => (node.type === 'boundaryEvent' ? nameIn(graph, node.attachedTo) : undefined),
  ],
  [
    'decision',
    { vi: 'bảng quyết định', en: 'decision' },
    (node) => (node.type === 'businessRuleTask' ? expressionWords(node.decision?.decisionId) : undefined),
  ],
  [
    'script',
    { vi: 'phép tính', en: 'script' },
    (node) => (node.type === 'scriptTask' ? expressionWords(node.script?.expression) : undefined),
  ],
  [
    'jobType',
    { vi: 'dịch vụ gọi tới', en: 'service called' },
    (node) => ('job' in node ? expressionWords(node.job?.type) : undefined),
  ],
  [
    'calls',
    { vi: 'quy trình được gọi', en: 'called process' },
    (node) => (node.type === 'callActivity' ? expressionWords(node.processId) : undefined),
  ],
  ['loop', { vi: 'lặp lại', en: 'repetition' }, (node) => ('loop' in node ? loopWords(node.loop) : undefined)],
  [
    'defaultFlow',
    { vi: 'luồng mặc định', en: 'default flow' },
    (node, graph) =>
      'defaultFlow' in node && node.defaultFlow !== undefined
        ? nameIn(graph, graph.flows[node.defaultFlow]?.target)
        : undefined,
  ],
  [
    'publicStatus',
    { vi: 'trạng thái công khai', en: 'public status' },
    (node) => numberWords(statuteOf(node)?.publicStatus),
  ],
  [
    'clockOnEnter',
    { vi: 'đồng hồ khi vào bước', en: 'clock on entering' },
    (node) => textOrNone(statuteOf(node)?.onEnter),
  ],
  [
    'clockOnLeave',
    { vi: 'đồng hồ khi rời bước', en: 'clock on leaving' },
    (node) => textOrNone(statuteOf(node)?.onLeave),
  ],
  ['outcome', { vi: 'kết quả', en: 'outcome' }, (node) => textOrNone(statuteOf(node)?.outcome)],
  ['letter', { vi: 'mẫu giấy tờ', en: 'letter' }, (node) => textOrNone(statuteOf(node)?.letter)],
  ['grounds', { vi: 'danh mục căn cứ', en: 'closed list' }, (node) => textOrNone(statuteOf(node)?.grounds)],
  ['notBy', { vi: 'không cùng người với', en: 'not by who did' }, (node) => listWords(statuteOf(node)?.notBy ?? [])],
  ['legalBasis', { vi: 'căn cứ pháp lý', en: 'legal basis' }, (node) => basisWords(statuteOf(node)?.legalBasis ?? [])],
];

const OTHER = { id: 'other', name: { vi: 'thiết lập khác', en: 'other settings' } };

function compareNode(node: FlowNode, next: FlowNode, before: ProcessGraph, after: ProcessGraph): readonly Difference[] {
  const subject = stepSubject(next, node);
  const statute = statuteOf(next);
  const basis = statute?.timeLimit?.basis ?? statute?.legalBasis[0];
  const differences = PROPERTIES.flatMap(([id, name, of]) =>
    changed(subject, { id, name }, of(node, before), of(next, after), id === 'legalBasis' ? undefined : basis),
  );
  if (differences.length > 0 || core(node) === core(next)) return differences;
  return changed(subject, OTHER, { vi: 'như cũ', en: 'as before' }, { vi: 'đã đổi', en: 'changed' }, basis);
}

/** What a node is, without how it is called and wired: compared as a whole, so that nothing is overlooked. */
function core(node: FlowNode): string {
  const { id: _, name: __, incoming: ___, outgoing: ____, scopeId: _____, ...rest } = node;
  return canonicalJson({ ...rest, defaultFlow: null, boundaryEvents: null, attachedTo: null });
}

function compareFlows(before: ProcessGraph, after: ProcessGraph, { nodes, flows }: Matches): readonly Difference[] {
  const differences: Difference[] = [];
  const matched = new Set(flows.values());
  for (const flow of Object.values(before.flows)) {
    const next = after.flows[flows.get(flow.id) ?? ''];
    if (next === undefined) {
      // A flow that goes with its step needs no word of its own.
      if (nodes.has(flow.source) && nodes.has(flow.target)) differences.push(removed(flowSubject(before, flow)));
      continue;
    }
    const subject = { ...flowSubject(after, next), oldElementId: flow.id };
    const condition = { id: 'condition', name: { vi: 'điều kiện', en: 'condition' } };
    const source = { id: 'source', name: { vi: 'đi từ', en: 'from' } };
    const target = { id: 'target', name: { vi: 'đi tới', en: 'to' } };
    differences.push(
      ...changed(subject, condition, expressionWords(flow.condition), expressionWords(next.condition)),
      ...(nodes.get(flow.source) === next.source
        ? []
        : changed(subject, source, nameIn(before, flow.source), nameIn(after, next.source))),
      ...(nodes.get(flow.target) === next.target
        ? []
        : changed(subject, target, nameIn(before, flow.target), nameIn(after, next.target))),
      ...changed(subject, { id: 'name', name: { vi: 'tên', en: 'name' } }, textWords(flow.name), textWords(next.name)),
    );
  }
  const old = new Set(nodes.values());
  for (const flow of Object.values(after.flows)) {
    if (!matched.has(flow.id) && old.has(flow.source) && old.has(flow.target))
      differences.push(added(flowSubject(after, flow)));
  }
  return differences;
}

function flowSubject(graph: ProcessGraph, flow: SequenceFlow): Subject {
  const [from, to] = [nameIn(graph, flow.source) ?? same('?'), nameIn(graph, flow.target) ?? same('?')];
  return {
    area: 'process',
    id: flow.id,
    elementId: flow.id,
    name: { vi: `luồng từ ${from.vi} tới ${to.vi}`, en: `the flow from ${from.en} to ${to.en}` },
  };
}

function groupsOf(node: FlowNode, graph: ProcessGraph): Bilingual | undefined {
  if (node.type !== 'userTask') return undefined;
  const { assignee, candidateGroups, candidateUsers } = node.assignment;
  if (candidateGroups !== undefined) return expressionWords(candidateGroups);
  if (assignee !== undefined || candidateUsers !== undefined) return undefined;
  const lane = graph.lanes.find(({ nodes }) => nodes.includes(node.id));
  return lane === undefined ? undefined : same(lane.id);
}

function nameIn(graph: ProcessGraph, id: string | undefined): Bilingual | undefined {
  const node = id === undefined ? undefined : graph.nodes[id];
  return node === undefined ? undefined : quoted(bilingual({ vi: node.name ?? node.id }));
}

function statuteOf(node: FlowNode): StepStatute | undefined {
  return 'statute' in node ? node.statute : undefined;
}

function numberWords(value: number | undefined): Bilingual | undefined {
  return value === undefined ? undefined : same(String(value));
}

function textOrNone(value: string | undefined): Bilingual | undefined {
  return value === undefined ? undefined : same(value);
}
