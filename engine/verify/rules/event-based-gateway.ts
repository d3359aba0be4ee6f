import { describe } from '../../compile/findings.ts';
import type { EventBasedGateway, FlowNode } from '../../model/process-graph.ts';
import { definitionsOf, isActivity } from '../graph-view.ts';
import type { ProcessRule, ProcessSubject, Report } from '../rule.ts';

const RACERS = new Set(['message', 'timer', 'signal', 'conditional']);

/**
 * An event-based gateway leads only to events that can race: catch events or receive tasks, each reached from here alone.
 *
 * @source BPMN 2.0.2 §10.6.6
 */
export const eventBasedGateway: ProcessRule = {
  id: 'event-based-gateway',
  check(subject, report) {
    for (const node of subject.view.nodes) if (node.type === 'eventBasedGateway') checkGateway(node, subject, report);
  },
};

function checkGateway(gateway: EventBasedGateway, { view }: ProcessSubject, report: Report): void {
  const flows = view.outgoing(gateway);
  if (flows.length === 0)
    report('error', gateway, `${describe(gateway)} leads to no event.`, 'Draw at least two events after it.');
  if (flows.length === 1)
    report(
      'warning',
      gateway,
      `${describe(gateway)} leads to one event only: there is nothing to choose.`,
      'Draw the event without the gateway.',
    );
  if (gateway.instantiate && gateway.incoming.length > 0)
    report(
      'error',
      gateway,
      `${describe(gateway)} starts instances and has an incoming sequence flow.`,
      'Remove the flow, or take away "instantiate".',
    );
  if (!gateway.instantiate && gateway.incoming.length === 0)
    report(
      'error',
      gateway,
      `${describe(gateway)} is reached by nothing.`,
      'Draw a flow to it, or let it start instances ("instantiate").',
    );
  if (gateway.gatewayType === 'Parallel' && !gateway.instantiate)
    report(
      'error',
      gateway,
      `${describe(gateway)} is parallel but starts no instances.`,
      'A parallel event-based gateway is only an instantiating one (Table 10.107).',
    );
  const targets = flows.flatMap((flow) => view.node(flow.target) ?? []);
  for (const target of targets) checkTarget(target, gateway, report);
  if (
    targets.some((target) => target.type === 'receiveTask') &&
    targets.some((target) => definitionsOf(target).some(({ type }) => type === 'message'))
  ) {
    report(
      'error',
      gateway,
      `${describe(gateway)} leads to a receive task and to a message event.`,
      'Use one of the two kinds.',
    );
  }
}

function checkTarget(target: FlowNode, gateway: EventBasedGateway, report: Report): void {
  const waits =
    target.type === 'receiveTask' ||
    (target.type === 'intermediateCatchEvent' &&
      target.eventDefinitions.length > 0 &&
      target.eventDefinitions.every(({ type }) => RACERS.has(type)));
  if (!waits) {
    report(
      'error',
      target,
      `${describe(target)} follows ${describe(gateway)}, but cannot race.`,
      'After an event-based gateway stand message, timer, signal or conditional catch events, or receive tasks.',
    );
    return;
  }
  if (isActivity(target) && target.boundaryEvents.length > 0)
    report(
      'error',
      target,
      `${describe(target)} follows an event-based gateway and carries boundary events.`,
      'Take them away; race another event instead.',
    );
  if (target.incoming.length > 1)
    report(
      'error',
      target,
      `${describe(target)} follows an event-based gateway and has other incoming flows.`,
      'Only the gateway may lead to it.',
    );
  if (
    gateway.instantiate &&
    target.type === 'intermediateCatchEvent' &&
    target.eventDefinitions.some(({ type }) => type !== 'message')
  ) {
    report(
      'error',
      target,
      `${describe(target)} cannot start an instance: ${describe(gateway)} starts by messages.`,
      'Use message events or receive tasks.',
    );
  }
}
