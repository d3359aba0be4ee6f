import type { BpmnActivity, BpmnFlowNode, BpmnModdleTypeMap } from 'bpmn-moddle/types';
import type { Activity, FlowNode, JobDefinition, Mapping, MessageDefinition } from '../model/process-graph.ts';
import type { BuildContext } from './build-context.ts';
import { buildDataFlow } from './build-data.ts';
import { buildEventDefinitions, buildMessage } from './build-event-definitions.ts';
import { buildLoop } from './build-loop.ts';
import { describeVi } from './describe-vi.ts';
import { describe, type Named } from './findings.ts';
import { given } from './given.ts';
import { is } from './moddle-element.ts';
import { readFeel, readFormal, readNumber, readText, speaksFeel } from './read-expression.ts';
import { checkExtensions, zeebe, type Extensible } from './read-extensions.ts';
import { readStepStatute } from './read-statute.ts';

/** What the graph knows of a node before the node is built. */
export interface NodePosition {
  readonly scopeId: string;
  readonly incoming: readonly string[];
  readonly outgoing: readonly string[];
  /** Ids of the boundary events attached to it. */
  readonly boundaryEvents: readonly string[];
  readonly compensationHandler?: string | undefined;
  /** Innermost lane, the default candidate group. */
  readonly laneId?: string | undefined;
}

type FlowNodeElement = BpmnFlowNode & Named & { readonly id: string };
type Base = Pick<FlowNode, 'id' | 'scopeId' | 'incoming' | 'outgoing' | 'inputs' | 'outputs'> &
  Partial<Pick<FlowNode, 'name' | 'data'>>;

/** Compiles one flow node; undefined, with a finding, where the element is none that runs. */
export function buildNode(
  element: FlowNodeElement,
  position: NodePosition,
  context: BuildContext,
): FlowNode | undefined {
  checkExtensions(element, context.findings);
  const base = buildBase(element, position, context);
  const statute = given({ statute: readStepStatute(element, context.findings) });
  const job = given({ job: buildJob(element, context) });
  const events = (
    direction: 'catch' | 'throw',
    event: BpmnModdleTypeMap[
      | 'bpmn:StartEvent'
      | 'bpmn:EndEvent'
      | 'bpmn:IntermediateCatchEvent'
      | 'bpmn:IntermediateThrowEvent'
      | 'bpmn:BoundaryEvent'],
  ) => buildEventDefinitions(event, direction, job.job !== undefined, context);

  if (is(element, 'bpmn:StartEvent')) {
    return {
      ...base,
      type: 'startEvent',
      eventDefinitions: events('catch', element),
      isInterrupting: element.isInterrupting !== false,
      parallelMultiple: element.parallelMultiple === true,
      ...given({ formId: formId(element, context) }),
    };
  }
  if (is(element, 'bpmn:BoundaryEvent')) {
    const attachedTo = element.attachedToRef?.id;
    if (attachedTo === undefined) {
      context.findings.error(
        'boundary-event',
        element,
        { en: `${describe(element)} is attached to nothing.`, vi: `${describeVi(element)} không gắn vào đâu.` },
        {
          en: 'Attach it to an activity, or make it an intermediate event.',
          vi: 'Gắn vào một bước, hoặc đổi thành sự kiện trung gian.',
        },
      );
      return undefined;
    }
    return {
      ...base,
      ...statute,
      type: 'boundaryEvent',
      attachedTo,
      cancelActivity: element.cancelActivity !== false,
      eventDefinitions: events('catch', element),
      parallelMultiple: element.parallelMultiple === true,
    };
  }
  if (is(element, 'bpmn:IntermediateCatchEvent')) {
    return {
      ...base,
      ...statute,
      type: 'intermediateCatchEvent',
      eventDefinitions: events('catch', element),
      parallelMultiple: element.parallelMultiple === true,
    };
  }
  if (is(element, 'bpmn:IntermediateThrowEvent'))
    return { ...base, ...statute, ...job, type: 'intermediateThrowEvent', eventDefinitions: events('throw', element) };
  if (is(element, 'bpmn:EndEvent'))
    return { ...base, ...statute, ...job, type: 'endEvent', eventDefinitions: events('throw', element) };

  if (is(element, 'bpmn:ExclusiveGateway'))
    return { ...base, type: 'exclusiveGateway', ...given({ defaultFlow: element.default?.id }) };
  if (is(element, 'bpmn:InclusiveGateway'))
    return { ...base, type: 'inclusiveGateway', ...given({ defaultFlow: element.default?.id }) };
  if (is(element, 'bpmn:ParallelGateway')) return { ...base, type: 'parallelGateway' };
  if (is(element, 'bpmn:ComplexGateway')) {
    const activationCondition = readFormal(
      element.activationCondition,
      { element, what: { en: 'activation condition', vi: 'điều kiện kích hoạt' } },
      context.findings,
    );
    return { ...base, type: 'complexGateway', ...given({ defaultFlow: element.default?.id, activationCondition }) };
  }
  if (is(element, 'bpmn:EventBasedGateway')) {
    return {
      ...base,
      type: 'eventBasedGateway',
      instantiate: element.instantiate === true,
      gatewayType: element.eventGatewayType ?? 'Exclusive',
    };
  }
  return buildActivity(element, base, position, context);
}

