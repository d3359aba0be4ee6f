import type { BpmnCollaboration, BpmnFlowNode, BpmnProcess } from 'bpmn-moddle/types';
import type { FlowNode, ProcessGraph } from '../model/process-graph.ts';
import type { BuildContext, MessageCorrelation, MessageOfFlow } from './build-context.ts';
import { buildGraph } from './build-graph.ts';
import { describeVi } from './describe-vi.ts';
import { describe, type Findings, type Named } from './findings.ts';
import { given } from './given.ts';
import { is, isKind } from './moddle-element.ts';
import type { Definitions } from './read-bpmn.ts';
import { buildNode } from './build-node.ts';

/** Compiles every executable process of a file, and every global task, which a call activity calls like a process. */
export function buildProcesses(definitions: Definitions, findings: Findings): readonly ProcessGraph[] {
  const context = createContext(definitions, findings);
  refuseUnsupportedRoots(definitions, findings);
  const processes = executable(definitions, findings).map((bpmnProcess) => buildGraph(bpmnProcess, context));
  return [...processes, ...buildGlobalTasks(definitions, context)];
}

function createContext(definitions: Definitions, findings: Findings): BuildContext {
  const messageFlows = new Map<string, MessageOfFlow>();
  for (const collaboration of roots(definitions, 'bpmn:Collaboration')) {
    for (const flow of (collaboration as BpmnCollaboration).messageFlows ?? []) {
      if (flow.id === undefined) continue;
      for (const end of [flow.sourceRef, flow.targetRef]) {
        const id = end !== undefined && 'id' in end && typeof end.id === 'string' ? end.id : undefined;
        if (id !== undefined && !messageFlows.has(id))
          messageFlows.set(id, { id: flow.id, name: flow.name, message: flow.messageRef });
      }
    }
  }
  return { findings, definitions, messageFlows, correlation: readCorrelation(definitions, findings) };
}

/** BPMN correlation: a property is retrieved from the message where it is sent and bound to data where it is awaited. */
function readCorrelation(definitions: Definitions, findings: Findings): ReadonlyMap<string, MessageCorrelation> {
  const byMessage = new Map<string, MessageCorrelation>();
  const bindings = new Map<object, string | undefined>();
  for (const bpmnProcess of roots(definitions, 'bpmn:Process')) {
    for (const subscription of (bpmnProcess as BpmnProcess).correlationSubscriptions ?? []) {
      for (const binding of subscription.correlationPropertyBinding ?? []) {
        if (binding.correlationPropertyRef !== undefined)
          bindings.set(binding.correlationPropertyRef, binding.dataPath?.body);
      }
    }
  }
  for (const property of roots(definitions, 'bpmn:CorrelationProperty')) {
    if (!is(property, 'bpmn:CorrelationProperty')) continue;
    for (const retrieval of property.correlationPropertyRetrievalExpression ?? []) {
      const id = retrieval.messageRef?.id;
      if (id === undefined) continue;
      if (byMessage.has(id)) {
        findings.error(
          'unsupported-element',
          property,
          {
            en: `Message '${retrieval.messageRef?.name ?? id}' correlates by more than one property.`,
            vi: `Thông điệp “${retrieval.messageRef?.name ?? id}” được ghép theo nhiều thuộc tính.`,
          },
          {
            en: 'Join them into one property, e.g. with string join.',
            vi: 'Gộp thành một thuộc tính, ví dụ bằng string join.',
          },
        );
        continue;
      }
      byMessage.set(id, { messagePath: retrieval.messagePath?.body, dataPath: bindings.get(property) });
    }
  }
  return byMessage;
}

/**
 * Which processes run: those that say `isExecutable="true"`. Where no process of the file says so, those that leave the
 * attribute out: a plain drawing of one process runs as it is. Every other process is reported.
 */
