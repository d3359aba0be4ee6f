import type { FlowNode, ProcessGraph, SequenceFlow } from '../../model/process-graph.ts';
import type { Procedure } from '../../model/procedure.ts';
import { matchElements, matchProcess, type Matches } from '../match-elements.ts';
import { drawn, type Findings } from './finding.ts';

/** What the analyst says: id of a node or flow of the older version → id in the newer one. Wins over what is the same. */
export type MigrationMapping = Readonly<Record<string, string>>;

/** Which element of the other version an element goes on as. Everything in it is looked up, nothing guessed. */
export interface ElementMap {
  readonly source: ProcessGraph;
  readonly target: ProcessGraph;
  /** The same kind of node: the mapped one, or the one of the same id; undefined where there is none. */
  node(id: string): FlowNode | undefined;
  /** The mapped flow, the one of the same id, or the only one between the same nodes; it leads to the same node. */
  flow(id: string): SequenceFlow | undefined;
  /** Why there is no node, told to `findings`. */
  explainMissing(id: string, findings: Findings): void;
}

/** The maps of a procedure's processes, by the process of the older version; undefined where the process is gone. */
export function elementMaps(
  source: Procedure,
  target: Procedure,
  mapping: MigrationMapping,
): (processId: string) => ElementMap | undefined {
  const made = new Map<string, ElementMap | undefined>();
  return (processId) => {
    if (!made.has(processId)) {
      const before = source.processes[processId];
      const after = before === undefined ? undefined : matchProcess(processId, source, target);
      made.set(processId, before === undefined || after === undefined ? undefined : elementMap(before, after, mapping));
    }
    return made.get(processId);
  };
}

function elementMap(source: ProcessGraph, target: ProcessGraph, mapping: MigrationMapping): ElementMap {
  let matches: Matches | undefined;
  const taken = new Set(Object.values(mapping));
  // What the analyst gave to another element is not the same as the one of that id any more.
  const named = (id: string): string => (Object.hasOwn(mapping, id) ? (mapping[id] ?? id) : taken.has(id) ? '' : id);
  const node = (id: string): FlowNode | undefined => {
    const before = source.nodes[id];
    const wanted = named(id);
    const after = Object.hasOwn(target.nodes, wanted) ? target.nodes[wanted] : undefined;
    return after !== undefined && after.type === before?.type ? after : undefined;
  };
  const flow = (id: string): SequenceFlow | undefined => {
    const before = source.flows[id];
    if (before === undefined) return undefined;
    const [from, to] = [node(before.source), node(before.target)];
    const same = Object.hasOwn(target.flows, named(id)) ? target.flows[named(id)] : undefined;
    if (same !== undefined && same.target === to?.id) return same;
    if (Object.hasOwn(mapping, id)) return undefined;
    const between = Object.values(target.flows).filter((other) => other.source === from?.id && other.target === to?.id);
    return between.length === 1 ? between[0] : undefined;
  };
  const explainMissing = (id: string, findings: Findings): void => {
    const before = source.nodes[id];
    if (before === undefined) return;
    const after = target.nodes[named(id)];
    if (after !== undefined) {
      findings.refuse(
        'ELEMENT_KIND_CHANGED',
        `${drawn(before)} đang xử lý, nhưng ở phiên bản mới ${drawn(after)} là phần tử loại khác. Chọn một phần tử cùng loại trong bảng đối chiếu.`,
        `${drawn(before)} is at work, and ${drawn(after)} is of another kind in the newer version. Map it to one of the same kind.`,
        { elementId: id, targetId: after.id },
      );
      return;
    }
    matches ??= matchElements(source, target);
    const suggestion = matches.nodes.get(id);
    findings.refuse(
      'ELEMENT_REMOVED',
      `${drawn(before)} đang xử lý và không còn trong phiên bản mới. Chọn bước tương ứng trong bảng đối chiếu, hoặc để hồ sơ làm xong bước này theo phiên bản cũ.`,
      `${drawn(before)} is at work and is gone from the newer version. Map it to the step that stands for it, or let the case finish the step under its version.`,
      { elementId: id, ...(suggestion === undefined ? {} : { suggestion }) },
    );
  };
  return { source, target, node, flow, explainMissing };
}

/** A mapping must speak of what there is, and keep apart what is apart. */
export function checkMapping(
  source: Procedure,
  target: Procedure,
  mapping: MigrationMapping,
  findings: Findings,
): void {
  const has = (procedure: Procedure, id: string): boolean =>
    Object.values(procedure.processes).some(({ nodes, flows }) => Object.hasOwn(nodes, id) || Object.hasOwn(flows, id));
  const taken = new Map<string, string>();
  for (const [from, to] of Object.entries(mapping)) {
    const unknown = !has(source, from) ? from : !has(target, to) ? to : undefined;
    if (unknown !== undefined) {
      const older = unknown === from && !has(source, from);
      findings.refuse(
        'MAPPING_UNKNOWN',
        `Bảng đối chiếu nêu “${unknown}”, không có trong phiên bản ${older ? 'cũ' : 'mới'}. Chọn lại.`,
        `The mapping names “${unknown}”, which the ${older ? 'older' : 'newer'} version does not have. Choose again.`,
        { elementId: from, targetId: to },
      );
    }
    const other = taken.get(to);
    if (other !== undefined) {
      findings.refuse(
        'MAPPING_AMBIGUOUS',
        `Bảng đối chiếu đưa cả “${other}” và “${from}” vào “${to}”. Mỗi phần tử của phiên bản mới chỉ nhận một phần tử cũ.`,
        `The mapping leads both “${other}” and “${from}” to “${to}”. Each element of the newer version takes one of the older.`,
        { elementId: from, targetId: to },
      );
    }
    taken.set(to, from);
  }
}