function buildActivity(
  element: FlowNodeElement,
  base: Base,
  position: NodePosition,
  context: BuildContext,
): Activity | undefined {
  const { findings } = context;
  const job = given({ job: buildJob(element, context) });

  if (is(element, 'bpmn:UserTask')) {
    return {
      ...base,
      ...activityParts(element, position, context),
      type: 'userTask',
      assignment: buildAssignment(element, position, context),
      ...given({
        formId: formId(element, context),
        priority: readNumber(
          zeebe(element, 'zeebe:PriorityDefinition')?.priority,
          { element, what: { en: 'priority', vi: 'độ ưu tiên' } },
          findings,
        ),
      }),
    };
  }
  if (is(element, 'bpmn:ServiceTask'))
    return {
      ...base,
      ...activityParts(element, position, context),
      job: job.job ?? plainJob(element.id),
      type: 'serviceTask',
    };
  if (is(element, 'bpmn:SendTask')) {
    return {
      ...base,
      ...activityParts(element, position, context),
      ...job,
      type: 'sendTask',
      ...given({ message: buildMessage(element.messageRef, element, 'throw', context) }),
    };
  }
  if (is(element, 'bpmn:ReceiveTask')) {
    return {
      ...base,
      ...activityParts(element, position, context),
      type: 'receiveTask',
      instantiate: element.instantiate === true,
      ...given({
        message:
          buildMessage(element.messageRef, element, 'catch', context) ??
          (element.instantiate === true ? undefined : plainMessage(element.id)),
      }),
    };
  }
  if (is(element, 'bpmn:ScriptTask'))
    return {
      ...base,
      ...activityParts(element, position, context),
      ...job,
      type: 'scriptTask',
      ...given({ script: buildScript(element, context) }),
    };
  if (is(element, 'bpmn:BusinessRuleTask')) {
    const decision = buildDecision(element, context);
    return {
      ...base,
      ...activityParts(element, position, context),
      ...given({ decision, job: job.job ?? (decision === undefined ? plainJob(element.id) : undefined) }),
      type: 'businessRuleTask',
    };
  }
  if (is(element, 'bpmn:CallActivity')) {
    const called = zeebe(element, 'zeebe:CalledElement');
    const processId =
      readText(
        called?.processIdExpression && `=${called.processIdExpression.replace(/^=/, '')}`,
        { element, what: { en: 'called process', vi: 'quy trình được gọi' } },
        findings,
      ) ??
      readText(called?.processId, { element, what: { en: 'called process', vi: 'quy trình được gọi' } }, findings) ??
      // `calledElement` is a QName; the local part is the id.
      readText(
        element.calledElement?.replace(/^[^=:]*:/, ''),
        { element, what: { en: 'called process', vi: 'quy trình được gọi' } },
        findings,
      );
    if (processId === undefined) {
      findings.error(
        'missing-definition',
        element,
        { en: `${describe(element)} calls no process.`, vi: `${describeVi(element)} không gọi quy trình nào.` },
        { en: 'Say which process it calls.', vi: 'Nêu quy trình cần gọi.' },
      );
      return undefined;
    }
    return {
      ...base,
      ...activityParts(element, position, context),
      type: 'callActivity',
      processId,
      propagateAllChildVariables: called?.propagateAllChildVariables !== false,
      propagateAllParentVariables: called?.propagateAllParentVariables !== false,
    };
  }
  if (is(element, 'bpmn:AdHocSubProcess')) {
    return {
      ...base,
      ...activityParts(element, position, context),
      type: 'adHocSubProcess',
      triggeredByEvent: false,
      adHoc: {
        ordering: element.ordering ?? 'Parallel',
        cancelRemainingInstances: element.cancelRemainingInstances !== false,
        ...given({
          completionCondition: readFormal(
            element.completionCondition,
            { element, what: { en: 'completion condition', vi: 'điều kiện hoàn thành' } },
            findings,
          ),
          activeElements: readFeel(
            zeebe(element, 'zeebe:AdHoc')?.activeElementsCollection,
            { element, what: { en: 'collection of active elements', vi: 'tập phần tử kích hoạt' } },
            findings,
          ),
        }),
      },
    };
  }
  if (is(element, 'bpmn:Transaction'))
    return { ...base, ...activityParts(element, position, context), type: 'transaction', triggeredByEvent: false };
  if (is(element, 'bpmn:SubProcess'))
    return {
      ...base,
      ...activityParts(element, position, context),
      type: 'subProcess',
      triggeredByEvent: element.triggeredByEvent === true,
    };
  if (is(element, 'bpmn:ManualTask'))
    return { ...base, ...activityParts(element, position, context), type: 'manualTask' };
  // Last, since every task is a bpmn:Task; a subtype that is none of the above would be one of an extension.
  if (is(element, 'bpmn:Task') && element.$type === 'bpmn:Task')
    return { ...base, ...activityParts(element, position, context), type: 'task' };
  findings.error(
    'unsupported-element',
    element,
    { en: `${describe(element)} cannot run.`, vi: `${describeVi(element)} không chạy được.` },
    {
      en: 'Choreographies and conversations describe what several parties agree on; draw each party as a process.',
      vi: 'Sơ đồ tương tác và trao đổi chỉ mô tả thỏa thuận giữa các bên; hãy vẽ mỗi bên thành một quy trình.',
    },
  );
  return undefined;
}

