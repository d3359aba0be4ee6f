import type { BpmnError, BpmnEscalation, BpmnEventDefinition, BpmnMessage, BpmnModdleTypeMap } from 'bpmn-moddle/types';
import type { EventDefinition, MessageDefinition, TimerDefinition } from '../model/process-graph.ts';
import type { Bilingual, Expression } from '../model/expression.ts';
import type { BuildContext } from './build-context.ts';
import { describeVi, kindVi, triggerVi } from './describe-vi.ts';
import { describe, kindOf, type Named } from './findings.ts';
import { given } from './given.ts';
import { is } from './moddle-element.ts';
import { readFeel, readFormal, readText } from './read-expression.ts';
import { zeebe, type Extensible } from './read-extensions.ts';
import { readTimerStatute } from './read-statute.ts';

/** Whether an event waits for something or brings it about; decides which parts of a definition must be there. */
export type EventDirection = 'catch' | 'throw';

interface EventElement extends Extensible {
  readonly eventDefinitions?: readonly (BpmnEventDefinition & Named)[];
  readonly eventDefinitionRef?: readonly (BpmnEventDefinition & Named)[];
}

/** Contained and referenced event definitions of an event. @source BPMN 2.0.2 §10.5.5 */
export function buildEventDefinitions(
  event: EventElement,
  direction: EventDirection,
  hasJob: boolean,
  context: BuildContext,
): readonly EventDefinition[] {
  return [...(event.eventDefinitions ?? []), ...(event.eventDefinitionRef ?? [])]
    .map((definition) => buildEventDefinition(definition, event, direction, hasJob, context))
    .filter((definition) => definition !== undefined);
}

/** One event definition; undefined, with a finding, where something that it needs is missing. */
export function buildEventDefinition(
  definition: BpmnEventDefinition & Named,
  event: Extensible,
  direction: EventDirection,
  hasJob: boolean,
  context: BuildContext,
): EventDefinition | undefined {
  if (is(definition, 'bpmn:MessageEventDefinition')) {
    const message = buildMessage(definition.messageRef, event, direction, context);
    if (message !== undefined) return { type: 'message', message };
    // A message that a worker sends needs no name of ours: the job says what to do.
    if (hasJob)
      return { type: 'message', message: { id: event.id ?? '', name: { kind: 'literal', value: event.id ?? '' } } };
    return missing(event, { en: 'message', vi: 'thông điệp' }, context);
  }
  if (is(definition, 'bpmn:TimerEventDefinition')) {
    const timer = buildTimer(definition, event, context);
    return timer === undefined ? undefined : { type: 'timer', timer };
  }
  if (is(definition, 'bpmn:SignalEventDefinition')) {
    const signal = definition.signalRef;
    if (signal?.id === undefined) return missing(event, { en: 'signal', vi: 'tín hiệu' }, context);
    const name = readText(
      signal.name,
      { element: event, what: { en: 'signal name', vi: 'tên tín hiệu' } },
      context.findings,
    ) ?? {
      kind: 'literal',
      value: signal.id,
    };
    return { type: 'signal', signalId: signal.id, name };
  }
  if (is(definition, 'bpmn:ErrorEventDefinition')) {
    const errorCode = buildCode(
      definition.errorRef,
      definition.errorRef?.errorCode,
      'error',
      event,
      direction,
      context,
    );
    return { type: 'error', ...given({ errorCode }) };
  }
  if (is(definition, 'bpmn:EscalationEventDefinition')) {
    const escalation = definition.escalationRef;
    const escalationCode = buildCode(escalation, escalation?.escalationCode, 'escalation', event, direction, context);
    return { type: 'escalation', ...given({ escalationCode }) };
  }
  if (is(definition, 'bpmn:ConditionalEventDefinition')) {
    const condition = readFormal(
      definition.condition,
      { element: event, what: { en: 'condition', vi: 'điều kiện' } },
      context.findings,
    );
    if (condition === undefined)
      return definition.condition?.body === undefined
        ? missing(event, { en: 'condition', vi: 'điều kiện' }, context)
        : undefined;
    return { type: 'conditional', condition };
  }
  if (is(definition, 'bpmn:LinkEventDefinition')) {
    const name = definition.name?.trim() || event.name?.trim();
    return name === undefined || name === ''
      ? missing(event, { en: 'link name', vi: 'tên liên kết' }, context)
      : { type: 'link', name };
  }
  if (is(definition, 'bpmn:CompensateEventDefinition')) {
    return {
      type: 'compensate',
      waitForCompletion: definition.waitForCompletion !== false,
      ...given({ activityRef: definition.activityRef?.id }),
    };
  }
  if (is(definition, 'bpmn:CancelEventDefinition')) return { type: 'cancel' };
  if (is(definition, 'bpmn:TerminateEventDefinition')) return { type: 'terminate' };
  context.findings.error('unsupported-element', event, {
    en: `${describe(event)} holds a ${kindOf(definition)}, which cannot run.`,
    vi: `${describeVi(event)} chứa ${kindVi(definition)}, loại này không chạy được.`,
  });
  return undefined;
}

