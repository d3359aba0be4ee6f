import { describe } from '../../compile/findings.ts';
import type { BoundaryEvent, EventDefinition } from '../../model/process-graph.ts';
import { hasDefinition, isActivity, isSubProcess } from '../graph-view.ts';
import type { ProcessRule, ProcessSubject, Report } from '../rule.ts';

const ALLOWED: ReadonlySet<EventDefinition['type']> = new Set([
  'message',
  'timer',
  'error',
  'escalation',
  'cancel',
  'compensate',
  'conditional',
  'signal',
]);

/**
 * A boundary event sits on an activity of its own scope, waits for something that a boundary may wait for, and leads on.
 *
 * @source BPMN 2.0.2 §10.5.4 (Table 10.91 and "Attributes for Boundary Events"): error, cancel and compensation always interrupt; cancel only on a transaction
 */
export const boundaryEvent: ProcessRule = {
  id: 'boundary-event',
  check(subject, report) {
    for (const node of subject.view.nodes) if (node.type === 'boundaryEvent') checkBoundary(node, subject, report);
  },
};

function checkBoundary(event: BoundaryEvent, { view }: ProcessSubject, report: Report): void {
  const host = view.node(event.attachedTo);
  if (host === undefined || !isActivity(host)) {
    report(
      'error',
      event,
      `${describe(event)} is attached to ${host === undefined ? `'${event.attachedTo}', which this process does not contain` : describe(host)}.`,
      'Attach it to a task, sub-process or call activity.',
    );
    return;
  }
  if (host.scopeId !== event.scopeId)
    report(
      'error',
      event,
      `${describe(event)} lies in another scope than ${describe(host)}.`,
      'Draw both in the same sub-process.',
    );
  if (isSubProcess(host) && host.triggeredByEvent)
    report(
      'error',
      event,
      `${describe(event)} is attached to an event sub-process.`,
      'Event sub-processes carry no boundary events.',
    );
  if (event.incoming.length > 0)
    report(
      'error',
      event,
      `${describe(event)} has an incoming sequence flow.`,
      'A boundary event happens; nothing flows into it.',
    );
  if (event.eventDefinitions.length === 0)
    report(
      'error',
      event,
      `${describe(event)} waits for nothing.`,
      'Choose a trigger: timer, message, signal, error, …',
    );
  for (const { type } of event.eventDefinitions) {
    if (!ALLOWED.has(type))
      report(
        'error',
        event,
        `${describe(event)} is a ${type} event, which cannot be on a boundary.`,
        'Choose another trigger.',
      );
    if ((type === 'error' || type === 'cancel') && !event.cancelActivity)
      report(
        'error',
        event,
        `${describe(event)} is a non-interrupting ${type} event.`,
        `Catching ${type === 'error' ? 'an error' : 'a cancellation'} always interrupts.`,
      );
    if (type === 'cancel' && host.type !== 'transaction')
      report(
        'error',
        event,
        `${describe(event)} catches cancellation of ${describe(host)}, which is no transaction.`,
        'Attach it to a transaction.',
      );
  }
  const leadsOn = event.outgoing.length > 0;
  if (hasDefinition(event, 'compensate')) {
    if (leadsOn)
      report(
        'error',
        event,
        `${describe(event)} has an outgoing sequence flow.`,
        'Compensation leads to its handler by an association.',
      );
  } else if (!leadsOn) {
    report('error', event, `${describe(event)} leads nowhere.`, 'Draw a sequence flow from it.');
  }
}
