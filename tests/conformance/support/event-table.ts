import { verify } from '../../../engine/verify/verify.ts';
import type { EventDefinition, FlowNode } from '../../../engine/model/process-graph.ts';
import { cellOf, tableOf, type Sighting, type Witness } from './witnesses.ts';

/**
 * Every event definition in every position. A cell is the number of pairs in which such an event happens, or the rule that
 * refuses the smallest model which has it: there is no third answer, and a cell that has neither is reported.
 */
export async function eventTable(
  witnesses: readonly Witness[],
): Promise<{ readonly table: string; readonly missing: readonly string[] }> {
  const missing: string[] = [];
  const rows: string[][] = [];
  for (const trigger of TRIGGERS) {
    const row = [trigger.name];
    for (const position of POSITIONS) {
      const shown = witnesses.filter((witness) =>
        witness.activated.some(
          (sighting) => position.holds(sighting) && trigger.holds(sighting.node) && hasHappened(sighting),
        ),
      );
      const cell = cellOf(shown) ?? (isNoChoice(trigger, position) ? '–' : await refusal(trigger, position));
      if (cell === undefined) missing.push(`${trigger.name}, ${position.name}`);
      row.push(cell ?? '**no pair**');
    }
    rows.push(row);
  }
  return { table: tableOf(['', ...POSITIONS.map(({ name }) => name)], rows), missing };
}

/** To wait for something is no evidence that it is caught. */
function hasHappened({ node, completed }: Sighting): boolean {
  return node.type !== 'intermediateCatchEvent' || completed;
}

/** What undoes a completed activity neither interrupts it nor leaves it alone: the attribute says nothing. */
function isNoChoice(trigger: Trigger, position: Position): boolean {
  return trigger.name === 'compensation' && position.name === 'boundary, not interrupting';
}

interface Trigger {
  readonly name: string;
  /** Definitions in a model. */
  readonly xml: string;
  readonly together?: true;
  holds(node: FlowNode): boolean;
}

const definitionsOf = (node: FlowNode): readonly EventDefinition[] =>
  'eventDefinitions' in node ? node.eventDefinitions : [];
const isTogether = (node: FlowNode): boolean => 'parallelMultiple' in node && node.parallelMultiple;
const one =
  (type: EventDefinition['type'], kind?: string) =>
  (node: FlowNode): boolean => {
    const [definition, more] = definitionsOf(node);
    if (definition?.type !== type || more !== undefined) return false;
    return kind === undefined || (definition.type === 'timer' && definition.timer.kind === kind);
  };
const timer = (kind: string, element: string, body: string): Trigger => ({
  name: `timer, ${kind}`,
  xml: `<timerEventDefinition><${element}>${body}</${element}></timerEventDefinition>`,
  holds: one('timer', kind),
});
const MESSAGE = '<messageEventDefinition messageRef="message"/>';
const SIGNAL = '<signalEventDefinition signalRef="signal"/>';

const TRIGGERS: readonly Trigger[] = [
  { name: 'none', xml: '', holds: (node) => 'eventDefinitions' in node && definitionsOf(node).length === 0 },
  { name: 'message', xml: MESSAGE, holds: one('message') },
  timer('date', 'timeDate', '2030-01-01T00:00:00Z'),
  timer('duration', 'timeDuration', 'PT1H'),
  timer('cycle', 'timeCycle', 'R4/PT1S'),
  {
    name: 'conditional',
    xml: '<conditionalEventDefinition><condition>n = 1</condition></conditionalEventDefinition>',
    holds: one('conditional'),
  },
  { name: 'signal', xml: SIGNAL, holds: one('signal') },
  { name: 'error', xml: '<errorEventDefinition errorRef="error"/>', holds: one('error') },
  { name: 'escalation', xml: '<escalationEventDefinition escalationRef="escalation"/>', holds: one('escalation') },
  { name: 'cancel', xml: '<cancelEventDefinition/>', holds: one('cancel') },
  { name: 'compensation', xml: '<compensateEventDefinition/>', holds: one('compensate') },
  { name: 'link', xml: '<linkEventDefinition name="l"/>', holds: one('link') },
  { name: 'terminate', xml: '<terminateEventDefinition/>', holds: one('terminate') },
  {
    name: 'multiple',
    xml: MESSAGE + SIGNAL,
    holds: (node) => definitionsOf(node).length > 1 && !isTogether(node),
  },
  {
    name: 'parallel multiple',
    xml: MESSAGE + SIGNAL,
    together: true,
    holds: (node) => definitionsOf(node).length > 1 && isTogether(node),
  },
];

