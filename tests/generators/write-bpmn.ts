import type { Drawing, DrawnEvent, DrawnFlow, DrawnLoop, DrawnNode, DrawnScope } from './drawing.ts';

const NAMESPACES =
  'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';

/** What events name: one message, one error, one escalation, a signal that is waited for and one that is only thrown. */
const ROOTS =
  '<message id="m" name="m"/><signal id="sig0" name="sig0"/><signal id="sig1" name="sig1"/><error id="err" name="err" errorCode="E"/><escalation id="esc" name="esc" escalationCode="S"/>';

/** Writes a drawing as a BPMN file. One drawing is always one text. */
export function writeBpmn(drawing: Drawing): string {
  const processes = drawing.processes
    .map((scope) => `<process id="${scope.id}" isExecutable="true">${content(scope)}</process>`)
    .join('');
  return `<definitions ${NAMESPACES} id="definitions" targetNamespace="urn:motcua:generated">${ROOTS}${processes}</definitions>`;
}

function content(scope: DrawnScope): string {
  return [
    ...scope.nodes.map(node),
    ...scope.flows.map(flow),
    ...scope.nodes.flatMap(({ id, undoes }) =>
      undoes === undefined
        ? []
        : [`<association id="undo-${id}" sourceRef="${undoes}" targetRef="${id}" associationDirection="One"/>`],
    ),
  ].join('');
}

function node(drawn: DrawnNode): string {
  const { id, type, event, attachedTo, interrupts, defaultFlow, loop, inside, calls } = drawn;
  const attributes = Object.entries({
    id,
    attachedToRef: attachedTo,
    cancelActivity: type === 'boundaryEvent' && event?.type !== 'compensate' ? interrupts : undefined,
    isInterrupting: type === 'startEvent' ? interrupts : undefined,
    default: defaultFlow,
    triggeredByEvent: drawn.triggeredByEvent,
    isForCompensation: drawn.undoes === undefined ? undefined : true,
    messageRef: type === 'receiveTask' ? 'm' : undefined,
  }).flatMap(([name, value]) => (value === undefined ? [] : [`${name}="${String(value)}"`]));
  const throws = type === 'intermediateThrowEvent' || type === 'endEvent';
  return [
    `<${type} ${attributes.join(' ')}>`,
    extensions(drawn),
    event === undefined ? '' : definition(event, throws),
    loop === undefined ? '' : loopCharacteristics(loop),
    inside === undefined ? '' : content(inside),
    drawn.activatedBy === undefined
      ? ''
      : `<activationCondition xsi:type="tFormalExpression">=activationCount &gt;= ${String(drawn.activatedBy)}</activationCondition>`,
    calls === undefined ? '' : '',
    `</${type}>`,
  ].join('');
}

function extensions({ type, calls, script, input }: DrawnNode): string {
  const parts = [
    ...(calls === undefined ? [] : [`<zeebe:calledElement processId="${calls}"/>`]),
    ...(script === undefined ? [] : [`<zeebe:script expression="${escaped(`=${script}`)}" resultVariable="x"/>`]),
    ...(input === undefined
      ? []
      : [`<zeebe:ioMapping><zeebe:input source="${escaped(`=${input}`)}" target="y"/></zeebe:ioMapping>`]),
    ...(['serviceTask', 'sendTask', 'businessRuleTask'].includes(type) ? ['<zeebe:taskDefinition type="work"/>'] : []),
  ];
  return parts.length === 0 ? '' : `<extensionElements>${parts.join('')}</extensionElements>`;
}

function definition({ type, of, waits }: DrawnEvent, throws: boolean): string {
  switch (type) {
    case 'message':
      return '<messageEventDefinition messageRef="m"/>';
    case 'signal':
      return `<signalEventDefinition signalRef="${throws ? 'sig1' : 'sig0'}"/>`;
    case 'timer':
      return '<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>';
    case 'conditional':
      return '<conditionalEventDefinition><condition xsi:type="tFormalExpression">=go = true</condition></conditionalEventDefinition>';
    case 'error':
      return '<errorEventDefinition errorRef="err"/>';
    case 'escalation':
      return '<escalationEventDefinition escalationRef="esc"/>';
    case 'cancel':
      return '<cancelEventDefinition/>';
    case 'terminate':
      return '<terminateEventDefinition/>';
    case 'link':
      return `<linkEventDefinition name="${of ?? ''}"/>`;
    case 'compensate':
      return `<compensateEventDefinition${of === undefined ? '' : ` activityRef="${of}"`}${
        waits === undefined ? '' : ` waitForCompletion="${String(waits)}"`
      }/>`;
    default:
      return type satisfies never;
  }
}

function loopCharacteristics(loop: DrawnLoop): string {
  if (loop.kind === 'multiInstance')
    return `<multiInstanceLoopCharacteristics isSequential="${String(loop.isSequential)}"><loopCardinality xsi:type="tFormalExpression">=${String(loop.count)}</loopCardinality></multiInstanceLoopCharacteristics>`;
  return `<standardLoopCharacteristics testBefore="${String(loop.testBefore)}" loopMaximum="${String(loop.most)}"><loopCondition xsi:type="tFormalExpression">=true</loopCondition></standardLoopCharacteristics>`;
}

function flow({ id, source, target, when }: DrawnFlow): string {
  const condition =
    when === undefined ? '' : `<conditionExpression xsi:type="tFormalExpression">=${when} = true</conditionExpression>`;
  return `<sequenceFlow id="${id}" sourceRef="${source}" targetRef="${target}">${condition}</sequenceFlow>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