function buildBase(element: FlowNodeElement, position: NodePosition, context: BuildContext): Base {
  const mapping = zeebe(element, 'zeebe:IoMapping');
  return {
    id: element.id,
    scopeId: position.scopeId,
    incoming: position.incoming,
    outgoing: position.outgoing,
    inputs: buildMappings(mapping?.inputParameters, 'input', element, context),
    outputs: buildMappings(mapping?.outputParameters, 'output', element, context),
    ...given({ name: element.name?.trim() || undefined, data: buildDataFlow(element, context) }),
  };
}

function activityParts(element: BpmnActivity & Extensible, position: NodePosition, context: BuildContext) {
  return {
    boundaryEvents: position.boundaryEvents,
    isForCompensation: element.isForCompensation === true,
    startQuantity: element.startQuantity ?? 1,
    completionQuantity: element.completionQuantity ?? 1,
    ...given({
      defaultFlow: element.default?.id,
      loop: buildLoop(element.loopCharacteristics, element, context),
      compensationHandler: position.compensationHandler,
      statute: readStepStatute(element, context.findings),
    }),
  };
}

function buildMappings(
  parameters: readonly { readonly source?: string; readonly target?: string }[] | undefined,
  direction: 'input' | 'output',
  element: Extensible,
  context: BuildContext,
): readonly Mapping[] {
  return (parameters ?? []).flatMap((parameter) => {
    const target = parameter.target?.trim();
    const what = {
      en: `${direction} mapping to '${target ?? ''}'`,
      vi: `ánh xạ dữ liệu ${direction === 'input' ? 'vào' : 'ra'} đến “${target ?? ''}”`,
    };
    const source = readText(parameter.source, { element, what }, context.findings);
    if (target !== undefined && target !== '' && source !== undefined) return [{ source, target }];
    if (!target || !parameter.source?.trim()) {
      context.findings.error(
        'missing-definition',
        element,
        {
          en: `An ${direction} mapping of ${describe(element)} lacks its ${target ? 'source' : 'target'}.`,
          vi: `Một ánh xạ dữ liệu ${direction === 'input' ? 'vào' : 'ra'} của ${describeVi(element)} thiếu ${target ? 'nguồn' : 'đích'}.`,
        },
        { en: 'Complete or remove the mapping.', vi: 'Điền đủ hoặc xóa ánh xạ.' },
      );
    }
    return [];
  });
}

/**
 * A service or rule that a plain model names no worker for is still work for someone outside: whoever polls for the
 * element's id. Passing at once would call done what nobody did.
 */
function plainJob(elementId: string): JobDefinition {
  return { type: { kind: 'literal', value: elementId }, retries: { kind: 'literal', value: 1 }, headers: {} };
}

/** A receive task that names no message waits all the same, for one of its own id. Passing at once would receive nothing. */
function plainMessage(elementId: string): MessageDefinition {
  return { id: elementId, name: { kind: 'literal', value: elementId } };
}