function executable(
  definitions: Definitions,
  findings: Findings,
): readonly (BpmnProcess & Named & { readonly id: string })[] {
  const drawn = roots(definitions, 'bpmn:Process').filter(
    (bpmnProcess): bpmnProcess is BpmnProcess & Named & { readonly id: string } =>
      is(bpmnProcess, 'bpmn:Process') && bpmnProcess.id !== undefined,
  );
  const flagged = drawn.some((bpmnProcess) => bpmnProcess.isExecutable === true);
  const runs = (bpmnProcess: BpmnProcess) =>
    bpmnProcess.isExecutable === true || (!flagged && bpmnProcess.isExecutable === undefined && hasNodes(bpmnProcess));
  for (const bpmnProcess of drawn.filter((candidate) => !runs(candidate) && hasNodes(candidate))) {
    findings.info(
      'executable-process',
      bpmnProcess,
      {
        en: `${describe(bpmnProcess)} is not marked as executable and does not run.`,
        vi: `${describeVi(bpmnProcess)} chưa được đánh dấu là thực thi được nên không chạy.`,
      },
      { en: 'Set isExecutable="true" if it should.', vi: 'Đặt isExecutable="true" nếu quy trình này phải chạy.' },
    );
  }
  return drawn.filter(runs);
}

function hasNodes(bpmnProcess: BpmnProcess): boolean {
  return (bpmnProcess.flowElements ?? []).some((element) => isKind(element, 'bpmn:FlowNode'));
}

/** A global task as a process of one task. The task's id is derived: an element of the file cannot have a `#` in its id. */
function buildGlobalTasks(definitions: Definitions, context: BuildContext): readonly ProcessGraph[] {
  return roots(definitions, 'bpmn:GlobalTask').flatMap((global) => {
    const script = is(global, 'bpmn:GlobalScriptTask')
      ? { script: global.script, scriptFormat: global.scriptLanguage }
      : {};
    if (!is(global, 'bpmn:GlobalTask') || global.id === undefined) return [];
    const task = global.$model.create<BpmnFlowNode & { readonly id: string }>(global.$type.replace('Global', ''), {
      id: `${global.id}#task`,
      ...given({ name: global.name, extensionElements: global.extensionElements, ...script }),
    });
    const node: FlowNode | undefined = buildNode(
      task,
      { scopeId: global.id, incoming: [], outgoing: [], boundaryEvents: [] },
      context,
    );
    if (node === undefined) return [];
    const scope = { id: global.id, nodes: [node.id], entry: [node.id], eventSubProcesses: [], dataObjects: [] };
    return [
      {
        id: global.id,
        ...given({ name: global.name }),
        scopes: { [scope.id]: scope },
        nodes: { [node.id]: node },
        flows: {},
        lanes: [],
      },
    ];
  });
}

const UNSUPPORTED_ROOTS = ['bpmn:Choreography', 'bpmn:GlobalChoreographyTask', 'bpmn:GlobalConversation'] as const;

/** Choreographies and conversations describe an agreement between parties; no engine executes them. Refused for good. */
function refuseUnsupportedRoots(definitions: Definitions, findings: Findings): void {
  const hint = {
    en: 'Draw each party as a process; keep the agreement in a file of its own.',
    vi: 'Vẽ mỗi bên thành một quy trình; để phần thỏa thuận trong một tệp riêng.',
  };
  for (const root of definitions.rootElements ?? []) {
    if (UNSUPPORTED_ROOTS.some((type) => is(root, type)))
      findings.error(
        'unsupported-element',
        root,
        { en: `${describe(root)} cannot run.`, vi: `${describeVi(root)} không chạy được.` },
        hint,
      );
    if (!is(root, 'bpmn:Collaboration')) continue;
    for (const conversation of root.conversations ?? [])
      findings.error(
        'unsupported-element',
        conversation,
        { en: `${describe(conversation)} cannot run.`, vi: `${describeVi(conversation)} không chạy được.` },
        hint,
      );
  }
  for (const imported of definitions.imports ?? []) {
    if (imported.importType === 'http://www.omg.org/spec/BPMN/20100524/MODEL') {
      findings.error(
        'unsupported-element',
        definitions,
        {
          en: `The file imports another BPMN file (${imported.location ?? 'without location'}).`,
          vi: `Tệp nhập một tệp BPMN khác (${imported.location ?? 'không có đường dẫn'}).`,
        },
        {
          en: 'Put both files into the bundle and call the process by its id.',
          vi: 'Đưa cả hai tệp vào bộ tệp của thủ tục và gọi quy trình theo mã.',
        },
      );
    }
  }
}

function roots(definitions: Definitions, type: string): readonly (object & Named)[] {
  return (definitions.rootElements ?? []).filter((root) => isKind(root, type));
}
