import type { BpmnItemAwareElement, BpmnLoopCharacteristics, BpmnModdleTypeMap } from 'bpmn-moddle/types';
import type { LoopCharacteristics } from '../model/process-graph.ts';
import { buildEventDefinition } from './build-event-definitions.ts';
import type { BuildContext } from './build-context.ts';
import { variableName } from './build-data.ts';
import { describeVi } from './describe-vi.ts';
import { describe, type Named } from './findings.ts';
import { given } from './given.ts';
import { is } from './moddle-element.ts';
import { readFeel, readFormal } from './read-expression.ts';
import { zeebe, type Extensible } from './read-extensions.ts';

/** Standard and multi-instance loops of an activity. @source BPMN 2.0.2 §10.3.8 */
export function buildLoop(
  loop: (BpmnLoopCharacteristics & Named) | undefined,
  activity: Extensible,
  context: BuildContext,
): LoopCharacteristics | undefined {
  if (is(loop, 'bpmn:StandardLoopCharacteristics')) return buildStandardLoop(loop, activity, context);
  if (is(loop, 'bpmn:MultiInstanceLoopCharacteristics')) return buildMultiInstance(loop, activity, context);
  return undefined;
}

function buildStandardLoop(
  loop: BpmnModdleTypeMap['bpmn:StandardLoopCharacteristics'],
  activity: Extensible,
  { findings }: BuildContext,
): LoopCharacteristics {
  const condition = readFormal(
    loop.loopCondition,
    { element: activity, what: { en: 'loop condition', vi: 'điều kiện lặp' } },
    findings,
  );
  const maximum = loop.loopMaximum;
  if (condition === undefined && maximum === undefined && loop.loopCondition === undefined) {
    findings.error(
      'missing-definition',
      activity,
      {
        en: `The loop of ${describe(activity)} has neither a condition nor a maximum: it would never end.`,
        vi: `Vòng lặp của ${describeVi(activity)} không có điều kiện và cũng không có số lần tối đa: nó sẽ không bao giờ dừng.`,
      },
      { en: 'Add a loop condition, a loop maximum, or both.', vi: 'Thêm điều kiện lặp, số lần tối đa, hoặc cả hai.' },
    );
  }
  return {
    kind: 'standard',
    testBefore: loop.testBefore === true,
    ...given({
      condition,
      maximum: maximum === undefined ? undefined : ({ kind: 'literal', value: Number(maximum) } as const),
    }),
  };
}

function buildMultiInstance(
  loop: BpmnModdleTypeMap['bpmn:MultiInstanceLoopCharacteristics'],
  activity: Extensible,
  context: BuildContext,
): LoopCharacteristics {
  const { findings } = context;
  const extension = zeebe(loop, 'zeebe:LoopCharacteristics');
  const collection =
    readFeel(
      extension?.inputCollection,
      { element: activity, what: { en: 'input collection', vi: 'danh sách đầu vào' } },
      findings,
    ) ?? dataReference(loop.loopDataInputRef);
  const cardinality = readFormal(
    loop.loopCardinality,
    { element: activity, what: { en: 'loop cardinality', vi: 'số lần lặp' } },
    findings,
  );
  const outputItem = loop.outputDataItem?.name ?? loop.outputDataItem?.id;
  const outputElement = readFeel(
    extension?.outputElement ?? outputItem,
    { element: activity, what: { en: 'output element', vi: 'phần tử đầu ra' } },
    findings,
  );
  const outputCollection = extension?.outputCollection?.trim() || variableName(loop.loopDataOutputRef);
  if (
    collection === undefined &&
    cardinality === undefined &&
    extension?.inputCollection === undefined &&
    loop.loopCardinality === undefined
  ) {
    findings.error(
      'missing-definition',
      activity,
      {
        en: `The multi-instance ${describe(activity)} has neither a collection nor a cardinality.`,
        vi: `${describeVi(activity)} thực hiện nhiều lần nhưng không nêu danh sách đầu vào và cũng không nêu số lần.`,
      },
      { en: 'Say over which list it runs, or how often.', vi: 'Nêu danh sách cần chạy qua, hoặc số lần.' },
    );
  }
  if (collection !== undefined && cardinality !== undefined) {
    findings.error(
      'missing-definition',
      activity,
      {
        en: `The multi-instance ${describe(activity)} has both a collection and a cardinality.`,
        vi: `${describeVi(activity)} thực hiện nhiều lần nhưng nêu cả danh sách đầu vào và số lần.`,
      },
      {
        en: 'Keep one: they are alternatives (BPMN 2.0.2 Table 10.29).',
        vi: 'Chỉ giữ một trong hai (BPMN 2.0.2 Bảng 10.29).',
      },
    );
  }
  const event = (definition: typeof loop.oneBehaviorEventRef) =>
    definition === undefined ? undefined : buildEventDefinition(definition, activity, 'throw', false, context);
  return {
    kind: 'multiInstance',
    isSequential: loop.isSequential === true,
    behavior: loop.behavior ?? 'All',
    complexBehavior: (loop.complexBehaviorDefinition ?? []).flatMap((complex) => {
      const condition = readFormal(
        complex.condition,
        { element: activity, what: { en: 'complex behavior condition', vi: 'điều kiện phát sự kiện' } },
        findings,
      );
      const thrown = complex.event?.eventDefinitions?.[0] ?? complex.event?.eventDefinitionRef?.[0];
      return condition === undefined ? [] : [{ condition, ...given({ event: event(thrown) }) }];
    }),
    ...given({
      collection,
      cardinality,
      inputElement: extension?.inputElement?.trim() || (loop.inputDataItem?.name ?? loop.inputDataItem?.id),
      outputCollection,
      outputElement: outputCollection === undefined ? undefined : outputElement,
      completionCondition: readFormal(
        loop.completionCondition,
        { element: activity, what: { en: 'completion condition', vi: 'điều kiện hoàn thành' } },
        findings,
      ),
      oneBehaviorEvent: event(loop.oneBehaviorEventRef),
      noneBehaviorEvent: event(loop.noneBehaviorEventRef),
    }),
  };
}

/** A collection of the standard is a data object, property or data input: the variable of its name. */
function dataReference(ref: (BpmnItemAwareElement & Named) | undefined): { kind: 'feel'; source: string } | undefined {
  const name = variableName(ref);
  return name === undefined ? undefined : { kind: 'feel', source: name };
}