function buildJob(element: Extensible, context: BuildContext): JobDefinition | undefined {
  const definition = zeebe(element, 'zeebe:TaskDefinition');
  if (definition === undefined) return undefined;
  const type = readText(definition.type, { element, what: { en: 'job type', vi: 'loại việc' } }, context.findings);
  if (type === undefined) {
    if (!definition.type?.trim())
      context.findings.error(
        'missing-definition',
        element,
        {
          en: `The task definition of ${describe(element)} has no type.`,
          vi: `Dịch vụ gọi của ${describeVi(element)} không có loại.`,
        },
        { en: 'Name the kind of work, so that a worker can ask for it.', vi: 'Nêu loại việc để dịch vụ nhận việc.' },
      );
    return undefined;
  }
  const retries = readNumber(
    definition.retries,
    { element, what: { en: 'number of retries', vi: 'số lần thử' } },
    context.findings,
  ) ?? {
    kind: 'literal',
    value: 3,
  };
  const headers = (zeebe(element, 'zeebe:TaskHeaders')?.values ?? []).filter(
    (header) => header.key !== undefined && header.key !== '',
  );
  return {
    type,
    retries,
    headers: Object.fromEntries(headers.map((header) => [header.key ?? '', header.value ?? ''])),
  };
}

const ASSIGNMENT_WORDS = {
  assignee: { en: 'assignee', vi: 'người thực hiện' },
  candidateGroups: { en: 'candidate groups', vi: 'nhóm được giao' },
  candidateUsers: { en: 'candidate users', vi: 'người được giao' },
} as const;

function buildAssignment(element: Extensible, position: NodePosition, context: BuildContext) {
  const definition = zeebe(element, 'zeebe:AssignmentDefinition');
  const read = (attribute: keyof typeof ASSIGNMENT_WORDS) =>
    readText(definition?.[attribute], { element, what: ASSIGNMENT_WORDS[attribute] }, context.findings);
  const named = given({
    assignee: read('assignee'),
    candidateGroups: read('candidateGroups'),
    candidateUsers: read('candidateUsers'),
  });
  if (Object.keys(named).length > 0 || position.laneId === undefined) return named;
  return { candidateGroups: { kind: 'literal', value: position.laneId } as const };
}

function formId(element: Extensible, context: BuildContext): string | undefined {
  const definition = zeebe(element, 'zeebe:FormDefinition');
  if (definition === undefined) return undefined;
  // `camunda-forms:bpmn:UserTaskForm_1` points to a form that is embedded in the process.
  const embedded = /^camunda-forms:bpmn:(.+)$/.exec(definition.formKey ?? '')?.[1];
  const id = definition.formId?.trim() || embedded;
  if (id === undefined || definition.externalReference?.trim()) {
    const named = definition.externalReference ?? definition.formKey;
    context.findings.error(
      'unsupported-element',
      element,
      {
        en: `${describe(element)} names the form '${named ?? ''}' of another system.`,
        vi: `${describeVi(element)} nêu biểu mẫu “${named ?? ''}” của hệ thống khác.`,
      },
      {
        en: 'Forms are part of the bundle: give the id of a form file (zeebe:formDefinition formId).',
        vi: 'Biểu mẫu nằm trong bộ tệp của thủ tục: hãy nêu mã của một tệp biểu mẫu (zeebe:formDefinition formId).',
      },
    );
    return undefined;
  }
  return id;
}

/** A script without text acts as an abstract task (BPMN 2.0.2 §10.3.3). */
function buildScript(element: BpmnModdleTypeMap['bpmn:ScriptTask'], context: BuildContext) {
  const extension = zeebe(element, 'zeebe:Script');
  const site = { element, what: { en: 'script', vi: 'biểu thức tính toán' } };
  if (extension !== undefined) {
    const expression = readFeel(extension.expression, site, context.findings);
    return expression && { expression, ...given({ resultVariable: extension.resultVariable?.trim() || undefined }) };
  }
  if (zeebe(element, 'zeebe:TaskDefinition') !== undefined || !element.script?.trim()) return undefined;
  if (!speaksFeel(element.scriptFormat, site, context.findings)) return undefined;
  const expression = readFeel(element.script, site, context.findings);
  return expression && { expression };
}

function buildDecision(element: BpmnModdleTypeMap['bpmn:BusinessRuleTask'], context: BuildContext) {
  const called = zeebe(element, 'zeebe:CalledDecision');
  if (called === undefined) return undefined;
  const decisionId = readText(
    called.decisionId,
    { element, what: { en: 'decision', vi: 'quyết định' } },
    context.findings,
  );
  const resultVariable = called.resultVariable?.trim();
  if (decisionId !== undefined && resultVariable) return { decisionId, resultVariable };
  if (!called.decisionId?.trim() || !resultVariable) {
    context.findings.error(
      'missing-definition',
      element,
      {
        en: `${describe(element)} lacks its ${resultVariable ? 'decision' : 'result variable'}.`,
        vi: `${describeVi(element)} thiếu ${resultVariable ? 'quyết định' : 'biến kết quả'}.`,
      },
      {
        en: 'Say which decision it calls and where the result goes.',
        vi: 'Nêu quyết định cần gọi và nơi ghi kết quả.',
      },
    );
  }
  return undefined;
}