/** The message that an event or task sends or waits for: named, or carried by a message flow that is drawn to it. */
export function buildMessage(
  ref: (BpmnMessage & Named) | undefined,
  element: Extensible,
  direction: EventDirection,
  context: BuildContext,
): MessageDefinition | undefined {
  const flow = element.id === undefined ? undefined : context.messageFlows.get(element.id);
  const message = ref ?? flow?.message;
  const id = message?.id ?? flow?.id;
  if (id === undefined) return undefined;
  const name = readText(
    message?.name,
    { element, what: { en: 'message name', vi: 'tên thông điệp' } },
    context.findings,
  ) ?? {
    kind: 'literal',
    value: id,
  };
  const subscription = message && zeebe(message, 'zeebe:Subscription')?.correlationKey;
  const correlation = context.correlation.get(id);
  const key = subscription ?? (direction === 'catch' ? correlation?.dataPath : correlation?.messagePath);
  return {
    id,
    name,
    ...given({
      correlationKey: readFeel(
        key,
        { element, what: { en: 'correlation key', vi: 'khóa ghép thông điệp' } },
        context.findings,
      ),
    }),
  };
}

const TIMER_KINDS_VI = { date: 'thời điểm', duration: 'khoảng thời gian', cycle: 'chu kỳ' } as const;

function buildTimer(
  definition: BpmnModdleTypeMap['bpmn:TimerEventDefinition'],
  event: Extensible,
  context: BuildContext,
): TimerDefinition | undefined {
  const statutory = readTimerStatute(definition, event, context.findings);
  const drawn = [
    ['date', definition.timeDate] as const,
    ['duration', definition.timeDuration] as const,
    ['cycle', definition.timeCycle] as const,
  ].filter(([, element]) => element !== undefined);
  if (drawn.length + (statutory === undefined ? 0 : 1) > 1) {
    context.findings.error(
      'timer-definition',
      event,
      {
        en: `The timer of ${describe(event)} has more than one of date, duration, cycle and statute:timer.`,
        vi: `Bộ hẹn giờ của ${describeVi(event)} có nhiều hơn một trong các loại: thời điểm, khoảng thời gian, chu kỳ, statute:timer.`,
      },
      { en: 'Keep one.', vi: 'Chỉ giữ một loại.' },
    );
    return undefined;
  }
  if (statutory !== undefined) return { kind: 'statutory', value: statutory };
  const [kind, element] = drawn[0] ?? [];
  if (kind === undefined || element === undefined)
    return missing(event, { en: 'date, duration or cycle', vi: 'thời điểm, khoảng thời gian hay chu kỳ' }, context);
  const timer = { en: `timer ${kind}`, vi: `${TIMER_KINDS_VI[kind]} hẹn giờ` };
  const value = readText(element.body, { element: event, what: timer }, context.findings);
  if (value === undefined) return element.body?.trim() ? undefined : missing(event, timer, context);
  return { kind, value };
}

/**
 * The code of an error or escalation. A catch without code catches any; a throw must say what it throws (2.0.2 Table 10.88),
 * and an error element that has a name or id but no code goes by that.
 */
function buildCode(
  ref: ((BpmnError | BpmnEscalation) & Named) | undefined,
  code: string | undefined,
  what: 'error' | 'escalation',
  event: Extensible,
  direction: EventDirection,
  context: BuildContext,
): Expression | undefined {
  const name = { en: `${what} code`, vi: `mã ${triggerVi(what)}` };
  const read = readText(code, { element: event, what: name }, context.findings);
  if (read !== undefined || direction === 'catch' || code?.trim()) return read;
  const fallback = ref?.name?.trim() || ref?.id;
  if (fallback === undefined) return missing(event, name, context);
  context.findings.warning(
    'event-code',
    event,
    {
      en: `${describe(event)} throws ${what} '${fallback}', which has no code; its name stands in.`,
      vi: `${describeVi(event)} phát ${triggerVi(what)} “${fallback}” không có mã; tên được dùng thay mã.`,
    },
    { en: `Give the ${what} a code.`, vi: `Đặt mã cho ${triggerVi(what)}.` },
  );
  return { kind: 'literal', value: fallback };
}

function missing(event: Extensible, what: Bilingual, context: BuildContext): undefined {
  context.findings.error(
    'missing-definition',
    event,
    { en: `${describe(event)} has no ${what.en}.`, vi: `${describeVi(event)} không có ${what.vi}.` },
    {
      en: `Add the ${what.en}, or choose a plain event.`,
      vi: `Thêm ${what.vi}, hoặc chọn sự kiện không có điều kiện kích hoạt.`,
    },
  );
  return undefined;
}
