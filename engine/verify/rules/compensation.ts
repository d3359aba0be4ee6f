import { describe } from '../../compile/findings.ts';
import { definitionsOf, hasDefinition, isActivity, isSubProcess } from '../graph-view.ts';
import type { ProcessRule, ProcessSubject, Report } from '../rule.ts';

/**
 * A compensation boundary event is associated with a handler that is for compensation only, and a compensation throw
 * names an activity that can be compensated.
 *
 * @source BPMN 2.0.2 §10.7 (Compensation), §10.3 (isForCompensation)
 */
export const compensation: ProcessRule = {
  id: 'compensation',
  check(subject, report) {
    checkBoundaries(subject, report);
    checkHandlers(subject, report);
    checkThrows(subject, report);
  },
};

function checkBoundaries({ view }: ProcessSubject, report: Report): void {
  for (const node of view.nodes) {
    if (node.type !== 'boundaryEvent' || !hasDefinition(node, 'compensate')) continue;
    const host = view.node(node.attachedTo);
    if (host === undefined || !isActivity(host)) continue;
    const handler = host.compensationHandler === undefined ? undefined : view.node(host.compensationHandler);
    if (handler === undefined)
      report(
        'error',
        node,
        `${describe(node)} has no compensation handler.`,
        'Draw an association from it to the activity that undoes the work.',
      );
    else if (isActivity(handler) && !handler.isForCompensation)
      report(
        'error',
        handler,
        `${describe(handler)} compensates ${describe(host)} but is not marked as "for compensation".`,
        'Set isForCompensation.',
      );
  }
}

function checkHandlers({ view }: ProcessSubject, report: Report): void {
  const used = new Set(
    view.nodes.flatMap((node) =>
      isActivity(node) && node.compensationHandler !== undefined ? [node.compensationHandler] : [],
    ),
  );
  for (const node of view.nodes) {
    if (!isActivity(node) || !node.isForCompensation) continue;
    if (node.incoming.length + node.outgoing.length > 0)
      report(
        'error',
        node,
        `${describe(node)} is for compensation and has sequence flows.`,
        'A compensation handler stands outside the flow; remove the flows.',
      );
    if (!used.has(node.id))
      report(
        'error',
        node,
        `${describe(node)} is for compensation, but no compensation event leads to it.`,
        'Draw an association from a compensation boundary event.',
      );
  }
}

function checkThrows({ view }: ProcessSubject, report: Report): void {
  for (const node of view.nodes) {
    if (node.type !== 'endEvent' && node.type !== 'intermediateThrowEvent') continue;
    for (const definition of definitionsOf(node)) {
      if (definition.type !== 'compensate' || definition.activityRef === undefined) continue;
      const activity = view.node(definition.activityRef);
      if (activity === undefined || !isActivity(activity)) {
        report(
          'error',
          node,
          `${describe(node)} compensates '${definition.activityRef}', which is no activity of this process.`,
          'Choose an activity.',
        );
        continue;
      }
      const compensable =
        activity.compensationHandler !== undefined ||
        (isSubProcess(activity) &&
          view.inScope(activity.id).some((inner) => isSubProcess(inner) && inner.triggeredByEvent)) ||
        (isSubProcess(activity) &&
          view.nodes.some(
            (inner) => inner.scopeId === activity.id && isActivity(inner) && inner.compensationHandler !== undefined,
          ));
      if (!compensable)
        report(
          'warning',
          node,
          `${describe(node)} compensates ${describe(activity)}, which has no compensation handler: nothing will happen.`,
          'Attach a compensation event with a handler.',
        );
    }
  }
}