interface Position {
  readonly name: string;
  holds(sighting: Sighting): boolean;
  /** The smallest process with such an event, `x`. */
  model(event: (tag: string, attributes: string) => string): string;
}

const flow = (source: string, target: string): string =>
  `<sequenceFlow id="${source}_${target}" sourceRef="${source}" targetRef="${target}"/>`;
const START = '<startEvent id="s"/>';
const END = '<endEvent id="e"/>';
const TASK = `${START}<userTask id="u"/>${END}${flow('s', 'u')}${flow('u', 'e')}`;

const inEventSubProcess = ({ node, graph }: Sighting): boolean => {
  const scope = graph.nodes[node.scopeId];
  return scope?.type === 'subProcess' && scope.triggeredByEvent;
};
const eventSubProcess = (interrupting: boolean): Position => ({
  name: `event sub-process, ${interrupting ? 'interrupting' : 'not interrupting'}`,
  holds: (sighting) =>
    sighting.node.type === 'startEvent' && inEventSubProcess(sighting) && sighting.node.isInterrupting === interrupting,
  model: (event) =>
    `${TASK}<subProcess id="es" triggeredByEvent="true">${event('startEvent', `isInterrupting="${interrupting}"`)}<endEvent id="f"/>${flow('x', 'f')}</subProcess>`,
});
const boundary = (interrupting: boolean): Position => ({
  name: `boundary, ${interrupting ? 'interrupting' : 'not interrupting'}`,
  holds: ({ node }) => node.type === 'boundaryEvent' && node.cancelActivity === interrupting,
  model: (event) =>
    `${TASK}${event('boundaryEvent', `attachedToRef="u" cancelActivity="${interrupting}"`)}<endEvent id="f"/>${flow('x', 'f')}`,
});
const intermediate = (name: string, type: 'intermediateCatchEvent' | 'intermediateThrowEvent'): Position => ({
  name,
  holds: ({ node }) => node.type === type,
  model: (event) => `${START}${event(type, '')}${END}${flow('s', 'x')}${flow('x', 'e')}`,
});

const POSITIONS: readonly Position[] = [
  {
    name: 'start of a process',
    holds: ({ node, graph }) => node.type === 'startEvent' && node.scopeId === graph.id,
    model: (event) => `${event('startEvent', '')}${END}${flow('x', 'e')}`,
  },
  {
    name: 'start of a sub-process',
    holds: (sighting) =>
      sighting.node.type === 'startEvent' &&
      sighting.node.scopeId !== sighting.graph.id &&
      !inEventSubProcess(sighting),
    model: (event) =>
      `${START}<subProcess id="sp">${event('startEvent', '')}<endEvent id="f"/>${flow('x', 'f')}</subProcess>${END}${flow('s', 'sp')}${flow('sp', 'e')}`,
  },
  eventSubProcess(true),
  eventSubProcess(false),
  intermediate('catch', 'intermediateCatchEvent'),
  intermediate('throw', 'intermediateThrowEvent'),
  boundary(true),
  boundary(false),
  {
    name: 'end',
    holds: ({ node }) => node.type === 'endEvent',
    model: (event) => `${START}${event('endEvent', '')}${flow('s', 'x')}`,
  },
];

/** The rule that refuses the smallest model with this trigger in this position. */
async function refusal(trigger: Trigger, position: Position): Promise<string | undefined> {
  const event = (tag: string, attributes: string): string =>
    `<${tag} id="x" ${attributes}${trigger.together === true ? ' parallelMultiple="true"' : ''}>${trigger.xml}</${tag}>`;
  const { diagnostics } = await verify(
    `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:motcua:conformance">
      <message id="message" name="m"/><signal id="signal" name="n"/><error id="error" errorCode="E"/>
      <escalation id="escalation" escalationCode="E"/>
      <process id="p" isExecutable="true">${position.model(event)}</process></definitions>`,
  );
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const rule = errors.find(({ elementId }) => elementId === 'x')?.ruleId ?? errors[0]?.ruleId;
  return rule === undefined ? undefined : `\`${rule}\``;
}
